package dev.markhor.fuzz.mutation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Changes a zip archive: its directory, its headers, the bytes and the list of its members. */
public final class ZipMutator {
    private final byte[] original;
    private final ZipImage image;

    public ZipMutator(byte[] original) {
        this.original = original;
        this.image = ZipImage.of(original);
    }

    public List<ZipImage.Entry> entries() {
        return image.entries();
    }

    /**
     * A changed archive.
     *
     * @param other a file to mix in
     * @param inside changes the content of a member by what it means; null for one that it knows nothing of
     */
    public Mutation mutate(byte[] other, BiFunction<ZipImage.Entry, Dice, Mutation> inside, Dice dice) {
        return switch (dice.below(10)) {
            case 0 -> {
                Image bytes = new Image(original);
                ByteMutator.reshape(bytes, other, dice);
                yield Mutation.open(bytes.bytes(), "reshaped archive");
            }
            case 1, 2 -> fields(dice);
            case 3 -> data(dice);
            case 4, 5 -> rebuilt(dice);
            default -> {
                ZipImage copy = image.copy();
                ZipImage.Entry entry = dice.pick(copy.entries());
                Mutation changed = inside.apply(entry, dice);
                if (changed == null) {
                    yield rebuilt(dice);
                }
                entry.set(changed.bytes(), dice.oneIn(4));
                yield Mutation.open(copy.write(new byte[0]), entry.name() + ": " + changed.what());
            }
        };
    }

    /** Numbers of the directory, the headers and the end, where they are. */
    private Mutation fields(Dice dice) {
        Image bytes = new Image(original);
        StringBuilder what = new StringBuilder("fields");
        for (int i = dice.few(); i > 0; i--) {
            ZipImage.Entry entry = dice.pick(image.entries());
            int from = dice.pick(entry.directory, entry.header, original.length - 22);
            int length = from == entry.directory ? 46 : from == entry.header ? 30 : 22;
            ByteMutator.inPlace(bytes, from + (dice.oneIn(10) ? 0 : 4), from + length, dice);
            what.append(' ').append(from);
        }
        return Mutation.open(bytes.bytes(), what.toString());
    }

    /** Bytes of members, with the checksums left: nothing of it may come out. */
    private Mutation data(Dice dice) {
        Image bytes = new Image(original);
        ZipImage.Entry entry = dice.pick(image.entries());
        for (int i = dice.few(); i > 0; i--) {
            ByteMutator.inPlace(bytes, entry.data, entry.data + entry.stored.length, dice);
        }
        return new Mutation(bytes.bytes(), "data of " + entry.name, true);
    }

    private Mutation rebuilt(Dice dice) {
        ZipImage copy = image.copy();
        byte[] prefix = {};
        ZipImage.Entry entry = dice.pick(copy.entries());
        int how = dice.below(16);
        if (how > 12) {
            return wide(copy, dice);
        }
        switch (how) {
            case 0 -> copy.entries().add(entry.copy());
            case 1 ->
                entry.name = dice.pick(
                        "../" + entry.name,
                        "/" + entry.name,
                        "a/../../" + entry.name,
                        "",
                        "C:x",
                        "a\\b",
                        "a\0b",
                        entry.name + "/",
                        "x".repeat(60000),
                        "assets/" + entry.name,
                        "assets/../../etc/passwd");
            case 2 -> entry.flags = dice.pick(1, 0x40, 0x2000, 8, 0x800, 0xffff);
            case 3 -> entry.method = dice.pick(1, 8, 0, 9, 12, 14, 93, 99, 0xffff);
            case 4 -> entry.crc ^= 1L << dice.below(32);
            case 5 -> entry.size = dice.interesting(entry.size, original.length);
            case 6 -> prefix = new byte[1 + dice.below(dice.pick(10, 4096))];
            case 7 -> copy.entries().remove(entry);
            case 8 -> entry.extra = extra64(dice, entry);
            case 9 -> entry.set(new byte[dice.pick(1 << 16, 1 << 20, 8 << 20)], true); // expands far
            case 10 -> {
                entry.set(entry.content(), true);
                entry.stored = Arrays.copyOf(entry.stored, dice.below(entry.stored.length + 8));
            }
            case 11 -> entry.set(entry.content(), true);
            default ->
                entry.set(
                        dice.pick("", "{", "[]", "{}", "\u0089HDF\r\n\u001a\n").getBytes(StandardCharsets.ISO_8859_1),
                        false);
        }
        return Mutation.open(
                copy.write(prefix),
                "rebuilt " + how + " " + entry.name.substring(0, Math.min(40, entry.name.length())));
    }

    /** All numbers in 64 bits; mostly some of them wrong. */
    private static Mutation wide(ZipImage image, Dice dice) {
        Image bytes = new Image(image.write64());
        int end = bytes.size() - ZipImage.END64_BYTES;
        StringBuilder what = new StringBuilder("64 bits");
        for (int i = dice.below(4); i > 0; i--) {
            ZipImage.Entry entry = dice.pick(image.entries());
            int at = dice.oneIn(2) ? entry.extra64 + 8 * dice.below(3) : end + dice.pick(24, 32, 40, 48, 64);
            int width = dice.oneIn(6) ? dice.pick(2, 4) : 8;
            bytes.put(at, width, dice.interesting(bytes.get(at, width), bytes.size()));
            what.append(' ').append(at);
        }
        if (dice.oneIn(8)) {
            ByteMutator.inPlace(bytes, end, bytes.size(), dice);
        }
        return Mutation.open(bytes.bytes(), what.toString());
    }

    /** Sizes in 64 bits, right or not. */
    private static byte[] extra64(Dice dice, ZipImage.Entry entry) {
        ByteArrayOutputStream extra = new ByteArrayOutputStream();
        ZipImage.numbers(extra, 2, dice.oneIn(8) ? 2 : 1, dice.pick(0, 8, 16, 24, 28, 0xffff));
        ZipImage.numbers(
                extra, 8, entry.size, dice.interesting(entry.size, entry.size), dice.interesting(0, entry.size));
        entry.size = dice.oneIn(3) ? entry.size : 0xffffffffL;
        return extra.toByteArray();
    }
}
