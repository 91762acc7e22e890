package dev.markhor.cli.diff;

import dev.markhor.cli.weights.StoredWeight;

/**
 * One array of A and its counterpart in B.
 *
 * @param a null if only B has it
 * @param b null if only A has it
 * @param detail how they differ, for a person
 * @param values how far apart the values are; null where they were not compared one by one
 */
public record Difference(Status status, StoredWeight a, StoredWeight b, String detail, Distance values) {
    static Difference of(Status status, StoredWeight a, StoredWeight b, String detail) {
        return new Difference(status, a, b, detail, null);
    }

    Difference withStatus(Status other, String text) {
        return new Difference(other, a, b, text, values);
    }

    /** The path in A, or in B if only B has it. */
    public String path() {
        return (a == null ? b : a).path();
    }
}
