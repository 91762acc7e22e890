package dev.markhor.fuzz.mutation;

import dev.markhor.fuzz.mutation.TableImage.Entry;
import dev.markhor.fuzz.mutation.TableImage.Style;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Changes the files of a checkpoint: its index, the messages in it, its object graph, its values. */
public final class BundleMutator {
    private static final String GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

    private final byte[] index;
    private final byte[] data;
    private final List<Entry> entries;

    /** @param index and the first data file of a sound checkpoint */
    public BundleMutator(byte[] index, byte[] data) {
        this.index = index;
        this.data = data;
        this.entries = TableImage.read(index);
    }

    /** The names of all tensors. */
    public List<String> names() {
        return entries.stream()
                .map(entry -> new String(entry.key(), StandardCharsets.UTF_8))
                .toList();
    }

    /** What became of both files. */
    public record Files(byte[] index, byte[] data, String what, boolean sealed) {}

    public Files mutate(Dice dice) {
        return switch (dice.below(10)) {
            case 0 -> {
                Image image = new Image(index);
                ByteMutator.reshape(image, data, dice);
                yield new Files(image.bytes(), data, "reshaped index", false);
            }
            case 1 -> bytesOfIndex(dice);
            case 2 -> values(dice);
            case 3 -> truncated(dice);
            case 4, 5, 6 -> graph(dice);
            default -> table(dice);
        };
    }

    /** Bytes of the index, all of which lie under checksums but for the footer. */
    private Files bytesOfIndex(Dice dice) {
        Image image = new Image(index);
        boolean footer = dice.oneIn(4);
        for (int i = dice.few(); i > 0; i--) {
            ByteMutator.inPlace(image, footer ? index.length - 48 : 0, footer ? index.length : index.length - 48, dice);
        }
        return new Files(image.bytes(), data, "bytes of the index", !footer);
    }

    private Files values(Dice dice) {
        Image image = new Image(data);
        for (int i = dice.few(); i > 0; i--) {
            ByteMutator.inPlace(image, 0, data.length, dice);
        }
        return new Files(index, image.bytes(), "bytes of the values", true);
    }

    private Files truncated(Dice dice) {
        Image image = new Image(data);
        ByteMutator.reshape(image, index, dice);
        return new Files(index, image.bytes(), "reshaped values", false);
    }

    /** Keys and messages, in a table that is sound, or almost. */
    private Files table(Dice dice) {
        List<Entry> changed = new ArrayList<>(entries);
        for (int i = dice.few(); i > 0 && !changed.isEmpty(); i--) {
            int at = dice.oneIn(6) ? 0 : dice.below(changed.size());
            Entry entry = changed.get(at);
            switch (dice.below(10)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.add(at, entry);
                case 2 -> changed.set(at, new Entry(key(entry.key(), dice), entry.value()));
                case 3 ->
                    changed.set(at, new Entry(entry.key(), dice.pick(changed).value()));
                default -> changed.set(at, new Entry(entry.key(), ProtoMutator.mutate(entry.value(), dice)));
            }
        }
        if (dice.oneIn(2)) {
            changed.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        }
        byte[] written = TableImage.write(changed, style(dice));
        if (dice.oneIn(10)) {
            Image image = new Image(written);
            ByteMutator.inPlace(image, 0, image.size(), dice);
            written = image.bytes();
        }
        return new Files(written, data, "entries of the index", false);
    }

    private static Style style(Dice dice) {
        return new Style(dice.pick(1, 2, 7, 10_000), dice.pick(1, 2, 16, 10_000), dice.oneIn(4));
    }

    private static byte[] key(byte[] key, Dice dice) {
        return switch (dice.below(5)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(key, dice.below(key.length + 1));
            case 2 -> "k".repeat(dice.pick(10, 5000, 1_100_000)).getBytes(StandardCharsets.UTF_8);
            case 3 ->
                ("\0" + new String(key, StandardCharsets.ISO_8859_1) + "\0\1\1\u0080")
                        .getBytes(StandardCharsets.ISO_8859_1);
            default -> {
                Image image = new Image(key);
                ByteMutator.inPlace(image, 0, key.length, dice);
                yield image.bytes();
            }
        };
    }

    /** The object graph, put where a sound entry says. */
    private Files graph(Dice dice) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (new String(entry.key(), StandardCharsets.UTF_8).equals(GRAPH)) {
                int offset = (int) ProtoMutator.number(entry.value(), 4, 0);
                int size = (int) ProtoMutator.number(entry.value(), 5, 0);
                int[] at = {offset};
                int length = (int) TableImage.varint(data, at);
                byte[] graph = Arrays.copyOfRange(data, at[0] + 4, at[0] + 4 + length);
                if (size != at[0] - offset + 4 + length) {
                    break;
                }
                for (int times = dice.few(); times > 0; times--) {
                    graph = ProtoMutator.mutate(graph, dice);
                }
                return withGraph(i, graph, dice);
            }
        }
        return table(dice);
    }

    private Files withGraph(int at, byte[] graph, Dice dice) {
        CRC32C crc = new CRC32C();
        for (int shift = 0; shift < 32; shift += 8) {
            crc.update(graph.length >>> shift);
        }
        ByteArrayOutputStream string = new ByteArrayOutputStream();
        ProtoMutator.varint(string, graph.length);
        ByteArrayOutputStream sum = new ByteArrayOutputStream();
        ZipImage.numbers(sum, 4, masked(crc));
        string.writeBytes(sum.toByteArray());
        crc.update(sum.toByteArray());
        crc.update(graph);
        string.writeBytes(graph);
        byte[] value = ProtoMutator.with(entries.get(at).value(), 4, data.length);
        value = ProtoMutator.with(value, 5, string.size());
        value = ProtoMutator.with(value, 6, masked(crc));
        List<Entry> changed = new ArrayList<>(entries);
        changed.set(at, new Entry(changed.get(at).key(), value));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(data);
        all.writeBytes(string.toByteArray());
        return new Files(TableImage.write(changed, style(dice)), all.toByteArray(), "object graph", false);
    }

    private static int masked(CRC32C crc) {
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }
}
