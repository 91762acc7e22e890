package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of {@code kinds.h5}, which golden/hdf5/kinds.py wrote. */
class KindsTest {
    private static Hdf5File file;

    @BeforeAll
    static void open() {
        file = Hdf5File.open(TestFiles.KINDS);
    }

    @AfterAll
    static void close() {
        file.close();
    }

    private static Tensor read(String path) {
        return file.root().dataset(path).orElseThrow().read();
    }

    private static double expected(int i, boolean unsigned) {
        return 7 * i % 101 - (unsigned ? 0 : 3);
    }

    @ParameterizedTest
    @CsvSource({
        "float16,FLOAT16",
        "float32,FLOAT32",
        "float64,FLOAT64",
        "int8,INT8",
        "int16,INT16",
        "int32,INT32",
        "int64,INT64",
        "uint8,UINT8",
        "uint16,INT32",
        "uint32,INT64",
        "uint64,INT64"
    })
    void numbers(String name, DType dtype) {
        for (String folder : List.of("numbers/", "big_endian/")) {
            if (folder.equals("big_endian/") && name.endsWith("8")) {
                continue;
            }
            Tensor tensor = read(folder + name);
            assertEquals(dtype, tensor.dtype());
            assertEquals(Shape.of(5, 3), tensor.shape());
            for (int i = 0; i < 15; i++) {
                assertEquals(expected(i, name.startsWith("u")), tensor.getDouble(i), folder + name + " " + i);
            }
        }
    }

    @Test
    void booleans() {
        assertEquals(Tensor.of(new boolean[] {true, false, true}, 3), read("numbers/bool"));
    }

    @ParameterizedTest
    @CsvSource({"numbers/bfloat16", "numbers/bfloat16_as_integers"})
    void brainFloats(String path) {
        Tensor tensor = read(path);
        assertEquals(DType.BFLOAT16, tensor.dtype());
        for (int i = 0; i < 6; i++) {
            assertEquals(expected(i, false), tensor.getDouble(i));
        }
    }

    @Test
    void shapes() {
        assertEquals(Tensor.scalar(2.5f), read("shapes/scalar"));
        assertEquals(Shape.of(0, 4), read("shapes/empty").shape());
        Tensor cube = read("shapes/cube");
        assertEquals(Shape.of(7, 5, 11), cube.shape());
        assertEquals(expected(384, false), cube.getDouble(384));
    }

    @Test
    void readsIntoAnyBufferAtItsPosition() {
        Hdf5Dataset dataset = file.root().dataset("big_endian/uint16").orElseThrow();
        assertEquals(60, dataset.byteSize());
        ByteBuffer buffer =
                ByteBuffer.allocate(70).order(ByteOrder.nativeOrder()).position(8);
        dataset.readInto(buffer);
        assertEquals(68, buffer.position());
        assertEquals(0, buffer.getInt(4));
        assertEquals(7, buffer.getInt(12));
        ByteBuffer small = ByteBuffer.allocate(59);
        assertThrows(IllegalArgumentException.class, () -> dataset.readInto(small));
    }

    @Test
    void strings() {
        assertArrayEquals(
                new String[] {"a", "", "größer", "x".repeat(300)},
                read("strings/variable").toStringArray());
        assertArrayEquals(new String[] {"abc", "", "grö"}, read("strings/fixed").toStringArray());
        ByteBuffer buffer = ByteBuffer.allocate(100);
        Hdf5Dataset dataset = file.root().dataset("strings/fixed").orElseThrow();
        assertThrows(IllegalStateException.class, () -> dataset.readInto(buffer));
    }

    @Test
    void attributes() {
        Hdf5Attributes attributes = file.root().group("strings").orElseThrow().attributes();
        assertEquals(Optional.of("große Wörter"), attributes.string("text"));
        assertEquals(Optional.of("plain"), attributes.string("bytes"));
        assertEquals(Optional.of(List.of("one", "two", "three")), attributes.strings("list"));
        assertEquals(Optional.of(List.of("one", "two", "three")), attributes.strings("fixed_list"));
        assertEquals(Optional.of(List.of()), attributes.strings("empty"));
        assertEquals(Optional.of(List.of()), attributes.strings("null"));
        assertEquals(Optional.of(List.of("a", "bb", "ccc", "d")), attributes.strings("split"));
        assertEquals(Optional.empty(), attributes.strings("spli"));
        assertEquals(42, attributes.value("number").orElseThrow().getLong(0));
        assertEquals(
                Tensor.of(new double[] {1.5, -2.5}, 2),
                attributes.value("numbers").orElseThrow());
        assertEquals(1, attributes.value("flag").orElseThrow().getLong(0));
        assertFalse(attributes.has("split"));
        assertEquals(Optional.empty(), attributes.string("absent"));
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> attributes.string("number"));
        assertTrue(e.getMessage().contains("attribute number of /strings"), e.getMessage());
        assertThrows(MalformedFileException.class, () -> attributes.strings("numbers"));
    }

    @Test
    void paths() {
        Hdf5Group root = file.root();
        assertEquals("/", root.path());
        assertEquals(List.of("big_endian", "numbers", "shapes", "strings"), root.names());
        assertEquals("/shapes", root.group("/shapes/").orElseThrow().path());
        assertEquals("/shapes/cube", root.dataset("shapes//cube").orElseThrow().name());
        assertEquals(Optional.empty(), root.dataset("shapes/cube/x"));
        assertEquals(Optional.empty(), root.group("absent"));
        assertEquals("/", root.group("").orElseThrow().path());
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> root.dataset("shapes"));
        assertTrue(e.getMessage().contains("expected a dataset, found a group"), e.getMessage());
        assertThrows(MalformedFileException.class, () -> root.group("shapes/cube"));
    }

    @Test
    void closedFileIsAnError() {
        Hdf5File other = Hdf5File.open(TestFiles.KINDS);
        Hdf5Dataset dataset = other.root().dataset("shapes/cube").orElseThrow();
        other.close();
        other.close();
        assertThrows(IllegalStateException.class, dataset::read);
    }
}
