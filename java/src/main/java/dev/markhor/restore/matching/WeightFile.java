package dev.markhor.restore.matching;

import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.formats.keras.V3Weights;
import java.util.Optional;

/** An open file with weights. */
public sealed interface WeightFile {
    /** Lists of layers and arrays. */
    record Legacy(LegacyWeights weights) implements WeightFile {
        @Override
        public String source() {
            return weights.path().toString();
        }

        @Override
        public void checkLater() {
            weights.checkLater();
        }

        @Override
        public void requireIntact() {
            weights.requireIntact();
        }
    }

    /**
     * Arrays under object paths.
     *
     * @param source what to call the file in messages
     * @param kerasVersion of the writer, where the file says it
     * @param archive where they are in one: it has other files too
     */
    record ByPath(String source, V3Weights weights, Optional<String> kerasVersion, Optional<KerasArchive> archive)
            implements WeightFile {
        @Override
        public void checkLater() {
            weights.checkLater();
        }

        @Override
        public void requireIntact() {
            weights.requireIntact();
        }
    }

    /** What to call the file in messages. */
    String source();

    /** From now on values are read unchecked. */
    void checkLater();

    /** Checks them all, before any is used. @throws dev.markhor.error.MalformedFileException if the file is damaged or was changed */
    void requireIntact();

    /** The weights and assets in an open archive, which stays open; unchecked until {@link #requireIntact}. */
    static WeightFile of(KerasArchive archive) {
        return new ByPath(
                archive.path().toString(), archive.uncheckedWeights(), archive.kerasVersion(), Optional.of(archive));
    }

    /** Weights of their own, which stay open. */
    static WeightFile of(V3Weights weights) {
        return new ByPath(weights.path().toString(), weights, Optional.empty(), Optional.empty());
    }

    /**
     * The weights in an open HDF5 file, which stays open.
     *
     * @throws dev.markhor.error.MalformedFileException if it is not Keras'
     */
    static WeightFile of(Hdf5File file) {
        return FileDetector.kindOf(file) == FileKind.V3_WEIGHTS
                ? of(V3Weights.of(file))
                : new Legacy(LegacyWeights.of(file));
    }
}
