package dev.markhor.runtime;

/** What one entry of a plan's address table points to. */
public sealed interface TableEntry {
    /** Input {@code index} of the call. */
    record Input(int index) implements TableEntry {}

    /** Output {@code index} of the call. */
    record Output(int index) implements TableEntry {}

    /** The same for all calls on one weight set. */
    record Fixed(WeightArray array) implements TableEntry {}
}
