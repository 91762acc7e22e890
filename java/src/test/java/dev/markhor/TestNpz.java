package dev.markhor;

import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** Reads little-endian float32 arrays of npz files; the real reader lives in a module above this one. */
public final class TestNpz {
    private static final Pattern SHAPE =
            Pattern.compile("'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\)");

    private TestNpz() {}

    public static Tensor read(Path file, String name) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes();
            ByteBuffer npy = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int headerSize = npy.getShort(8);
            Matcher header = SHAPE.matcher(new String(bytes, 10, headerSize, StandardCharsets.US_ASCII));
            if (!header.find()) {
                throw new IllegalArgumentException(file + ", " + name + ": not float32");
            }
            long[] shape = Pattern.compile("[0-9]+")
                    .matcher(header.group(1))
                    .results()
                    .mapToLong(size -> Long.parseLong(size.group()))
                    .toArray();
            float[] values = new float[(bytes.length - 10 - headerSize) / 4];
            npy.position(10 + headerSize)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return Tensor.of(values, shape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
