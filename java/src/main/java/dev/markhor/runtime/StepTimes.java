package dev.markhor.runtime;

/** Is told how long each step of a call took, in their order. */
@FunctionalInterface
public interface StepTimes {
    void took(Step step, long nanos);
}
