package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.savedmodel.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that a test makes entry by entry: whatever stands in it, its checksums are right. */
abstract class MadeCheckpoint {
    static final int FLOAT = 1;
    static final int STRING = 7;
    static final int INT64 = 9;

    @TempDir
    Path folder;

    final Map<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    final ByteArrayOutputStream data = new ByteArrayOutputStream();

    static ProtoWriter proto() {
        return new ProtoWriter();
    }

    static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    static ProtoWriter shape(long... dims) {
        ProtoWriter shape = proto();
        for (long dim : dims) {
            shape.message(2, proto().number(1, dim).text(2, "a name that nobody reads"));
        }
        return shape.number(3, 0);
    }

    /** An entry for these values, which are added to the data file. */
    ProtoWriter entry(int type, byte[] values, long... dims) {
        ProtoWriter entry = proto().number(1, type)
                .message(2, shape(dims))
                .number(4, data.size())
                .number(5, values.length)
                .fixed(6, Checksum.mask(Checksum.of(values, 0, values.length)));
        data.writeBytes(values);
        return entry;
    }

    static byte[] floats(ByteOrder order, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(order);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    TensorBundle open(boolean verified) {
        return open(proto().number(1, 1).message(3, proto().number(1, 1)), verified);
    }

    TensorBundle open(ProtoWriter header, boolean verified) {
        entries.put(new byte[0], header.toBytes());
        return open(TableWriter.write(entries), verified);
    }

    TensorBundle open(byte[] index, boolean verified) {
        try {
            Files.write(folder.resolve("c.index"), index);
            Files.write(folder.resolve("c.data-00000-of-00001"), data.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return TensorBundle.open(folder.resolve("c"), verified);
    }

    static void refused(Class<? extends RuntimeException> type, String reason, Executable action) {
        RuntimeException e = assertThrows(type, action);
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    void refused(String reason) {
        refused(MarkhorException.class, reason, () -> {
            try (TensorBundle bundle = open(true)) {
                bundle.array("a").orElseThrow().read();
            }
        });
    }

    static byte[] strings(String... texts) {
        byte[] lengths = new byte[texts.length];
        byte[] wide = new byte[4 * texts.length]; // the checksum is of lengths of four bytes
        ByteArrayOutputStream characters = new ByteArrayOutputStream();
        for (int i = 0; i < texts.length; i++) {
            lengths[i] = (byte) texts[i].length();
            wide[4 * i] = lengths[i];
            characters.writeBytes(key(texts[i]));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(lengths);
        all.writeBytes(TableWriter.little(Checksum.mask(Checksum.of(wide, 0, wide.length))));
        all.writeBytes(characters.toByteArray());
        return all.toByteArray();
    }

    /** That of all: the lengths as they were counted above, and everything behind them. */
    ProtoWriter stringEntry(byte[] stored, int count) {
        byte[] counted = new byte[stored.length + 3 * count];
        for (int i = 0; i < count; i++) {
            counted[4 * i] = stored[i];
        }
        // behind the lengths comes their checksum, as it is stored
        System.arraycopy(stored, count, counted, 4 * count, stored.length - count);
        ProtoWriter entry = proto().number(1, STRING)
                .message(2, shape(count))
                .number(4, data.size())
                .number(5, stored.length)
                .fixed(6, Checksum.mask(Checksum.of(counted, 0, counted.length)));
        data.writeBytes(stored);
        return entry;
    }
}
