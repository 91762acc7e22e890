package dev.markhor.restore;

import java.nio.file.Path;
import java.util.Map;

/** How stored weights are matched with a model's; {@code LoadOptions} is one. */
public interface MatchOptions {
    /** By position, and everything must fit. */
    MatchOptions DEFAULTS = new MatchOptions() {};

    /** Whether layers of a legacy HDF5 file are matched by name, leaving out what is on one side only, rather than by position. */
    default boolean isByName() {
        return false;
    }

    /** Whether weights that do not fit are skipped and reported, rather than an error. */
    default boolean isSkipMismatch() {
        return false;
    }

    /** What is known of who wrote a file; it counts more than what the file says of itself. */
    default Writer writer(Path file) {
        return Writer.UNKNOWN;
    }

    /**
     * Names that files have for attributes of the program: {@code "encoder" -> "net"}. A key is an attribute, or the path of one in the file
     * ({@code net/blocks -> layers}) where only that one is meant. For checkpoints without an object graph, which have names only, a key
     * is a variable's path.
     */
    default Map<String, String> renamed() {
        return Map.of();
    }

    /** Who is told how far loading has come; null for nobody. */
    default LoadProgress progress() {
        return null;
    }

    /** Whether the values of a checkpoint are compared with their checksums. */
    default boolean isVerified() {
        return true;
    }
}
