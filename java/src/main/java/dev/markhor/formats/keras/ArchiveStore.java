package dev.markhor.formats.keras;

import java.util.Optional;
import java.util.Set;

/** The files of a Keras archive, be it zipped or a folder. */
interface ArchiveStore extends AutoCloseable {
    Set<String> names();

    Optional<byte[]> read(String name);

    /** Opens a member that is there and holds weights; they are compared with its checksum by {@link V3Weights#requireIntact}. */
    V3Weights openWeights(String name);

    @Override
    void close();
}
