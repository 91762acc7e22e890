package dev.markhor.ops;

import java.util.Arrays;

/** Axis numbers as Keras takes them: negative ones count from the end. */
public final class Axes {
    private Axes() {}

    /** @throws IllegalArgumentException if the axis is out of range */
    public static int normalize(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("axis " + axis + " is out of range for rank " + rank);
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** Sorted and without duplicates. @throws IllegalArgumentException if an axis is out of range */
    public static int[] normalize(int[] axes, int rank) {
        return Arrays.stream(axes)
                .map(a -> normalize(a, rank))
                .sorted()
                .distinct()
                .toArray();
    }
}
