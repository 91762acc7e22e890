package dev.markhor.binding;

/** The HDF5 library refused or failed; the message names path and reason. */
public final class Hdf5Exception extends RuntimeException {
    private static final long serialVersionUID = 1;

    Hdf5Exception(String message) {
        super(message);
    }
}
