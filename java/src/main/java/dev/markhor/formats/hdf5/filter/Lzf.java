package dev.markhor.formats.hdf5.filter;

import java.util.zip.DataFormatException;

/** h5py's LZF filter. */
final class Lzf {
    private static final int LITERAL_LIMIT = 32;
    private static final int LONG_RUN = 7;

    private Lzf() {}

    static byte[] undo(byte[] data, int size) throws DataFormatException {
        byte[] out = new byte[size];
        int in = 0;
        int at = 0;
        while (in < data.length) {
            int control = data[in++] & 0xff;
            if (control < LITERAL_LIMIT) {
                int count = control + 1;
                require(count <= data.length - in && count <= size - at, size);
                System.arraycopy(data, in, out, at, count);
                in += count;
                at += count;
                continue;
            }
            int count = control >> 5;
            if (count == LONG_RUN) {
                require(in < data.length, size);
                count += data[in++] & 0xff;
            }
            count += 2;
            require(in < data.length, size);
            int from = at - ((control & 31) << 8 | data[in++] & 0xff) - 1;
            require(from >= 0 && count <= size - at, size);
            for (int i = 0; i < count; i++) { // may overlap: byte by byte
                out[at++] = out[from++];
            }
        }
        if (at != size) {
            throw new DataFormatException("LZF data ends after " + at + " bytes, expected " + size);
        }
        return out;
    }

    private static void require(boolean condition, int size) throws DataFormatException {
        if (!condition) {
            throw new DataFormatException("LZF data is damaged or holds more than the expected " + size + " bytes");
        }
    }
}
