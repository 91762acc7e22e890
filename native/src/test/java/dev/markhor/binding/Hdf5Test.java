package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.Hdf5Dataset.Layout;
import dev.markhor.binding.Hdf5Dataset.Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5Test {
    private static final Path FOLDER = Path.of("src/test/resources/hdf5");
    private static final Path MIXED = FOLDER.resolve("mixed.h5");
    private static final Path ARCHIVE = FOLDER.resolve("archive.keras");

    /** Where the archive keeps its uncompressed model.weights.h5. */
    private static final int MEMBER_SIZE = 16844;

    private static Hdf5 mixed;

    @BeforeAll
    static void open() throws IOException {
        mixed = open(MIXED, 0, Files.size(MIXED));
    }

    @AfterAll
    static void close() {
        mixed.close();
    }

    private static Hdf5 open(Path file, long offset, long length) throws IOException {
        return Hdf5.open(file, offset, length, Files.size(file), Files.getLastModifiedTime(file));
    }

    private static ByteBuffer read(Hdf5 file, String path, Hdf5Dataset expected) {
        ByteBuffer target = ByteBuffer.allocateDirect((int) expected.bytes()).order(ByteOrder.nativeOrder());
        file.read(path, expected, target);
        return target;
    }

    @Test
    void describesContiguousValues() throws IOException {
        Hdf5Dataset dataset = mixed.describe("/group/float32");
        assertEquals(Type.FLOAT, dataset.type());
        assertEquals(Layout.CONTIGUOUS, dataset.layout());
        assertArrayEquals(new long[] {2, 3}, dataset.dims());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(MIXED)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(2.5f, bytes.getFloat((int) dataset.offset() + 5 * 4));
    }

    @Test
    void readsEveryKind() {
        ByteBuffer floats = read(mixed, "/group/float32", Hdf5Dataset.expected(Type.FLOAT, false, 4, 2, 3));
        for (int i = 0; i < 6; i++) {
            assertEquals(i / 2f, floats.getFloat(i * 4));
        }
        assertEquals(
                1e300,
                read(mixed, "/group/bigEndian64", Hdf5Dataset.expected(Type.FLOAT, false, 8, 3))
                        .getDouble(16));
        assertEquals(
                (short) 0x7bff,
                read(mixed, "/group/half", Hdf5Dataset.expected(Type.FLOAT, false, 2, 3))
                        .getShort(4));
        ByteBuffer ints = read(mixed, "/group/deflated", Hdf5Dataset.expected(Type.INTEGER, true, 4, 1000));
        for (int i = 0; i < 1000; i++) {
            assertEquals(i, ints.getInt(i * 4));
        }
        assertEquals(
                (byte) 255,
                read(mixed, "/group/unsigned8", Hdf5Dataset.expected(Type.INTEGER, false, 1, 3))
                        .get(2));
        ByteBuffer flags = read(mixed, "/group/flags", Hdf5Dataset.expected(Type.ENUM, false, 1, 3));
        assertEquals(1, flags.get(0));
        assertEquals(0, flags.get(1));
        ByteBuffer strings = read(mixed, "/group/strings", Hdf5Dataset.expected(Type.STRING, false, 3, 2));
        assertEquals("ab\0c\0\0", StandardCharsets.US_ASCII.decode(strings).toString());
        assertEquals(
                0x4000,
                read(mixed, "/group/opaque", Hdf5Dataset.expected(Type.OPAQUE, false, 2, 2))
                        .getShort(2));
        assertEquals(
                -7,
                read(mixed, "/group/scalar", Hdf5Dataset.expected(Type.INTEGER, true, 8))
                        .getLong(0));
        assertEquals(
                0,
                read(mixed, "/group/empty", Hdf5Dataset.expected(Type.FLOAT, false, 4, 0, 4))
                        .capacity());
    }

    @Test
    void readsMemberOfAnArchiveInPlace() throws IOException {
        byte[] bytes = Files.readAllBytes(ARCHIVE);
        int offset = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0089HDF");
        try (Hdf5 member = open(ARCHIVE, offset, MEMBER_SIZE)) {
            Hdf5Dataset kernel = member.describe("/layers/conv2d/vars/0");
            assertArrayEquals(new long[] {3, 3, 2, 3}, kernel.dims());
            ByteBuffer values = read(member, "/layers/conv2d/vars/0", kernel);
            assertEquals(0.15358959f, values.getFloat(0));
            ByteBuffer direct = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 54; i++) {
                assertEquals(direct.getFloat((int) kernel.offset() + i * 4), values.getFloat(i * 4));
            }
        }
    }

    @Test
    void refusesWhatWasNotExpected() {
        ByteBuffer target = ByteBuffer.allocateDirect(24);
        for (Hdf5Dataset wrong : List.of(
                Hdf5Dataset.expected(Type.FLOAT, false, 4, 3, 2),
                Hdf5Dataset.expected(Type.FLOAT, false, 4, 6),
                Hdf5Dataset.expected(Type.FLOAT, false, 8, 3),
                Hdf5Dataset.expected(Type.INTEGER, true, 4, 2, 3))) {
            Hdf5Exception e =
                    assertThrows(Hdf5Exception.class, () -> mixed.read("/group/float32", wrong, target.duplicate()));
            assertTrue(e.getMessage().contains("/group/float32"), e.getMessage());
        }
    }

    @Test
    void refusesLinksAndForeignStorage() {
        for (String path : List.of(
                "/soft/float32",
                "/elsewhere/float32",
                "/group/outside",
                "/group/variable",
                "/group/missing",
                "/group",
                "group/float32",
                "",
                "/")) {
            assertThrows(Hdf5Exception.class, () -> mixed.describe(path), path);
        }
    }

    @Test
    void refusesChangedOrForeignFiles(@TempDir Path folder) throws IOException {
        long size = Files.size(MIXED);
        FileTime time = Files.getLastModifiedTime(MIXED);
        FileTime other = FileTime.fromMillis(1);
        assertThrows(Hdf5Exception.class, () -> Hdf5.open(MIXED, 0, size, size + 1, time));
        assertThrows(Hdf5Exception.class, () -> Hdf5.open(MIXED, 0, size, size, other));
        assertThrows(Hdf5Exception.class, () -> Hdf5.open(MIXED, 1, size, size, time));
        assertThrows(Hdf5Exception.class, () -> Hdf5.open(folder, 0, 1, 1, time));
        Path text = Files.writeString(folder.resolve("text"), "no HDF5 at all");
        Hdf5Exception e = assertThrows(Hdf5Exception.class, () -> open(text, 0, 14));
        assertTrue(e.getMessage().contains("text"), e.getMessage());
        Path cut = folder.resolve("cut.h5");
        byte[] all = Files.readAllBytes(MIXED);
        Files.write(cut, java.util.Arrays.copyOf(all, all.length - 100));
        assertThrows(Hdf5Exception.class, () -> open(cut, 0, all.length - 100));
    }

    @Test
    void closedFileIsAnError() throws IOException {
        Hdf5 file = open(MIXED, 0, Files.size(MIXED));
        file.close();
        file.close();
        assertThrows(IllegalStateException.class, () -> file.describe("/group/float32"));
        assertEquals(4, mixed.describe("/group/float32").size());
    }

    @Test
    void manyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                results.add(threads.submit((Callable<Integer>) () -> {
                    int sum = 0;
                    for (int i = 0; i < 20; i++) {
                        try (Hdf5 file = open(MIXED, 0, Files.size(MIXED))) {
                            ByteBuffer ints =
                                    read(file, "/group/deflated", Hdf5Dataset.expected(Type.INTEGER, true, 4, 1000));
                            sum += ints.getInt(999 * 4);
                        }
                    }
                    return sum;
                }));
            }
            for (Future<Integer> result : results) {
                assertEquals(20 * 999, result.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
