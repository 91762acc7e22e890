package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.Hdf5Dataset.Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5WriterTest {
    private static final Hdf5Dataset THREE_FLOATS = Hdf5Dataset.expected(Type.FLOAT, false, 4, 3);

    @TempDir
    Path folder;

    private static ByteBuffer buffer(float... values) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(values);
        return buffer;
    }

    private Hdf5 open(Path file) throws IOException {
        return Hdf5.open(file, 0, Files.size(file), Files.size(file), Files.getLastModifiedTime(file));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("new.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.group("/layers/dense/vars");
            writer.attribute("/layers/dense/vars", "name", "dense \u00e9");
            writer.write("/layers/dense/vars/0", THREE_FLOATS, buffer(1, -2, 3.5f));
            writer.write("/made/on/the/way", Hdf5Dataset.expected(Type.INTEGER, true, 4), buffer(0));
            writer.write("/empty", Hdf5Dataset.expected(Type.FLOAT, false, 4, 0, 5), buffer());
            writer.attribute("/", "layer_names", List.of("dense", "a"));
            writer.attribute("/", "none", List.of());
        }
        try (Hdf5 read = open(file)) {
            ByteBuffer target = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
            read.read("/layers/dense/vars/0", THREE_FLOATS, target);
            float[] values = new float[3];
            target.asFloatBuffer().get(values);
            assertArrayEquals(new float[] {1, -2, 3.5f}, values);
            assertEquals(
                    Hdf5Dataset.Layout.CONTIGUOUS,
                    read.describe("/layers/dense/vars/0").layout());
            assertArrayEquals(new long[] {0, 5}, read.describe("/empty").dims());
        }
    }

    @Test
    void everyTypeOfElementIsWritten() throws IOException {
        Path file = folder.resolve("types.h5");
        List<Hdf5Dataset> types = List.of(
                Hdf5Dataset.expected(Type.INTEGER, true, 1, 2),
                Hdf5Dataset.expected(Type.INTEGER, false, 1, 2),
                Hdf5Dataset.expected(Type.INTEGER, true, 8, 2),
                Hdf5Dataset.expected(Type.FLOAT, false, 2, 2),
                Hdf5Dataset.expected(Type.FLOAT, false, 8, 2),
                Hdf5Dataset.expected(Type.OPAQUE, false, 2, 2),
                Hdf5Dataset.expected(Type.ENUM, false, 1, 2));
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (int i = 0; i < types.size(); i++) {
                writer.write("/" + i, types.get(i), ByteBuffer.allocateDirect((int)
                        types.get(i).bytes()));
            }
        }
        try (Hdf5 read = open(file)) {
            for (int i = 0; i < types.size(); i++) {
                Hdf5Dataset found = read.describe("/" + i);
                assertEquals(types.get(i).type(), found.type());
                assertEquals(types.get(i).size(), found.size());
                assertEquals(types.get(i).signed(), found.signed());
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        Path file = folder.resolve("new.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.write("/a", THREE_FLOATS, buffer(1, 2, 3));
            assertThrows(Hdf5Exception.class, () -> writer.write("/a", THREE_FLOATS, buffer(1, 2, 3)));
            assertThrows(Hdf5Exception.class, () -> writer.write("/b", THREE_FLOATS, buffer(1, 2)));
            assertThrows(Hdf5Exception.class, () -> writer.write("b", THREE_FLOATS, buffer(1, 2, 3)));
            assertThrows(
                    Hdf5Exception.class,
                    () -> writer.write("/c", Hdf5Dataset.expected(Type.STRING, false, 12), buffer(1, 2, 3)));
            assertThrows(
                    Hdf5Exception.class,
                    () -> writer.write("/d", Hdf5Dataset.expected(Type.FLOAT, false, 4, new long[33]), buffer()));
            assertThrows(Hdf5Exception.class, () -> writer.attribute("/nowhere", "name", "x"));
            assertThrows(Hdf5Exception.class, () -> writer.group("/zero\0character"));
            assertThrows(
                    Hdf5Exception.class,
                    () -> writer.attribute("/", "long", Collections.nCopies(10_000, "a name of some length")));
        }
        Hdf5Exception there = assertThrows(Hdf5Exception.class, () -> Hdf5Writer.create(file));
        assertTrue(there.getMessage().contains("new.h5"), there.getMessage());
        assertThrows(Hdf5Exception.class, () -> Hdf5Writer.create(folder.resolve("no/folder.h5")));
    }

    @Test
    void aClosedFileTakesNothing() {
        Hdf5Writer writer = Hdf5Writer.create(folder.resolve("new.h5"));
        writer.close();
        writer.close();
        assertThrows(IllegalStateException.class, () -> writer.group("/a"));
    }
}
