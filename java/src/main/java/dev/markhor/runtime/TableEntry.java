package dev.markhor.runtime;

/** What one entry of a plan's address table points to. */
public sealed interface TableEntry {
    /** Input {@code index} of the call. */
    record Input(int index) implements TableEntry {}

    /** Output {@code index} of the call. */
    record Output(int index) implements TableEntry {}

    /** An int64 that stays 0 unless a kernel finds its input wrong; {@code message} says what then. */
    record Report(String message) implements TableEntry {}

    /** Where operand {@code whole} begins; moves on to the next part with each turn of the loop that uses it. */
    record Part(long whole) implements TableEntry {}

    /** The same for all calls on one weight set. */
    record Fixed(WeightArray array) implements TableEntry {}
}
