package dev.markhor.cli.bench;

import java.nio.file.Path;

/** Another runtime that models are compared with; found as a service, so that the command line does not depend on it. */
public interface Peer {
    /** Name and version: {@code onnxruntime 1.29.0}. */
    String name();

    /**
     * Opens a model.
     *
     * @param threads that one call may use, the calling one included
     * @throws IllegalArgumentException if the file does not open; the message names it
     */
    Engine open(Path file, int threads);
}
