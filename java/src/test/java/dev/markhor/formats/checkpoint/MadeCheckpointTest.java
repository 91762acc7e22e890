package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.savedmodel.ProtoWriter;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of kinds that TensorFlow seldom writes: other byte orders, tensors in parts, strings; and what is wrong with such ones. */
class MadeCheckpointTest extends MadeCheckpoint {
    private static final long WHOLE = Slice.WHOLE;

    // ---- the header and entries

    @Test
    void headers() {
        entries.put(key("a"), entry(FLOAT, new byte[4]).toBytes());
        refused(MalformedFileException.class, "missing bundle header", () -> open(TableWriter.write(Map.of()), true));
        refused(MalformedFileException.class, "found 100000", () -> open(proto().number(1, 100_000), true));
        open(proto().number(1, 1).number(9, 5).message(3, proto().number(2, 1).number(3, 2)), true)
                .close();
        String reason = "must not be read by a reader of version 1";
        for (ProtoWriter bad : List.of(proto().number(3, 1), proto().bytes(3, new byte[] {2, 1}))) {
            ProtoWriter header = proto().number(1, 1).message(3, bad);
            refused(UnsupportedModelException.class, reason, () -> open(header, true));
        }
    }

    @Test
    void entries() {
        for (ProtoWriter wrong : List.of(
                proto().number(1, FLOAT).number(3, 1L << 31),
                proto().number(1, FLOAT).number(3, -1),
                proto().number(1, FLOAT).number(5, -1),
                proto().number(1, FLOAT).number(4, Long.MAX_VALUE).number(5, 4))) {
            entries.put(key("a"), wrong.toBytes());
            refused("cannot be");
        }
        entries.put(key("a"), entry(FLOAT, new byte[4], new long[255]).toBytes());
        refused("a tensor of rank 255");
        entries.put(key("a"), proto().text(1, "float").toBytes());
        refused("has wire type 2");
        entries.put(key("a"), entry(FLOAT, new byte[4]).number(99, 1).toBytes());
        try (TensorBundle bundle = open(true)) {
            assertEquals(
                    Tensor.of(new float[1]), bundle.array("a").orElseThrow().read());
            assertEquals("float32", bundle.type("a"));
            assertTrue(bundle.isReadable("a"));
            assertTrue(bundle.array("b").isEmpty());
        }
    }

    @Test
    void whatOnlyTheObjectGraphKnows() {
        try (TensorBundle bundle = open(true)) {
            assertTrue(bundle.objectGraph().isEmpty());
            StoredArray missing = bundle.expected("a");
            List<Executable> uses =
                    List.of(missing::dtype, missing::shape, () -> missing.readInto(ByteBuffer.allocate(9)));
            for (Executable use : uses) {
                refused(
                        MalformedFileException.class,
                        "'a': the object graph lists this value, but it is not stored",
                        use);
            }
        }
    }

    // ---- values

    @Test
    void theOtherByteOrder() {
        entries.put(
                key("a"),
                entry(FLOAT, floats(ByteOrder.BIG_ENDIAN, 1, -2.5f), 2).toBytes());
        byte[] number = ByteBuffer.allocate(8).putLong(1L << 40 | 7).array();
        entries.put(key("b"), entry(INT64, number, 1).toBytes());
        try (TensorBundle bundle = open(proto().number(1, 1).number(2, 1), true)) {
            assertEquals(
                    Tensor.of(new float[] {1, -2.5f}, 2),
                    bundle.array("a").orElseThrow().read());
            assertEquals(
                    Tensor.of(new long[] {1L << 40 | 7}, 1),
                    bundle.array("b").orElseThrow().read());
        }
    }

    /** Around the sizes of the parts that threads read side by side. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 20, (1 << 20) + 1, (2 << 20) + 3})
    void largeTensorsAreReadInParts(int elements) {
        byte[] values = new byte[4 * elements];
        for (int i = 0; i < elements; i++) {
            values[4 * i] = (byte) (i * 31 >> 3);
        }
        entries.put(key("a"), entry(FLOAT, values, elements).toBytes());
        try (TensorBundle bundle = open(true)) {
            ByteBuffer read = ByteBuffer.allocate(values.length);
            bundle.array("a").orElseThrow().readInto(read);
            assertArrayEquals(values, read.array());
        }
        data.reset();
        values[values.length - 1] ^= 1;
        data.writeBytes(values);
        refused("checksum mismatch");
        try (TensorBundle bundle = open(false)) {
            ByteBuffer read = ByteBuffer.allocate(values.length);
            bundle.array("a").orElseThrow().readInto(read);
            assertArrayEquals(values, read.array());
        }
    }

    @Test
    void destinationsThatDoNotFit() {
        entries.put(key("a"), entry(FLOAT, new byte[8], 2).toBytes());
        entries.put(key("s"), entry(STRING, strings("x"), 1).toBytes());
        putParts(FLOAT, "p", new long[] {2}, part(new long[] {0}, new long[] {WHOLE}, 1, 2));
        try (TensorBundle bundle = open(true)) {
            for (String name : List.of("a", "p")) {
                StoredArray array = bundle.array(name).orElseThrow();
                assertTrue(array.name().endsWith("c, '" + name + "'"), array.name());
                refused(
                        IllegalArgumentException.class,
                        "a buffer of 7 bytes for 8",
                        () -> array.readInto(ByteBuffer.allocate(7)));
            }
            refused(
                    IllegalStateException.class,
                    "holds strings",
                    () -> bundle.array("s").orElseThrow().readInto(ByteBuffer.allocate(99)));
        }
    }

    // ---- strings: lengths, their checksum, bytes

    @Test
    void strings() {
        entries.put(key("a"), stringEntry(strings("one", "", "three"), 3).toBytes());
        entries.put(key("b"), proto().number(1, STRING).message(2, shape(0)).toBytes());
        try (TensorBundle bundle = open(true)) {
            assertEquals(
                    Tensor.of(new String[] {"one", "", "three"}, 3),
                    bundle.array("a").orElseThrow().read());
            assertEquals(0, bundle.array("b").orElseThrow().read().shape().size());
        }
        byte[] more = Arrays.copyOf(strings("x", "y"), 9);
        entries.put(key("a"), stringEntry(more, 2).toBytes());
        refused("more bytes than the strings have");
        entries.put(
                key("a"),
                proto().number(1, STRING)
                        .message(2, shape(1))
                        .number(5, 1L << 31)
                        .toBytes());
        refused("do not fit into memory");
        byte[] damaged = strings("x");
        entries.put(key("a"), stringEntry(damaged, 1).fixed(6, 0).toBytes());
        refused("checksum mismatch");
        try (TensorBundle bundle = open(false)) {
            assertEquals(
                    Tensor.of(new String[] {"x"}, 1),
                    bundle.array("a").orElseThrow().read());
        }
    }

    // ---- tensors in parts

    private record Part(long[] starts, long[] lengths, long[] dims, float[] values) {}

    private static Part part(long[] starts, long[] lengths, float... values) {
        return new Part(starts, lengths, null, values);
    }

    private static ProtoWriter extents(long[] starts, long[] lengths) {
        ProtoWriter slice = proto();
        for (int i = 0; i < starts.length; i++) {
            ProtoWriter extent = proto().number(1, starts[i]);
            slice.message(1, lengths[i] == WHOLE ? extent : extent.number(2, lengths[i]));
        }
        return slice;
    }

    private void putParts(int type, String name, long[] dims, Part... parts) {
        ProtoWriter whole = proto().number(1, type).message(2, shape(dims));
        for (Part part : parts) {
            whole.message(7, extents(part.starts, part.lengths));
            long[] own = part.dims;
            if (own == null) {
                own = part.lengths.clone();
                for (int d = 0; d < own.length; d++) {
                    own[d] = own[d] == WHOLE ? dims[d] : own[d];
                }
            }
            entries.put(
                    SliceKeyTest.key(name, part.starts, part.lengths),
                    entry(type, floats(ByteOrder.LITTLE_ENDIAN, part.values), own)
                            .toBytes());
        }
        entries.put(key(name), whole.toBytes());
    }

    @Test
    void partsAreBoxes() {
        putParts(
                FLOAT,
                "a",
                new long[] {4, 3},
                part(new long[] {0, 0}, new long[] {2, WHOLE}, 0, 1, 2, 3, 4, 5),
                part(new long[] {2, 0}, new long[] {2, 2}, 6, 7, 9, 10),
                part(new long[] {2, 2}, new long[] {2, 1}, 8, 11),
                part(new long[] {4, 0}, new long[] {0, WHOLE}));
        putParts(
                FLOAT,
                "b\0\u00ff",
                new long[] {2, 2, 2},
                part(new long[] {0, 0, 0}, new long[] {2, 2, 1}, 0, 2, 4, 6),
                part(new long[] {0, 0, 1}, new long[] {2, 2, 1}, 1, 3, 5, 7));
        putParts(
                FLOAT,
                "c",
                new long[] {3},
                part(new long[] {2}, new long[] {1}, 2),
                part(new long[] {0}, new long[] {2}, 0, 1));
        try (TensorBundle bundle = open(true)) {
            assertEquals(
                    Tensor.of(new float[] {0, 1, 2}, 3),
                    bundle.array("c").orElseThrow().read());
            assertEquals(
                    Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 4, 3),
                    bundle.array("a").orElseThrow().read());
            assertEquals(DType.FLOAT32, bundle.array("a").orElseThrow().dtype());
            assertEquals(
                    Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 2, 2, 2),
                    bundle.array("b\0\u00ff").orElseThrow().read());
        }
    }

    @Test
    void partsThatMakeNoTensor() {
        Part first = part(new long[] {0}, new long[] {2}, 1, 2);
        for (Part second : List.of(
                part(new long[] {3}, new long[] {2}, 3, 4),
                part(new long[] {-1}, new long[] {2}, 3, 4),
                new Part(new long[] {2}, new long[] {-2}, new long[] {2}, new float[] {3, 4}),
                new Part(new long[] {2}, new long[] {2}, new long[] {1}, new float[] {3}),
                new Part(new long[] {2, 0}, new long[] {2, 1}, new long[] {2, 1}, new float[] {3, 4}))) {
            putParts(FLOAT, "a", new long[] {4}, first, second);
            refused("is incomplete: no part that begins at");
        }
        putParts(FLOAT, "a", new long[] {4}, first, part(new long[] {1}, new long[] {2}, 3, 4));
        refused("is incomplete, or its parts overlap");
        putParts(FLOAT, "a", new long[] {4}, first, part(new long[] {2}, new long[] {1}, 3));
        refused("is incomplete, or its parts overlap");
        putParts(FLOAT, "a", new long[] {2}, first);
        byte[] part = SliceKeyTest.key("a", new long[] {0}, new long[] {2});
        entries.put(part, entry(3, new byte[8], 2).toBytes());
        refused("is incomplete: no part that begins at [0]");
        entries.put(
                part,
                entry(FLOAT, new byte[8], 2)
                        .message(7, extents(new long[] {0}, new long[] {2}))
                        .toBytes());
        refused("is incomplete: no part that begins at [0]");
    }

    @Test
    void stringsInParts() {
        byte[] one = strings("x");
        entries.put(
                SliceKeyTest.key("a", new long[] {0}, new long[] {1}),
                stringEntry(one, 1).toBytes());
        ProtoWriter whole = proto().number(1, STRING).message(2, shape(1));
        entries.put(
                key("a"),
                whole.message(7, extents(new long[] {0}, new long[] {1})).toBytes());
        refused("partitioned strings are not read");
        try (TensorBundle bundle = open(true)) {
            refused(
                    IllegalStateException.class,
                    "holds strings",
                    () -> bundle.array("a").orElseThrow().readInto(ByteBuffer.allocate(9)));
        }
    }

    // ---- the graph of objects

    @Test
    void graphsOfAnotherType() {
        String name = "_CHECKPOINTABLE_OBJECT_GRAPH";
        ProtoWriter parted = proto().number(1, STRING).message(7, extents(new long[] {0}, new long[] {1}));
        for (ProtoWriter wrong : List.of(entry(FLOAT, new byte[4]), entry(STRING, strings("x"), 1), parted)) {
            entries.put(key(name), wrong.toBytes());
            try (TensorBundle bundle = open(true)) {
                refused(MalformedFileException.class, "object graph: expected one string, found", bundle::objectGraph);
            }
        }
    }

    @Test
    void objects() {
        ProtoWriter root = proto().message(
                        1, proto().number(1, 1).text(2, "child").number(9, 1))
                .message(
                        2,
                        proto().text(1, "VARIABLE_VALUE")
                                .text(2, "full")
                                .text(3, "key")
                                .number(4, 1))
                .message(3, proto().number(1, 1).text(2, "m").number(3, 0).number(9, 1))
                .number(9, 1);
        ObjectGraphMessage graph = ObjectGraphMessage.read(
                "graph",
                proto().message(1, root).message(1, proto()).number(9, 1).toBytes());
        ObjectGraphMessage.Node node = graph.nodes().get(0);
        assertEquals(Map.of("child", 1), node.children());
        assertEquals(
                new ObjectGraphMessage.Value("VARIABLE_VALUE", "full", "key"),
                node.variable().orElseThrow());
        assertEquals(List.of(new ObjectGraphMessage.Slot(1, "m", 0)), node.slots());
        assertFalse(graph.nodes().get(1).variable().isPresent());
        for (ProtoWriter wrong : List.of(
                proto().message(1, proto().number(1, -1)),
                proto().message(1, proto().number(1, 1L << 32)),
                proto().message(3, proto().number(1, 1)),
                proto().message(3, proto().number(3, 1)))) {
            byte[] message = proto().message(1, wrong).toBytes();
            refused(MalformedFileException.class, "refers to node", () -> ObjectGraphMessage.read("graph", message));
        }
    }
}
