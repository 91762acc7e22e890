package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Dataspace;
import dev.markhor.formats.hdf5.message.Datatype;
import dev.markhor.formats.hdf5.message.FilterPipeline;
import java.nio.ByteBuffer;

/** Checks that type, shape, layout and filters of a dataset fit together and that its values are where they should be. */
public final class DatasetCheck {
    private final FileBytes file;
    private final Claims claims;
    private final TreeSizes treeSizes;
    private final GlobalHeaps heaps;
    private long unallocated;

    public DatasetCheck(FileBytes file, Claims claims, TreeSizes treeSizes, GlobalHeaps heaps) {
        this.file = file;
        this.claims = claims;
        this.treeSizes = treeSizes;
        this.heaps = heaps;
    }

    public DatasetHeader check(ObjectMessages messages) {
        Cursor in = messages.header();
        Datatype type = messages.type();
        Dataspace space = messages.space();
        DataLayout layout = messages.layout();
        FilterPipeline pipeline = messages.pipeline();
        byte[] fill = messages.fill();
        in.support(type.kind() != Datatype.Kind.VARIABLE_STRING || fill.length == 0, "fill value of strings");
        in.require(space.elements() <= Long.MAX_VALUE / type.bytes(), "more bytes than a file can have");
        long bytes = space.elements() * type.bytes();
        ChunkTable chunks = null;
        if (layout instanceof DataLayout.Chunked chunked) {
            chunks = checkChunked(in, type, space, chunked, pipeline);
        } else {
            in.require(pipeline.filters().isEmpty(), "filters without chunks");
            checkWhole(in, type, bytes, layout);
        }
        return new DatasetHeader(type, space, layout, pipeline, fill, chunks);
    }

    private void checkWhole(Cursor in, Datatype type, long bytes, DataLayout layout) {
        if (layout instanceof DataLayout.Compact compact) {
            in.expect("bytes of compact data", bytes, compact.data().length);
            checkStrings(type, compact.data());
        } else if (layout instanceof DataLayout.Contiguous contiguous) {
            in.expect("bytes of contiguous data", bytes, contiguous.bytes());
            if (contiguous.address() == Cursor.UNDEFINED) {
                addUnallocated(bytes);
            } else {
                claims.claim(contiguous.address(), bytes, "data");
                checkContiguousStrings(type, contiguous);
            }
        }
    }

    private void checkContiguousStrings(Datatype type, DataLayout.Contiguous layout) {
        if (type.kind() == Datatype.Kind.VARIABLE_STRING) {
            if (layout.bytes() > Integer.MAX_VALUE - 8) {
                throw file.unsupported("strings of more than 2 GiB");
            }
            byte[] references = new byte[(int) layout.bytes()];
            file.readFully(layout.address(), ByteBuffer.wrap(references));
            checkStrings(type, references);
        }
    }

    private void checkStrings(Datatype type, byte[] data) {
        if (type.kind() == Datatype.Kind.VARIABLE_STRING) {
            heaps.check(data);
        }
    }

    private ChunkTable checkChunked(
            Cursor in, Datatype type, Dataspace space, DataLayout.Chunked layout, FilterPipeline pipeline) {
        in.support(type.kind() != Datatype.Kind.VARIABLE_STRING, "strings of variable length in chunks");
        for (FilterPipeline.Filter filter : pipeline.filters()) {
            if (filter.kind() == FilterPipeline.Kind.SHUFFLE) {
                in.expect("bytes of a shuffled element", type.bytes(), filter.value());
            }
        }
        in.expect("bytes of a chunk's element", type.bytes(), layout.dims()[layout.dims().length - 1]);
        ChunkTable chunks = ChunkTable.read(file, claims, treeSizes, in, layout, space, pipeline);
        long missing = chunks.grid().count() - chunks.count();
        in.require(missing >= 0, "more chunks than the dataset has room for");
        addUnallocated(Math.multiplyExact(missing, layout.chunkBytes()));
        return chunks;
    }

    private void addUnallocated(long bytes) {
        unallocated += Math.min(bytes, Hdf5Limits.UNALLOCATED_BYTES + 1);
        if (unallocated > Hdf5Limits.UNALLOCATED_BYTES) {
            throw file.unsupported("more than " + Hdf5Limits.UNALLOCATED_BYTES + " bytes that were never written");
        }
    }
}
