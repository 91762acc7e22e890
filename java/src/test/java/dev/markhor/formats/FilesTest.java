package dev.markhor.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.InterruptedCallException;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Files as such: how large they may be, whether they are still the same, and what is said when the system does not give them. */
class FilesTest {
    @TempDir
    Path folder;

    private static void fails(Class<? extends RuntimeException> type, String part, Executable action) {
        String message = assertThrows(type, action).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void wholeFilesHaveALimit() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "four");
        assertArrayEquals("four".getBytes(), WholeFile.read(file, 4));
        fails(MalformedFileException.class, file + ": 4 bytes, the limit is 3", () -> WholeFile.read(file, 3));
        Path absent = folder.resolve("absent");
        fails(UncheckedIOException.class, "cannot read " + absent, () -> WholeFile.read(absent, 3));
        fails(UncheckedIOException.class, "cannot read " + absent, () -> Links.within(folder, absent));
    }

    /** The system says of such files that they are empty. */
    @Test
    void sizesThatAreNotKnown() {
        Path file = Path.of("/proc/self/status");
        fails(MalformedFileException.class, "more than 10 bytes, the limit is 10", () -> WholeFile.read(file, 10));
        assertTrue(WholeFile.read(file, 1 << 20).length > 10);
    }

    @Test
    void whatTellsFilesApart() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "four");
        FileStamp stamp = FileStamp.of(file);
        assertTrue(stamp.isSame(FileStamp.of(file)));
        assertTrue(stamp.isSame(stamp) && stamp.equals(FileStamp.of(file)));
        assertFalse(stamp.isSame(new FileStamp(5, stamp.changed(), stamp.key())));
        assertFalse(stamp.isSame(new FileStamp(4, FileTime.fromMillis(0), stamp.key())));
        assertFalse(stamp.isSame(new FileStamp(4, stamp.changed(), "another")));
        assertEquals("4 bytes of " + stamp.changed(), stamp.toString());
    }

    @Test
    void whatTheSystemSays() {
        Path path = Path.of("f");
        IOException cause = new IOException("no room");
        assertEquals(
                "cannot read f: no room", FileErrors.cannotRead(path, cause).getMessage());
        assertEquals(
                UncheckedIOException.class, FileErrors.cannotRead(path, cause).getClass());
        for (IOException closed : new IOException[] {new ClosedByInterruptException(), new ClosedChannelException()}) {
            RuntimeException e = FileErrors.cannotRead(path, closed);
            assertEquals(InterruptedCallException.class, e.getClass());
            assertTrue(e.getMessage().startsWith("cannot read f: "), e.getMessage());
            assertEquals(closed, e.getCause());
        }
    }

    private record Large(long size) implements StoredArray {
        @Override
        public String name() {
            return "large";
        }

        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }

        @Override
        public Shape shape() {
            return Shape.of(size);
        }

        @Override
        public void readInto(ByteBuffer destination) {
            throw new AssertionError("there is no room to read to");
        }
    }

    @Test
    void arraysThatDoNotFit() {
        for (long size : new long[] {1 << 29, 1L << 40}) {
            StoredArray large = new Large(size);
            String part = "array large of " + 4 * size + " bytes does not fit into memory";
            fails(UnsupportedModelException.class, part, large::read);
            fails(UnsupportedModelException.class, part, () -> LargeArray.read(large, false));
        }
    }
}
