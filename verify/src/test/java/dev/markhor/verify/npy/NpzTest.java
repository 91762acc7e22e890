package dev.markhor.verify.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    @TempDir
    private Path folder;

    /** Archives that NumPy itself wrote: see make_arrays.py. */
    private Path resource(String name) {
        Path copy = folder.resolve(name);
        try (InputStream in = NpzTest.class.getResourceAsStream(name)) {
            if (!Files.exists(copy)) {
                Files.copy(in, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    @ParameterizedTest
    @CsvSource({
        "little_f2, FLOAT16", "little_f4, FLOAT32", "little_f8, FLOAT64", "byte_i1, INT8", "little_i2, INT16",
        "little_i4, INT32", "little_i8, INT64", "byte_u1, UINT8", "little_u2, INT32", "little_u4, INT64",
        "little_u8, INT64", "big_f4, FLOAT32", "big_i8, INT64", "big_u2, INT32"
    })
    void readsEveryNumericType(String name, DType dtype) {
        for (String file : new String[] {"deflated.npz", "stored.npz"}) {
            try (Npz npz = Npz.open(resource(file))) {
                Tensor array = npz.read(name);
                assertEquals(dtype, array.dtype());
                assertEquals(Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3), array.cast(DType.FLOAT32));
            }
        }
    }

    @Test
    void readsTheOtherKinds() {
        Map<String, Tensor> arrays = Npz.readAll(resource("deflated.npz"));
        assertEquals(Tensor.of(new boolean[] {true, false, true}, 3), arrays.get("bool"));
        assertEquals(Tensor.scalar(2.5f), arrays.get("scalar"));
        assertEquals(Tensor.zeros(DType.FLOAT32, Shape.of(0, 4)), arrays.get("empty"));
        assertEquals(Tensor.of(new String[] {"Gämse", "", "ab"}, 3), arrays.get("bytes"));
        assertEquals(Tensor.of(new String[] {"Gämse", "", "markhor", "\ud83d\udc10"}, 2, 2), arrays.get("text"));
        assertEquals(Tensor.of(new String[] {"a", "bb", "ccc", "d"}, 2, 2), arrays.get("column_major_text"));
        assertEquals(1 << 20, arrays.get("large").size());
        int[] counted = new int[24];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = i;
        }
        assertEquals(Tensor.of(counted, 2, 3, 4), arrays.get("column_major"));
        assertEquals(Tensor.of(new float[] {0, 1, 2}, 3), Npy.read(resource("single.npy")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complex", "structure", "objects"})
    void refusesWhatHasNoCounterpart(String name) {
        try (Npz npz = Npz.open(resource("other.npz"))) {
            UnsupportedModelException e = assertThrows(UnsupportedModelException.class, () -> npz.read(name));
            assertTrue(e.getMessage().contains(name), e.getMessage());
        }
    }

    @Test
    void readsWhatItWrites() {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        for (DType dtype : DType.values()) {
            if (dtype != DType.STRING) {
                arrays.put(
                        dtype.name(),
                        Tensor.of(new float[] {0, 1, 1, 0, 1, 0}, 1, 2, 3).cast(dtype));
            }
        }
        arrays.put("scalar", Tensor.scalar(7));
        arrays.put("vector", Tensor.of(new double[100_000], 100_000));
        arrays.put("text", Tensor.of(new String[] {"Gämse", ""}, 2));
        Path file = folder.resolve("written.npz");
        Npz.write(file, arrays);
        Map<String, Tensor> expected = new LinkedHashMap<>(arrays);
        expected.computeIfPresent("BFLOAT16", (name, tensor) -> tensor.cast(DType.FLOAT32));
        assertEquals(expected, Npz.readAll(file));
        assertEquals(
                expected.keySet().stream().toList(),
                Npz.readAll(file).keySet().stream().toList());

        Path single = folder.resolve("written.npy");
        Npy.write(single, arrays.get("text"));
        assertEquals(arrays.get("text"), Npy.read(single));
    }

    @Test
    void namesWhatIsMissing() {
        try (Npz npz = Npz.open(resource("other.npz"))) {
            MalformedFileException e = assertThrows(MalformedFileException.class, () -> npz.read("input_0"));
            assertTrue(e.getMessage().contains("other.npz: no array input_0 among [complex"), e.getMessage());
            assertTrue(npz.find("input_0").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<f4', 'shape': (1,), }",
                "{'descr': '|S0', 'fortran_order': False, 'shape': (1000000000,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x",
                "__import__('os')",
                "",
            })
    void refusesHostileHeaders(String header) throws IOException {
        byte[] file = NpyHeader.write("<f4", Shape.of(1));
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(file, 10, file.length, (byte) ' ');
        System.arraycopy(text, 0, file, 10, text.length);
        Path path = folder.resolve("hostile.npy");
        Files.write(path, file);
        assertThrows(MalformedFileException.class, () -> Npy.read(path));
    }

    @Test
    void damageIsAnErrorOfTheFile() throws IOException {
        byte[] whole = Files.readAllBytes(resource("deflated.npz"));
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            if (round % 3 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            } else {
                for (int i = 0; i < 1 + round % 5; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
            }
            Path path = folder.resolve("damaged.npz");
            Files.write(path, damaged);
            try {
                Npz.readAll(path);
            } catch (MalformedFileException | UnsupportedModelException e) {
                refused++;
            }
        }
        assertTrue(refused > 200, "refused " + refused + " of 300");
    }
}
