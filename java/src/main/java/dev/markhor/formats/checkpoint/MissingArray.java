package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.ByteBuffer;

/** A value that the object graph lists and the index lacks: an error as soon as somebody wants it. */
record MissingArray(String name) implements StoredArray {
    private MalformedFileException error() {
        return new MalformedFileException(name + ": the object graph lists this value, but it is not stored");
    }

    @Override
    public DType dtype() {
        throw error();
    }

    @Override
    public Shape shape() {
        throw error();
    }

    @Override
    public void readInto(ByteBuffer destination) {
        throw error();
    }
}
