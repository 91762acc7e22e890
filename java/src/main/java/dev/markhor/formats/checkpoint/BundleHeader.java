package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.proto.Proto;
import java.io.IOException;

/**
 * The first record of an index.
 *
 * @param shards number of data files
 * @param isBigEndian whether elements have their highest byte first
 */
record BundleHeader(int shards, boolean isBigEndian) {
    private static final int VERSION = 1;

    static UnsupportedModelException v1(String place) {
        return new UnsupportedModelException(
                place + ": a TensorFlow V1 checkpoint, which is not read; load it in TensorFlow and "
                        + "save it anew in version 2, the default of tf.train.Saver");
    }

    /** @throws UnsupportedModelException if the file is of an older or newer kind */
    static BundleHeader read(String place, byte[] message) {
        long[] numbers = {0, 0};
        Proto.read(place, message, field -> {
            if (field.number() == 1 && field.wireType() == Proto.BYTES) {
                throw v1(place);
            }
            switch (field.number()) {
                case 1 -> numbers[0] = field.varint();
                case 2 -> numbers[1] = field.varint();
                case 3 -> checkVersion(place, field.bytes());
                default -> {
                    // not of interest
                }
            }
        });
        if (numbers[0] < 1 || numbers[0] > 99_999) {
            throw new MalformedFileException(place + ": expected 1 to 99999 data files, found " + numbers[0]);
        }
        return new BundleHeader((int) numbers[0], numbers[1] == 1);
    }

    private static void checkVersion(String place, byte[] message) throws IOException {
        Proto.read(place + ", version", message, field -> {
            if (field.number() == 2) {
                long needed = field.varint();
                if (needed > VERSION) {
                    throw new UnsupportedModelException(place + ": the checkpoint needs a reader of version " + needed
                            + ", this one is of version " + VERSION);
                }
            } else if (field.number() == 3) {
                boolean bad = field.wireType() == Proto.VARINT
                        ? field.varint() == VERSION
                        : new String(field.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(VERSION) >= 0;
                if (bad) {
                    throw new UnsupportedModelException(
                            place + ": the checkpoint must not be read by a reader of version " + VERSION);
                }
            }
        });
    }
}
