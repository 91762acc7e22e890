package dev.markhor.binding;

import java.util.Random;

/** Random decisions that a number names: what a seed drew it draws again. */
final class Dice {
    private static final int[] EDGES = {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 67};
    private static final double[] SPECIAL = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e-40, -1e-40, 1, -1, 0.5, 2.5
    };

    private final Random random;

    Dice(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    }

    /** From low to high, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** True once in so many times. */
    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    boolean coin() {
        return random.nextBoolean();
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** At most {@code most}, mostly small or beside the sizes of vectors. */
    int size(int most) {
        int size = once(3) ? EDGES[random.nextInt(EDGES.length)] : between(1, once(4) ? most : Math.min(most, 20));
        return Math.min(size, most);
    }

    /** As {@link #size}, and sometimes none at all: what an empty batch has. */
    int sizeOrNone(int most) {
        return once(30) ? 0 : size(most);
    }

    double real(double low, double high) {
        return (float) (low + random.nextDouble() * (high - low));
    }

    /** Numbers that a float holds exactly. */
    double[] reals(long count, double low, double high) {
        double[] values = new double[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = real(low, high);
        }
        return values;
    }

    /** The same, with a NaN, an infinity, a zero or a denormal number here and there. */
    double[] withSpecial(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = once(7) ? SPECIAL[random.nextInt(SPECIAL.length)] : values[i];
        }
        return values;
    }

    /** Between -1 and 1; once in eight times with special ones. */
    double[] inputs(long count) {
        double[] values = reals(count, -1, 1);
        return once(8) ? withSpecial(values) : values;
    }

    /** Whole numbers, small or any. */
    long[] wholes(long count) {
        long[] values = new long[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = once(5) ? random.nextLong() >> random.nextInt(64) : between(-9, 9);
        }
        return values;
    }

    byte[] bytes(long count) {
        byte[] bytes = new byte[Math.toIntExact(count)];
        random.nextBytes(bytes);
        return bytes;
    }

    boolean[] booleans(long count) {
        boolean[] values = new boolean[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = coin();
        }
        return values;
    }
}
