package dev.markhor.formats.hdf5;

import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.ByteBuffer;

/**
 * A dataset. Its {@link #name} is its absolute path. Unsigned integers of 16 to 64 bits, which have no {@link DType}, are read as the
 * next wider signed type; two opaque bytes are bfloat16, as Keras 3 writes them.
 */
public final class Hdf5Dataset implements StoredArray {
    private Hdf5Dataset() {}

    @Override
    public String name() {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public DType dtype() {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public Shape shape() {
        throw new UnsupportedOperationException("not built yet");
    }

    public Hdf5Attributes attributes() {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void readInto(ByteBuffer destination) {
        throw new UnsupportedOperationException("not built yet");
    }
}
