package dev.markhor.fuzz.mutation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Where a mutant's chances come from: the same number gives the same mutant, on every machine. */
public final class Dice {
    private final RandomGenerator random;

    private Dice(RandomGenerator random) {
        this.random = random;
    }

    /** @param purpose what it is thrown for, so that one number gives unlike mutants of unlike formats */
    public static Dice of(String purpose, long seed) {
        long mixed = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + purpose.hashCode()).nextLong();
        return new Dice(new SplittableRandom(mixed));
    }

    /** Dice whose throws are the bytes given, two for each, so that whoever changes these changes single decisions; then chance. */
    public static Dice reading(byte[] bytes) {
        SplittableRandom rest = new SplittableRandom(bytes.length);
        int[] at = {0};
        return new Dice(() -> {
            if (at[0] + 2 > bytes.length) {
                return rest.nextLong();
            }
            at[0] += 2;
            return Image.get(bytes, at[0] - 2, 2) * 0x9E3779B97F4A7C15L;
        });
    }

    /** From 0 to below {@code bound}; 0 for a bound of nothing. */
    public int below(int bound) {
        return bound <= 0 ? 0 : random.nextInt(bound);
    }

    /** True one time in {@code n}. */
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    public long number() {
        return random.nextLong();
    }

    public <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    public final <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Mostly 1, seldom many: how often to do something. */
    public int few() {
        int count = 1;
        while (count < 8 && random.nextInt(3) == 0) {
            count++;
        }
        return count;
    }

    /**
     * A number that breaks arithmetic, or one near {@code now}.
     *
     * @param now what stands there
     * @param size of the file: what lengths and places are measured by
     */
    public long interesting(long now, long size) {
        return switch (random.nextInt(16)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> -1;
            case 3 -> now + 1;
            case 4 -> now - 1;
            case 5 -> now * 2;
            case 6 -> now / 2;
            case 7 -> size;
            case 8 -> size - 1 - random.nextInt(16);
            case 9 -> random.nextLong(Math.max(1, size));
            case 10 -> 1L << random.nextInt(64);
            case 11 -> (1L << random.nextInt(64)) - 1;
            case 12 -> Long.MAX_VALUE - random.nextInt(64);
            case 13 -> now ^ 1L << random.nextInt(64);
            case 14 -> random.nextInt(256);
            default -> random.nextLong();
        };
    }
}
