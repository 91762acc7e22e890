package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;

/** Blocks in Snappy's raw format. TensorFlow's own writer does not compress; others may. */
final class Snappy {
    /** Snappy cannot shrink further than this: a copy of 64 bytes takes three. */
    private static final int RATIO = 22;

    private Snappy() {}

    static byte[] decompress(String place, byte[] data, int offset, int size) {
        Bytes head = new Bytes(place, data, offset, offset + size);
        int length = (int) head.varint((long) size * RATIO, "a decompressed size");
        try (SnappyCompressorInputStream in =
                new SnappyCompressorInputStream(new ByteArrayInputStream(data, offset, size))) {
            byte[] content = in.readNBytes(length);
            if (content.length != length) {
                throw new MalformedFileException(
                        place + ": expected " + length + " bytes compressed by Snappy, found " + content.length);
            }
            return content;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new MalformedFileException(place + ": not compressed by Snappy, as it says: " + e.getMessage(), e);
        }
    }
}
