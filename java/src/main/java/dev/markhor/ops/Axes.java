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
        int[] sorted = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            sorted[i] = normalize(axes[i], rank);
        }
        Arrays.sort(sorted);
        int count = 0;
        for (int axis : sorted) {
            if (count == 0 || axis != sorted[count - 1]) {
                sorted[count++] = axis;
            }
        }
        return Arrays.copyOf(sorted, count);
    }
}
