package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Dataspace;
import dev.markhor.formats.hdf5.message.Datatype;
import dev.markhor.formats.hdf5.message.FilterPipeline;

/**
 * A dataset that passed all checks.
 *
 * @param fill bytes of one element, or none for zeros
 * @param chunks for a chunked layout, null otherwise
 */
public record DatasetHeader(
        Datatype type, Dataspace space, DataLayout layout, FilterPipeline pipeline, byte[] fill, ChunkTable chunks) {
    /** Bytes of all values in the file's own types. */
    public long bytes() {
        return space.elements() * type.bytes();
    }
}
