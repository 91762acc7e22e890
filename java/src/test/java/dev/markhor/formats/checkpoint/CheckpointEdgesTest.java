package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.OpenFiles;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.savedmodel.ProtoWriter;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Checkpoints at the limits of what is read, and one step beyond. */
class CheckpointEdgesTest extends MadeCheckpoint {
    private static final int BOOL = 10;
    private static final int COMPLEX64 = 8;

    private Tensor read() {
        try (TensorBundle bundle = open(true)) {
            return bundle.array("a").orElseThrow().read();
        }
    }

    @Test
    void asManyDataFilesAsThereMayBe() {
        open(proto().number(1, 99_999), true).close();
        refused(MalformedFileException.class, "found 100000", () -> open(proto().number(1, 100_000), true));
        ProtoWriter bad = proto().number(1, 1).message(3, proto().bytes(3, new byte[] {1}));
        refused(UnsupportedModelException.class, "must not be read", () -> open(bad, true));
    }

    @Test
    void asManyDimensionsAsThereMayBe() {
        long[] ones = new long[254];
        Arrays.fill(ones, 1);
        entries.put(key("a"), entry(FLOAT, new byte[4], ones).toBytes());
        assertEquals(254, read().shape().rank());
        entries.put(key("a"), entry(FLOAT, new byte[4], new long[255]).toBytes());
        refused("a tensor of rank 255");
    }

    @Test
    void placesAtTheEndOfTheirRange() {
        entries.put(
                key("a"),
                proto().number(1, FLOAT)
                        .number(3, Integer.MAX_VALUE)
                        .number(5, 4)
                        .toBytes());
        refused("in data file 2147483647 of 1");
        long last = Long.MAX_VALUE - 4;
        entries.put(
                key("a"), proto().number(1, FLOAT).number(4, last).number(5, 4).toBytes());
        refused("'a' needs bytes " + last + " to " + Long.MAX_VALUE + ", the file has 0");
        entries.put(
                key("a"),
                proto().number(1, FLOAT).number(4, last + 1).number(5, 4).toBytes());
        refused("cannot be");
    }

    @Test
    void booleans() {
        entries.put(key("a"), entry(BOOL, new byte[] {0, 1, 1}, 3).toBytes());
        assertEquals(Tensor.of(new boolean[] {false, true, true}, 3), read());
        entries.put(key("a"), entry(BOOL, new byte[] {0, 1, 2}, 3).toBytes());
        refused("expected booleans, found a byte of 2");
    }

    @Test
    void typesThatNoTensorHas() {
        entries.put(key("a"), entry(COMPLEX64, new byte[8]).toBytes());
        try (TensorBundle bundle = open(true)) {
            assertFalse(bundle.isReadable("a"));
            assertEquals("complex64", bundle.type("a"));
        }
    }

    @Test
    void aDataFileThatIsTooShort() {
        entries.put(key("a"), entry(FLOAT, new byte[8], 2).number(4, 1).toBytes());
        try (TensorBundle bundle = open(true)) {
            StoredArray array = bundle.array("a").orElseThrow();
            String reason = "truncated: ";
            refused(MalformedFileException.class, reason, array::read);
            refused(MalformedFileException.class, reason, () -> array.readInto(ByteBuffer.allocate(8)));
        }
    }

    /** Its length takes two bytes, and four in the checksum. */
    @Test
    void longStrings() {
        String text = "x".repeat(300);
        byte[] checksum = TableWriter.little(Checksum.mask(Checksum.of(TableWriter.little(300), 0, 4)));
        byte[] behind = ByteBuffer.allocate(304).put(checksum).put(key(text)).array();
        byte[] stored = ByteBuffer.allocate(306)
                .put((byte) 0xac)
                .put((byte) 2)
                .put(behind)
                .array();
        byte[] counted = ByteBuffer.allocate(308)
                .put(TableWriter.little(300))
                .put(behind)
                .array();
        entries.put(
                key("a"),
                entry(STRING, stored)
                        .fixed(6, Checksum.mask(Checksum.of(counted, 0, 308)))
                        .toBytes());
        assertEquals(Tensor.of(new String[] {text}), read());
    }

    @Test
    void theChecksumOfLengthsAlone() {
        byte[] stored = strings("x");
        stored[1] ^= 1;
        entries.put(key("a"), stringEntry(stored, 1).toBytes());
        refused("checksum mismatch");
    }

    @Test
    void anObjectsVariableIsTheValueOfThatName() {
        ProtoWriter root = proto().message(
                        2, proto().text(1, "OBJECT_CONFIG_JSON").text(3, "other"))
                .message(2, proto().text(1, "VARIABLE_VALUE").text(3, "key"));
        ObjectGraphMessage graph =
                ObjectGraphMessage.read("graph", proto().message(1, root).toBytes());
        assertEquals("key", graph.nodes().get(0).variable().orElseThrow().key());
    }

    @Test
    void asManyObjectsAsThereMayBe() {
        ByteBuffer objects = ByteBuffer.allocate(2 * (Limits.CHECKPOINT_OBJECTS + 1));
        while (objects.hasRemaining()) {
            objects.put((byte) 0x0a).put((byte) 0); // field 1, without content
        }
        byte[] all = objects.array();
        byte[] most = Arrays.copyOf(all, all.length - 2);
        assertEquals(
                Limits.CHECKPOINT_OBJECTS,
                ObjectGraphMessage.read("graph", most).nodes().size());
        refused(
                UnsupportedModelException.class,
                "graph: more than 1048576 objects",
                () -> ObjectGraphMessage.read("graph", all));
    }

    @Test
    void eachDataFileIsOpenOnce() throws IOException {
        entries.put(key("a"), entry(FLOAT, new byte[4]).toBytes());
        try (TensorBundle bundle = open(true)) {
            for (int i = 0; i < 2; i++) {
                assertEquals(0, bundle.array("a").orElseThrow().read().shape().rank());
                assertEquals(1, OpenFiles.of(folder));
            }
            bundle.close();
            assertEquals(0, OpenFiles.of(folder));
            assertTrue(bundle.array("a").isPresent());
        }
    }
}
