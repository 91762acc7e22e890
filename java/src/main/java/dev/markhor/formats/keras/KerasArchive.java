package dev.markhor.formats.keras;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A {@code .keras} archive, or a folder with the same files. */
public final class KerasArchive implements AutoCloseable {
    private KerasArchive() {}

    /**
     * @throws dev.markhor.error.MalformedFileException if the archive is damaged or lacks {@code config.json} or its weights
     * @throws dev.markhor.error.UnsupportedModelException if the weights are in {@code npz} form, or a member is encrypted
     */
    public static KerasArchive open(Path fileOrFolder) {
        throw new UnsupportedOperationException("not built yet");
    }

    public Path path() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The text of {@code config.json}. */
    public String configJson() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The text of {@code metadata.json}, which holds {@code keras_version}. */
    public Optional<String> metadataJson() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** {@code keras_version} of {@code metadata.json}. */
    public Optional<String> kerasVersion() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The weights, opened at the first call and closed with this archive. */
    public V3Weights weights() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Paths below {@code assets/}, such as {@code layers/text_vectorization/vocabulary.txt}. */
    public Set<String> assets() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The bytes of {@code assets/<path>}, if it is there. */
    public Optional<byte[]> asset(String path) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void close() {}
}
