package dev.markhor.runtime;

import dev.markhor.binding.Program;
import java.util.List;

/** A part of a plan. */
public sealed interface Segment {
    /** Steps that run in one native call. */
    record Native(Program program) implements Segment {}

    /** One step in Java. */
    record Java(JavaStep step, List<Slot> inputs, List<Slot> outputs) implements Segment {}
}
