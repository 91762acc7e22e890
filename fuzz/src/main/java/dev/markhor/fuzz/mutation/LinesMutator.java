package dev.markhor.fuzz.mutation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Changes a file of lines, as vocabularies are. */
public final class LinesMutator {
    private LinesMutator() {}

    /** @param other bytes to mix in */
    public static Mutation mutate(byte[] lines, byte[] other, Dice dice) {
        return switch (dice.below(10)) {
            case 0 -> Mutation.open(new byte[0], "no lines");
            case 1 -> Mutation.open(other, "binary");
            case 2 -> Mutation.open(repeated("x", dice.pick(1000, 1 << 20, 4 << 20)), "a long line");
            case 3 -> Mutation.open(numbered(dice.pick(100, 5000, 100_000)), "many lines");
            case 4 -> Mutation.open(repeated(dice.pick("\n", "\r\n", "\r", "\0", "a\n"), 3000), "lines alike");
            case 5 -> Mutation.open(joined(lines, lines), "lines twice");
            case 6 -> Mutation.open(joined("\ufeff".getBytes(StandardCharsets.UTF_8), lines), "a mark before");
            case 7 ->
                Mutation.open(joined(lines, new byte[] {(byte) 0xc3, (byte) 0xff, 0, 10, (byte) 0xed}), "no UTF-8");
            case 8 -> {
                Image image = new Image(lines);
                ByteMutator.reshape(image, other, dice);
                yield Mutation.open(image.bytes(), "reshaped lines");
            }
            default -> {
                Image image = new Image(lines);
                ByteMutator.inPlace(image, 0, image.size(), dice);
                yield Mutation.open(image.bytes(), "bytes of lines");
            }
        };
    }

    private static byte[] repeated(String text, int times) {
        return text.repeat(times).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] numbered(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("word").append(i).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
