package dev.markhor.cli;

import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model says that it takes.
 *
 * @param specs by name, in the order in which {@code predict} takes them; empty if the model takes what it is called with
 */
record DeclaredInputs(Map<String, Spec> specs) {
    static DeclaredInputs of(Model model) {
        return new DeclaredInputs(model.inputSpecs());
    }

    boolean areKnown() {
        return !specs.isEmpty();
    }

    /** What a message calls the one that takes something: {@code the model}, or which of its inputs. */
    String taker(String name) {
        return specs.size() > 1 ? "input '" + name + "'" : "the model";
    }

    /** {@code left: float32[?, 2], right: int32[?, 3]}. */
    @Override
    public String toString() {
        return specs.entrySet().stream()
                .map(input -> input.getKey() + ": " + input.getValue())
                .collect(Collectors.joining(", "));
    }
}
