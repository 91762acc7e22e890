package dev.markhor.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks on layers' options. All throw {@link IllegalArgumentException} with the option's name and value. */
final class Options {
    private Options() {}

    static int positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
        return value;
    }

    static double fraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, got " + value);
        }
        return value;
    }

    /** {@code count} positive numbers from as many or one. */
    static List<Integer> positive(String name, int count, int... values) {
        values = spread(name, count, values);
        for (int value : values) {
            positive(name, value);
        }
        return list(values);
    }

    /** {@code count} numbers from as many or one. */
    static int[] spread(String name, int count, int... values) {
        if (values.length == count) {
            return values;
        }
        if (values.length != 1) {
            throw new IllegalArgumentException(
                    name + " takes 1 or " + count + " numbers, got " + Arrays.toString(values));
        }
        int[] all = new int[count];
        Arrays.fill(all, values[0]);
        return all;
    }

    static List<Integer> list(int... values) {
        List<Integer> list = new ArrayList<>(values.length);
        for (int value : values) {
            list.add(value);
        }
        return List.copyOf(list);
    }
}
