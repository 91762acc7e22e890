package dev.markhor.formats.hdf5.filter;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The deflate filter: a zlib stream. */
final class Deflate implements AutoCloseable {
    private final Inflater inflater = new Inflater();

    byte[] undo(byte[] data, int size) throws DataFormatException {
        inflater.reset();
        inflater.setInput(data);
        byte[] out = new byte[size];
        int count = 0;
        while (count < size) {
            int some = inflater.inflate(out, count, size - count);
            if (some == 0) {
                throw new DataFormatException("deflated data ends after " + count + " bytes, expected " + size);
            }
            count += some;
        }
        requireEnd(data, size);
        return out;
    }

    private void requireEnd(byte[] data, int size) throws DataFormatException {
        if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
            throw new DataFormatException("deflated data holds more than the expected " + size + " bytes");
        }
        if (!inflater.finished() || inflater.getTotalIn() != data.length) {
            throw new DataFormatException("deflated data: expected its end after " + data.length
                    + " bytes, found it after " + inflater.getTotalIn());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
