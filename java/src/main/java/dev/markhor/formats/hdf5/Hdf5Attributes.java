package dev.markhor.formats.hdf5;

import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The attributes of a group or dataset, in all the spellings that Keras' writers have used. */
public final class Hdf5Attributes {
    private Hdf5Attributes() {}

    public Set<String> names() {
        throw new UnsupportedOperationException("not built yet");
    }

    public boolean has(String name) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * A text, of fixed or variable length, decoded as UTF-8.
     *
     * @throws dev.markhor.error.MalformedFileException if the attribute is there and no single string
     */
    public Optional<String> string(String name) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * A list of texts. Keras splits a long one into {@code name0}, {@code name1}, …, which are put together here; an attribute
     * without elements is an empty list whatever its type.
     *
     * @return empty if neither {@code name} nor {@code name0} is there
     * @throws dev.markhor.error.MalformedFileException if the attribute is there and holds no strings
     */
    public Optional<List<String>> strings(String name) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * The value as a tensor: numbers, booleans or strings.
     *
     * @throws dev.markhor.error.UnsupportedModelException if a tensor cannot hold its type
     */
    public Optional<Tensor> value(String name) {
        throw new UnsupportedOperationException("not built yet");
    }
}
