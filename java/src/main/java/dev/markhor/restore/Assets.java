package dev.markhor.restore;

import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** What a file keeps for one object beside its numbered arrays: Keras' {@code assets} folder, and arrays by name. */
public interface Assets {
    /** Where the files would be, for messages: {@code assets/layers/string_lookup of model.keras}. */
    String place();

    /** Whether the file has room for other files: an archive has, a file of weights has not. */
    boolean hasFiles();

    /** The bytes of a file, if it is there. */
    Optional<byte[]> file(String name);

    /** An array, if it is there. */
    Optional<Tensor> array(String name);

    /** What the lookup table of the object is filled with, where files have tables: SavedModels do. */
    default Optional<Table> table() {
        return Optional.empty();
    }

    /**
     * A lookup table, which has no special tokens.
     *
     * @param lines a token each, in order; keys and values are empty then
     * @param keys {@code String} or {@code Long} each
     * @param values as many, likewise
     */
    record Table(Optional<byte[]> lines, List<Object> keys, List<Object> values) {}
}
