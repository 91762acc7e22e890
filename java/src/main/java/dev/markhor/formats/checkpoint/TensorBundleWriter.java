package dev.markhor.formats.checkpoint;

import dev.markhor.formats.proto.ProtoMessage;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Writes what {@link TensorBundle} reads, as TensorFlow does: one data file with values in the order of their coming, and the index. */
public final class TensorBundleWriter implements AutoCloseable {
    private static final int PART = 1 << 20;
    private static final int VERSION = 1;
    private static final int BIG_ENDIAN = 1;

    private final FileChannel data;
    private final Map<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private long offset;

    private TensorBundleWriter(FileChannel data) {
        this.data = data;
    }

    /** The data file of the only part of a checkpoint. */
    public static Path dataFile(Path prefix) {
        return prefix.resolveSibling(prefix.getFileName() + ".data-00000-of-00001");
    }

    public static Path indexFile(Path prefix) {
        return prefix.resolveSibling(prefix.getFileName() + ".index");
    }

    /** @param data the data file, which does not exist */
    public static TensorBundleWriter create(Path data) throws IOException {
        return new TensorBundleWriter(FileChannel.open(data, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** @param name that nothing has so far */
    public void add(String name, Tensor values) throws IOException {
        if (values.dtype() == DType.STRING) {
            byte[][] texts = new byte[(int) values.size()][];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = values.getString(i).getBytes(StandardCharsets.UTF_8);
            }
            add(name, StringValues.pack(texts), values.shape());
        } else {
            long start = offset;
            int checksum = write(values.buffer());
            enter(name, ElementKind.of(values.dtype()), values.shape(), start, checksum);
        }
    }

    /** The objects that the values belong to. */
    public void add(ObjectGraphMessage objects) throws IOException {
        add(TensorBundle.OBJECT_GRAPH, StringValues.pack(ObjectGraphOutput.bytes(objects)), Shape.of());
    }

    private void add(String name, StringValues.Packed texts, Shape shape) throws IOException {
        long start = offset;
        write(ByteBuffer.wrap(texts.bytes()));
        enter(name, ElementKind.STRING, shape, start, texts.checksum());
    }

    /** In parts, as a channel copies what is on the heap. Gives the checksum. */
    private int write(ByteBuffer values) throws IOException {
        CRC32C checksum = new CRC32C();
        for (int at = 0; at < values.limit(); at += PART) {
            ByteBuffer part = values.slice(at, Math.min(PART, values.limit() - at));
            checksum.update(part.duplicate());
            while (part.hasRemaining()) {
                offset += data.write(part);
            }
        }
        return (int) checksum.getValue();
    }

    private void enter(String name, ElementKind kind, Shape shape, long start, int checksum) {
        ProtoMessage dims = new ProtoMessage();
        for (long dim : shape.dims()) {
            dims.message(2, new ProtoMessage().number(1, dim));
        }
        ProtoMessage entry = new ProtoMessage()
                .number(1, kind.number())
                .message(2, dims)
                .number(4, start)
                .number(5, offset - start)
                .fixed32(6, Checksum.mask(checksum));
        if (entries.put(name.getBytes(StandardCharsets.UTF_8), entry.toBytes()) != null) {
            throw new IllegalArgumentException("two values are called '" + name + "'");
        }
    }

    /** Writes the index of what was added. */
    public void finish(Path index) throws IOException {
        ProtoMessage header = new ProtoMessage()
                .number(1, 1)
                .number(2, ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? BIG_ENDIAN : 0)
                .message(3, new ProtoMessage().number(1, VERSION));
        TableBuilder table = new TableBuilder();
        table.add(new byte[0], header.toBytes());
        entries.forEach(table::add);
        Files.write(index, table.finish(), StandardOpenOption.CREATE_NEW);
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
