package dev.markhor.formats.hdf5;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.hdf5.filter.ChunkDecoder;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.structure.ChunkGrid;
import dev.markhor.formats.hdf5.structure.ChunkTable;
import dev.markhor.formats.hdf5.structure.DatasetHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/** Reads the stored bytes of a dataset, row-major. */
final class ValueReader {
    private final Source source;
    private final FileBytes file;
    private final Node.Dataset node;
    private final DatasetHeader header;

    ValueReader(Source source, Node.Dataset node) {
        this.source = source;
        this.file = source.file();
        this.node = node;
        this.header = node.header();
    }

    /** Fills the target, which has exactly the dataset's size. */
    void read(ByteBuffer target) {
        DataLayout layout = header.layout();
        if (layout instanceof DataLayout.Compact compact) {
            target.put(compact.data());
        } else if (layout instanceof DataLayout.Contiguous contiguous) {
            if (contiguous.address() == Cursor.UNDEFINED) {
                fill(target);
            } else {
                source.library().checkOffset(node, file.base() + contiguous.address());
                file.readValues(contiguous.address(), target);
            }
        } else if (layout instanceof DataLayout.Chunked chunked) {
            readChunks(target, chunked);
        }
    }

    private void fill(ByteBuffer target) {
        byte[] fill = header.fill();
        if (fill.length == 0) {
            fill = new byte[header.type().bytes()];
        }
        ByteBuffer out = target.duplicate();
        while (out.hasRemaining()) {
            out.put(fill);
        }
    }

    private void readChunks(ByteBuffer target, DataLayout.Chunked layout) {
        ChunkTable chunks = header.chunks();
        if (chunks.count() < chunks.grid().count()) {
            fill(target);
        }
        ChunkCopy copy = new ChunkCopy(chunks.grid(), header.type().bytes(), target);
        decodeChunks(chunks, layout, copy::copy);
    }

    /** Decodes all chunks of a dataset with filters and keeps none: a library that decodes them again gets only whole ones. */
    void checkChunks() {
        if (!header.pipeline().filters().isEmpty()) {
            decodeChunks(header.chunks(), (DataLayout.Chunked) header.layout(), (chunk, place) -> {});
        }
    }

    private interface ChunkSink {
        void accept(byte[] chunk, long[] place);
    }

    private void decodeChunks(ChunkTable chunks, DataLayout.Chunked layout, ChunkSink sink) {
        int chunkBytes = (int) layout.chunkBytes();
        try (ChunkDecoder decoder =
                new ChunkDecoder(header.pipeline(), header.type().bytes(), chunkBytes)) {
            for (int i = 0; i < chunks.count(); i++) {
                byte[] stored = new byte[chunks.bytes(i)];
                file.readValues(chunks.address(i), ByteBuffer.wrap(stored));
                sink.accept(decode(decoder, stored, chunks, i), chunks.place(i));
            }
        }
    }

    private byte[] decode(ChunkDecoder decoder, byte[] stored, ChunkTable chunks, int i) {
        try {
            return decoder.decode(stored, chunks.filterMask(i));
        } catch (DataFormatException e) {
            throw new MalformedFileException(
                    file.path() + ", chunk " + Arrays.toString(firstElement(chunks.grid(), chunks.place(i))) + " of "
                            + node.location() + " at address " + chunks.address(i) + ": " + e.getMessage(),
                    e);
        }
    }

    private static long[] firstElement(ChunkGrid grid, long[] place) {
        long[] element = new long[place.length];
        for (int i = 0; i < place.length; i++) {
            element[i] = place[i] * grid.chunkDims()[i];
        }
        return element;
    }
}
