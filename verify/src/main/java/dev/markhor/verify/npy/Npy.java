package dev.markhor.verify.npy;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** One array in NumPy's own format. */
public final class Npy {
    private static final int CHUNK = 1 << 16;

    private Npy() {}

    /**
     * Reads a {@code .npy} file: any byte order, row-major or column-major. {@code S} and {@code U} texts become strings, unsigned
     * integers of 16 bits and more the next wider signed type.
     *
     * @throws MalformedFileException if it is damaged, cut off or no {@code .npy} file
     * @throws UnsupportedModelException if its type has no counterpart in {@link DType}
     * @throws UncheckedIOException if it cannot be read
     */
    public static Tensor read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(file.toString(), in, Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param file what to call it in errors
     * @param length how many bytes the stream promises: nothing larger is allocated
     */
    static Tensor read(String file, InputStream in, long length) throws IOException {
        NpyHeader header = NpyHeader.read(file, in);
        long bytes = header.dataBytes(file);
        if (bytes > length - header.bytes()) {
            throw new MalformedFileException(
                    file + ": an array of " + bytes + " bytes was announced, found " + (length - header.bytes()));
        }
        ByteBuffer stored = allocate(file, bytes);
        byte[] chunk = new byte[(int) Math.min(CHUNK, bytes)];
        while (stored.hasRemaining()) {
            int count = in.readNBytes(chunk, 0, Math.min(chunk.length, stored.remaining()));
            if (count == 0) {
                throw new MalformedFileException(file + ": cut off: " + stored.remaining() + " bytes are missing");
            }
            stored.put(chunk, 0, count);
        }
        stored.clear().order(header.type().order());
        return header.fortranOrder() && header.shape().rank() > 1
                ? columnMajor(file, header, stored)
                : elements(file, header.type(), header.shape(), stored);
    }

    private static ByteBuffer allocate(String file, long bytes) {
        try {
            return Buffers.allocate(bytes);
        } catch (IllegalArgumentException | OutOfMemoryError e) {
            throw new UnsupportedModelException(file + ": an array of " + bytes + " bytes does not fit into memory", e);
        }
    }

    /** Moves the elements into row-major order, then reads them. */
    private static Tensor columnMajor(String file, NpyHeader header, ByteBuffer stored) {
        Shape shape = header.shape();
        int size = header.type().bytes();
        ByteBuffer moved = allocate(file, stored.capacity()).order(stored.order());
        long[] index = new long[shape.rank()];
        for (int target = 0; target < moved.capacity(); target += size) {
            long source = 0;
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                source = source * shape.dim(axis) + index[axis];
            }
            moved.put(target, stored, (int) source * size, size);
            for (int axis = shape.rank() - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
                index[axis] = 0;
            }
        }
        return elements(file, header.type(), shape, moved);
    }

    private static Tensor elements(String file, NpyType type, Shape shape, ByteBuffer stored) {
        if (type.dtype() == DType.STRING) {
            return strings(type, shape, stored);
        }
        if (type.isDirect() && (type.bytes() == 1 || type.order() == ByteOrder.nativeOrder())) {
            if (type.dtype() == DType.BOOL) {
                checkBooleans(file, stored);
            }
            return Tensor.adopt(type.dtype(), shape, stored.order(ByteOrder.nativeOrder()));
        }
        int count = Math.toIntExact(shape.size());
        ByteBuffer data = allocate(file, (long) count * type.dtype().bytes());
        for (int i = 0; i < count; i++) {
            long bits = bits(stored, i, type.bytes());
            if (type.kind() == 'u' && type.bytes() == 8 && bits < 0) {
                throw new UnsupportedModelException(file + ": " + Long.toUnsignedString(bits) + " exceeds int64");
            }
            switch (type.dtype().bytes()) {
                case 2 -> data.putShort((short) bits);
                case 4 -> data.putInt((int) bits);
                default -> data.putLong(bits);
            }
        }
        return Tensor.adopt(type.dtype(), shape, data.clear());
    }

    private static long bits(ByteBuffer stored, int index, int bytes) {
        return switch (bytes) {
            case 2 -> stored.getShort(index * 2) & 0xffffL;
            case 4 -> stored.getInt(index * 4) & 0xffffffffL;
            default -> stored.getLong(index * 8);
        };
    }

    private static void checkBooleans(String file, ByteBuffer stored) {
        for (int i = 0; i < stored.capacity(); i++) {
            if (stored.get(i) != 0 && stored.get(i) != 1) {
                throw new MalformedFileException(file + ": a boolean is " + (stored.get(i) & 0xff));
            }
        }
    }

    private static Tensor strings(NpyType type, Shape shape, ByteBuffer stored) {
        String[] texts = new String[Math.toIntExact(shape.size())];
        byte[] text = new byte[type.bytes()];
        for (int i = 0; i < texts.length; i++) {
            stored.get(i * text.length, text);
            texts[i] = type.kind() == 'S' ? bytesText(text) : wideText(text, type.order());
        }
        return Tensor.of(texts, shape.dims());
    }

    /** UTF-8, filled up with zeros. */
    private static String bytesText(byte[] text) {
        int end = text.length;
        while (end > 0 && text[end - 1] == 0) {
            end--;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    /** Four bytes a character, filled up with zeros. */
    private static String wideText(byte[] text, ByteOrder order) {
        StringBuilder characters = new StringBuilder();
        ByteBuffer codes = ByteBuffer.wrap(text).order(order);
        int end = text.length / 4;
        while (end > 0 && codes.getInt((end - 1) * 4) == 0) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            int code = codes.getInt(i * 4);
            characters.appendCodePoint(Character.isValidCodePoint(code) ? code : 0xfffd);
        }
        return characters.toString();
    }

    /**
     * Writes a {@code .npy} file. Strings become UTF-8 bytes ({@code S}), bfloat16 becomes float32.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, Tensor tensor) {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, tensor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(OutputStream out, Tensor tensor) throws IOException {
        if (tensor.dtype() == DType.STRING) {
            writeStrings(out, tensor);
            return;
        }
        Tensor plain = tensor.dtype() == DType.BFLOAT16 ? tensor.cast(DType.FLOAT32) : tensor;
        out.write(NpyHeader.write(NpyType.descr(plain.dtype(), 0), plain.shape()));
        ByteBuffer data = plain.buffer();
        byte[] chunk = new byte[Math.min(CHUNK, data.remaining())];
        while (data.hasRemaining()) {
            int count = Math.min(chunk.length, data.remaining());
            data.get(chunk, 0, count);
            if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
                swap(chunk, count, plain.dtype().bytes());
            }
            out.write(chunk, 0, count);
        }
    }

    private static void swap(byte[] chunk, int count, int size) {
        for (int start = 0; start < count; start += size) {
            for (int i = 0; i < size / 2; i++) {
                byte first = chunk[start + i];
                chunk[start + i] = chunk[start + size - 1 - i];
                chunk[start + size - 1 - i] = first;
            }
        }
    }

    private static void writeStrings(OutputStream out, Tensor tensor) throws IOException {
        byte[][] texts = Arrays.stream(tensor.toStringArray())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        int longest = Math.max(
                1, Arrays.stream(texts).mapToInt(text -> text.length).max().orElse(1));
        out.write(NpyHeader.write(NpyType.descr(DType.STRING, longest), tensor.shape()));
        for (byte[] text : texts) {
            out.write(Arrays.copyOf(text, longest));
        }
    }
}
