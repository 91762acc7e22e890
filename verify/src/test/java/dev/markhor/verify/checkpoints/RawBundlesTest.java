package dev.markhor.verify.checkpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.json.Json;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checkpoints of plain tensors: of every type and kind, and of many. */
class RawBundlesTest {
    private static final Path DTYPES = Scenario.CASES.resolve("raw_dtypes");
    private static final Path MANY = Scenario.CASES.resolve("raw_many_keys");

    /** Types that tensors here do not have. */
    private static final Set<String> NOT_READ =
            Set.of("uint16", "uint32", "uint64", "complex64", "complex128", "float8_e5m2", "float8_e4m3fn", "int4");

    private static final Map<String, Json> TENSORS =
            Scenario.expectations(DTYPES).get("tensors").asMap();

    @Test
    void everyTensorIsListed() {
        try (TensorBundle bundle = TensorBundle.open(DTYPES.resolve("bundle"), true)) {
            assertEquals(TENSORS.keySet(), bundle.names());
            assertTrue(TENSORS.size() >= 25, "only " + TENSORS.size());
            TENSORS.forEach((name, expected) -> assertArrayEquals(
                    expected.get("shape").asLongs(),
                    bundle.array(name).orElseThrow().shape().dims(),
                    name));
        }
    }

    @Test
    void everyTensorOfATypeThereIsIsRead() {
        Set<String> read = new HashSet<>();
        try (TensorBundle bundle = TensorBundle.open(DTYPES.resolve("bundle"), true);
                Npz values = Npz.open(DTYPES.resolve("values.npz"))) {
            TENSORS.forEach((name, expected) -> {
                String type = expected.getString("dtype");
                if (!NOT_READ.contains(type)) {
                    Tensor tensor = bundle.array(name).orElseThrow().read();
                    assertSame(values.read(expected.getString("golden")), tensor, name);
                    assertEquals(type, tensor.dtype().kerasName(), name);
                    read.add(type);
                }
            });
        }
        assertEquals(DType.values().length, read.size(), () -> "types read: " + read);
    }

    /** NumPy has no bfloat16; its golden values are bit patterns. */
    private static void assertSame(Tensor golden, Tensor tensor, String name) {
        if (tensor.dtype() != DType.BFLOAT16) {
            assertEquals(golden, tensor, name);
            return;
        }
        ByteBuffer bits = tensor.buffer();
        assertEquals(golden.size(), tensor.size(), name);
        for (int i = 0; i < golden.size(); i++) {
            assertEquals(golden.getLong(i), bits.getShort(2 * i) & 0xffff, name + " " + i);
        }
    }

    @Test
    void tensorsOfOtherTypesAreRefusedWhenTheyAreRead() {
        Set<String> refused = new HashSet<>();
        try (TensorBundle bundle = TensorBundle.open(DTYPES.resolve("bundle"), true)) {
            TENSORS.forEach((name, expected) -> {
                String type = expected.getString("dtype");
                if (NOT_READ.contains(type)) {
                    StoredArray array = bundle.array(name).orElseThrow();
                    String message = assertThrows(UnsupportedModelException.class, array::read)
                            .getMessage();
                    assertTrue(message.contains("'" + name + "'") && message.contains(type), message);
                    refused.add(type);
                }
            });
        }
        assertEquals(NOT_READ, refused);
    }

    @Test
    void anIndexMayHaveManyBlocks() {
        Json expected = Scenario.expectations(MANY).get("tensors");
        int count = expected.getInt("count");
        assertEquals(13000, count);
        try (TensorBundle bundle = TensorBundle.open(MANY.resolve("bundle"), true)) {
            List<String> names = List.copyOf(bundle.names());
            assertEquals(count, names.size());
            for (int i = 0; i < count; i++) {
                String name = String.format(expected.getString("key"), i);
                assertEquals(name, names.get(i));
                Tensor tensor = bundle.array(name).orElseThrow().read();
                assertEquals(DType.INT16, tensor.dtype());
                assertEquals(0, tensor.shape().rank());
                assertEquals(i, tensor.getLong(0));
            }
        }
    }
}
