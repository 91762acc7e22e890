package dev.markhor.fuzz.mutation;

import java.util.Arrays;

/** Changes bytes that mean nothing to it. */
public final class ByteMutator {
    private ByteMutator() {}

    /** Changes bytes and numbers within a range, so that all places stay what they were. */
    public static void inPlace(Image image, int from, int to, Dice dice) {
        if (from >= to) {
            return;
        }
        int at = from + dice.below(to - from);
        switch (dice.below(6)) {
            case 0 -> image.put(at, 1, image.get(at, 1) ^ 1L << dice.below(8));
            case 1 -> image.put(at, 1, dice.number());
            case 2 -> image.put(at, 1, image.get(at, 1) + (dice.oneIn(2) ? 1 : -1));
            default -> {
                int width = Math.min(dice.pick(1, 2, 4, 8), to - from);
                int place = Math.max(from, Math.min(at & -width, to - width));
                image.put(place, width, dice.interesting(image.get(place, width), image.size()));
            }
        }
    }

    /** Cuts, extends, repeats, removes or mixes ranges: places move. @param other to take bytes of */
    public static void reshape(Image image, byte[] other, Dice dice) {
        int size = image.size();
        int at = dice.below(size);
        int length = Math.min(size - at, 1 + dice.below(dice.pick(4, 64, 4096)));
        switch (dice.below(6)) {
            case 0 -> image.resize(at);
            case 1 -> image.resize(size + 1 + dice.below(dice.pick(8, 5000)));
            case 2 -> image.replace(at, 0, Arrays.copyOfRange(image.bytes(), at, at + length));
            case 3 -> image.replace(at, length, new byte[0]);
            case 4 -> {
                int from = dice.below(other.length);
                byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + length));
                image.replace(at, Math.min(length, piece.length), piece);
            }
            default -> image.replace(at, length, new byte[length]);
        }
    }
}
