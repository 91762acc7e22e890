package dev.markhor.restore;

import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.formats.keras.V3Weights;
import java.util.Optional;

/** An open file with weights. */
public sealed interface WeightFile {
    /** Lists of layers and arrays. */
    record Legacy(LegacyWeights weights) implements WeightFile {}

    /**
     * Arrays under object paths.
     *
     * @param source what to call the file in messages
     * @param kerasVersion of the writer, where the file says it
     */
    record ByPath(String source, V3Weights weights, Optional<String> kerasVersion) implements WeightFile {}
}
