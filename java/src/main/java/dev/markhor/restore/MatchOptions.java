package dev.markhor.restore;

import java.nio.file.Path;

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
}
