package dev.markhor.formats.savedmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.savedmodel.SavedObject.VariableObject;
import dev.markhor.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a SavedModel says, written by hand: signatures, shapes, lookup tables; and what is wrong with such ones. */
class MadeSavedModelTest {
    private static final int LAYER = 1;
    private static final int INT32 = 3;
    private static final int STRING = 7;
    private static final int INT64 = 9;

    @TempDir
    Path folder;

    private static ProtoWriter proto() {
        return new ProtoWriter();
    }

    private SavedModel open(ProtoWriter graph) throws IOException {
        Files.write(folder.resolve("saved_model.pb"), proto().message(2, graph).toBytes());
        return SavedModel.open(folder);
    }

    private void refused(Class<? extends MarkhorException> type, ProtoWriter graph, String reason) {
        MarkhorException e = assertThrows(type, () -> open(graph).table(LAYER));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    }

    private static ProtoWriter child(long node, String name) {
        return proto().number(1, node).text(2, name);
    }

    private static ProtoWriter shape(long... dims) {
        ProtoWriter shape = proto();
        for (long dim : dims) {
            shape.message(2, proto().number(1, dim).text(2, "name"));
        }
        return shape;
    }

    // ---- objects

    private static ProtoWriter userObject(String identifier, String metadata) {
        return proto().message(4, proto().text(1, identifier).text(3, metadata));
    }

    @Test
    void whatKerasSaysOfObjects() throws IOException {
        ProtoWriter objects = proto().message(1, userObject("_generic_user_object", "{}"))
                .message(1, userObject("_tf_keras_layer", "{\"name\": \"d\"}"))
                .message(1, userObject("_tf_keras_layer", ""));
        SavedModel model = open(proto().message(7, objects));
        assertEquals(
                List.of(1), model.kerasObjects().stream().map(KerasObject::node).toList());
        assertEquals(Optional.empty(), model.kerasModel());
        for (int node = 0; node < 4; node++) {
            byte[] metadata = proto().message(1, proto().number(2, node)).toBytes();
            Files.write(folder.resolve("keras_metadata.pb"), metadata);
            if (node < 3) {
                assertEquals(
                        node,
                        open(proto().message(7, objects)).kerasObjects().get(0).node());
            } else {
                MarkhorException e = assertThrows(MarkhorException.class, () -> open(proto().message(7, objects)));
                assertTrue(e.getMessage().contains("tells of object 3 of 3"), e.getMessage());
            }
        }
    }

    @Test
    void asManyObjectsAsThereMayBe() {
        byte[] all = new byte[2 * (Limits.CHECKPOINT_OBJECTS + 1)];
        for (int i = 0; i < all.length; i += 2) {
            all[i] = 0x0a; // field 1, without content
        }
        byte[] most = Arrays.copyOf(all, all.length - 2);
        assertEquals(
                Limits.CHECKPOINT_OBJECTS,
                SavedObjectGraph.read("graph", most).objects().size());
        MarkhorException e = assertThrows(MarkhorException.class, () -> SavedObjectGraph.read("graph", all));
        assertTrue(e.getMessage().contains("graph: more than 1048576 objects"), e.getMessage());
    }

    @Test
    void asManyDimensionsAsThereMayBe() {
        byte[] most = shape(new long[254]).toBytes();
        assertEquals(254, Messages.shape("shape", most).orElseThrow().rank());
        for (ProtoWriter wrong : List.of(shape(new long[255]), shape(1, -2))) {
            MarkhorException e = assertThrows(MarkhorException.class, () -> Messages.shape("shape", wrong.toBytes()));
            String found = wrong.toBytes().length > 100 ? "255 dimensions" : "[1, -2]";
            assertEquals("shape: found a shape of " + found, e.getMessage());
        }
    }

    // ---- the graph as a whole

    @Test
    void whatIsThere() throws IOException {
        ProtoWriter x = proto().text(1, "x:0").number(2, 1).message(3, shape(-1, 3));
        ProtoWriter y = proto().number(2, 999).message(3, proto().number(3, 1));
        ProtoWriter signature = proto().message(1, proto().text(1, "x").message(2, x))
                .message(2, proto().text(1, "y").message(2, y))
                .message(
                        2,
                        proto().text(1, "z")
                                .message(2, proto().number(2, INT64))
                                .number(9, 1))
                .text(3, "tensorflow/serving/predict");
        ProtoWriter graph = proto().message(
                        1, proto().text(4, "serve").text(4, "gpu").text(5, "2.15.0"))
                .message(5, proto().text(1, "serving").message(2, signature))
                .message(6, proto().text(2, "a.txt"))
                .message(6, proto().text(2, "a.txt"))
                .number(99, 1);
        Files.write(
                folder.resolve("saved_model.pb"),
                proto().number(1, 1).message(2, graph).message(2, proto()).toBytes());
        SavedModel model = SavedModel.open(folder);
        assertEquals(folder, model.path());
        assertEquals(2, model.graphs());
        assertEquals(List.of("serve", "gpu"), model.tags());
        assertEquals(Optional.of("2.15.0"), model.tensorFlowVersion());
        assertEquals(List.of("a.txt"), model.assets());
        assertEquals(List.of(), model.objects());
        assertEquals(Map.of(), model.paths());
        assertEquals(Optional.empty(), model.kerasModel());
        Signature read = model.signatures().get("serving");
        assertEquals("float32" + Shape.of(-1, 3), read.inputs().get("x").toString());
        assertEquals("type 999 of any rank", read.outputs().get("y").toString());
        assertEquals("int64 of any rank", read.outputs().get("z").toString());
        assertEquals(Optional.empty(), open(proto()).tensorFlowVersion());
    }

    @Test
    void whatIsNot() throws IOException {
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> SavedModel.open(folder));
        assertTrue(e.getMessage().contains("found no saved_model.pb"), e.getMessage());
        refused(MalformedFileException.class, proto().message(7, proto()), "object graph: has no objects");
        ProtoWriter captures = proto().text(1, "f").message(2, proto().number(2, 1));
        refused(
                MalformedFileException.class,
                proto().message(7, proto().message(1, proto()).message(2, captures)),
                "refers to object 1 of 1");
        refused(MalformedFileException.class, proto().text(5, "\u0008"), "is not readable");
    }

    @Test
    void shapes() throws IOException {
        ProtoWriter free = proto().number(1, 1)
                .message(2, proto().number(3, 1))
                .number(3, 1)
                .text(6, "v");
        ProtoWriter known =
                proto().number(1, 1).message(2, shape(2, -1).number(3, 0)).number(9, 1);
        ProtoWriter scalar = proto().number(1, 999);
        ProtoWriter objects = proto();
        for (ProtoWriter variable : List.of(free, known, scalar)) {
            objects.message(1, proto().message(7, variable).number(11, 1));
        }
        List<SavedObject> read = open(proto().message(7, objects)).objects();
        assertEquals(Optional.empty(), ((VariableObject) read.get(0).content()).shape());
        assertTrue(((VariableObject) read.get(0).content()).trainable());
        assertEquals(Optional.of(Shape.of(2, -1)), ((VariableObject) read.get(1).content()).shape());
        assertEquals(
                new VariableObject("", Optional.empty(), Optional.of(Shape.of()), false),
                read.get(2).content());
        for (ProtoWriter wrong : List.of(shape(new long[255]), shape(3, -2))) {
            ProtoWriter variable = proto().message(7, proto().message(2, wrong));
            refused(MalformedFileException.class, proto().message(7, proto().message(1, variable)), "found a shape of");
        }
    }

    /** Of a long path only the end is kept. */
    @Test
    void longPaths() throws IOException {
        ProtoWriter root = proto().message(1, child(1, "a".repeat(300))).message(1, child(1, "again"));
        ProtoWriter inner = proto().message(1, child(2, "b"));
        Map<Integer, String> paths = open(proto().message(
                                7, proto().message(1, root).message(1, inner).message(1, proto())))
                .paths();
        assertEquals("..." + "a".repeat(250), paths.get(1));
        assertEquals("..." + "a".repeat(248) + "/b", paths.get(2));
    }

    // ---- lookup tables

    /** The root, a layer, its table, the function that fills it and what that takes from outside. */
    private static ProtoWriter table(ProtoWriter nodes, ProtoWriter... taken) {
        ProtoWriter function = proto().message(6, proto().text(1, "fill"));
        return filled(nodes, proto().message(10, proto()), child(3, "_initialize"), function, taken);
    }

    private static ProtoWriter filled(
            ProtoWriter nodes, ProtoWriter table, ProtoWriter initialize, ProtoWriter function, ProtoWriter... taken) {
        ProtoWriter objects = proto().message(1, proto().message(1, child(LAYER, "layer")))
                .message(1, proto().message(1, child(2, "lookup_table")))
                .message(1, table.message(1, initialize))
                .message(1, function);
        ProtoWriter numbers = proto().number(2, 2); // the table itself
        byte[] packed = new byte[taken.length];
        for (int i = 0; i < taken.length; i++) {
            objects.message(1, taken[i]);
            packed[i] = (byte) (4 + i);
        }
        objects.message(2, proto().text(1, "fill").message(2, numbers.bytes(2, packed)));
        return proto().message(2, nodes)
                .message(6, proto().text(2, "words.txt"))
                .message(7, objects);
    }

    private static ProtoWriter constant(String operation) {
        return proto().message(9, proto().text(1, operation));
    }

    private static ProtoWriter asset(long index) {
        return proto().message(5, proto().number(1, index));
    }

    private static ProtoWriter node(String name, String operation, ProtoWriter tensor) {
        ProtoWriter dtype = proto().text(1, "dtype").message(2, proto().number(6, 1));
        ProtoWriter value =
                proto().text(1, "value").message(2, proto().number(6, 1).message(8, tensor));
        return proto().text(1, name).text(2, operation).message(5, dtype).message(5, value);
    }

    private static ProtoWriter tensor(int type, long... dims) {
        return proto().number(1, type).message(2, shape(dims)).number(99, 1);
    }

    private static ProtoWriter nodes(ProtoWriter keys, ProtoWriter values) {
        return proto().message(1, node("keys", "Const", keys))
                .message(1, node("values", "Const", values))
                .message(2, proto()); // functions
    }

    private static byte[] little(int width, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(width * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            if (width == Long.BYTES) {
                bytes.putLong(value);
            } else {
                bytes.putInt((int) value);
            }
        }
        return bytes.array();
    }

    @Test
    void constants() throws IOException {
        ProtoWriter texts = tensor(STRING, 2).text(8, "one").text(8, "two");
        for (ProtoWriter numbers : List.of(
                tensor(INT64, 2).number(10, 7).number(10, 8),
                tensor(INT64, 2).bytes(10, new byte[] {7, 8}),
                tensor(INT64, 2).bytes(4, little(8, 7, 8)),
                tensor(INT32, 2).bytes(7, new byte[] {7, 8}),
                tensor(INT32, 2).bytes(4, little(4, 7, 8)))) {
            StoredTable table = open(table(nodes(texts, numbers), constant("keys"), constant("values")))
                    .table(LAYER)
                    .orElseThrow();
            assertEquals(List.of("one", "two"), table.keys());
            assertEquals(List.of(7L, 8L), table.values());
        }
        for (ProtoWriter free : List.of(shape(-1), proto().number(3, 1))) {
            ProtoWriter numbers = proto().number(1, INT32).message(2, free).bytes(4, little(4, 7, 8));
            ProtoWriter graph = table(nodes(texts, numbers), constant("keys"), constant("values"));
            refused(MalformedFileException.class, graph, "found 2 values for a table of shape");
        }
    }

    @Test
    void constantsThatAreNone() {
        ProtoWriter texts = tensor(STRING, 1).text(8, "one");
        ProtoWriter numbers = tensor(INT64, 1).number(10, 7);
        Map<String, ProtoWriter> malformed = Map.of(
                "constant 'values': is not there",
                proto().message(1, node("keys", "Const", texts)),
                "constant 'keys': has no value",
                proto().message(1, proto().text(1, "keys").text(2, "Const"))
                        .message(1, node("values", "Const", numbers)),
                "found 9 bytes of int64",
                nodes(texts, tensor(INT64, 1).bytes(4, new byte[9])),
                "found 6 bytes of int32",
                nodes(texts, tensor(INT32, 1).bytes(4, new byte[6])),
                "found 2 values for a table of shape " + Shape.of(1),
                nodes(texts, tensor(INT64, 1).bytes(10, new byte[2])),
                "found 1 values for a table of shape " + Shape.of(1, 1),
                nodes(tensor(STRING, 1, 1).text(8, "one"), numbers));
        malformed.forEach((reason, nodes) ->
                refused(MalformedFileException.class, table(nodes, constant("keys"), constant("values")), reason));
        Map<String, ProtoWriter> unsupported = Map.of(
                "constant 'keys': is computed by Add", proto().message(1, node("keys", "Add", texts)),
                "found type float32", nodes(texts, tensor(1, 1).bytes(4, new byte[4])),
                "found type 999", nodes(texts, tensor(999, 1)));
        unsupported.forEach((reason, nodes) ->
                refused(UnsupportedModelException.class, table(nodes, constant("keys"), constant("values")), reason));
    }

    @Test
    void files() throws IOException {
        Path assets = Files.createDirectory(folder.resolve("assets"));
        Files.writeString(assets.resolve("words.txt"), "a\nb");
        StoredTable table = open(table(proto(), asset(0))).table(LAYER).orElseThrow();
        assertArrayEquals("a\nb".getBytes(), table.file().orElseThrow());
        for (long index : new long[] {1, -1, 1L << 32}) {
            refused(MalformedFileException.class, table(proto(), asset(index)), "of 1");
        }
    }

    /** What is filled by something else is not a table that is known. */
    @Test
    void otherTables() throws IOException {
        ProtoWriter function = proto().message(8, proto().text(1, "fill"));
        ProtoWriter resource = proto().message(10, proto());
        for (ProtoWriter graph : List.of(
                table(proto()),
                table(proto(), constant("keys")),
                table(proto(), asset(0), constant("values")),
                table(proto(), constant("keys"), asset(0)),
                filled(proto(), proto().number(99, 1), child(3, "_initialize"), function, asset(0)),
                filled(proto(), resource, child(3, "other"), function, asset(0)),
                filled(proto(), proto().message(10, proto()), child(3, "_initialize"), proto(), asset(0)))) {
            assertEquals(Optional.empty(), open(graph).table(LAYER));
        }
        assertEquals(Optional.empty(), open(table(proto())).table(0));
        Files.createDirectories(folder.resolve("assets"));
        Files.writeString(folder.resolve("assets/words.txt"), "a");
        ProtoWriter bare = filled(proto(), proto().message(10, proto()), child(3, "_initialize"), function, asset(0));
        assertTrue(open(bare).table(LAYER).isPresent());
    }
}
