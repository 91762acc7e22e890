package dev.markhor.formats.hdf5;

import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.structure.GlobalHeaps;

/** Where the values of a checked file come from. */
record Source(FileBytes file, GlobalHeaps heaps, NativeValues library) {
    void requireOpen() {
        if (!file.isOpen()) {
            throw new IllegalStateException(file.path() + " is closed");
        }
    }
}
