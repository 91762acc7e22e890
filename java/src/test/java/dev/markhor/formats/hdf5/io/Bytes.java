package dev.markhor.formats.hdf5.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds little-endian structures for tests and opens them as a file. */
public final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Bytes u8(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    public Bytes u16(int value) {
        return unsigned(value, 2);
    }

    public Bytes u32(long value) {
        return unsigned(value, 4);
    }

    public Bytes u64(long value) {
        return unsigned(value, 8);
    }

    private Bytes unsigned(long value, int width) {
        for (int i = 0; i < width; i++) {
            out.write((int) (value >> (8 * i)));
        }
        return this;
    }

    public Bytes text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public Bytes bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public Bytes zeros(int count) {
        return bytes(new byte[count]);
    }

    /** The checksum of all that was written so far. */
    public Bytes checksum() {
        return u32(Lookup3.hash(out.toByteArray()));
    }

    public byte[] toArray() {
        return out.toByteArray();
    }

    public FileBytes open(Path folder) {
        try {
            return FileBytes.open(Files.write(folder.resolve("bytes.h5"), toArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cursor over all bytes. The file stays open: the folder is the test's own. */
    public Cursor cursor(Path folder) {
        FileBytes file = open(folder);
        return file.cursor(0, file.limit(), "structure");
    }
}
