package dev.markhor.formats.zip;

/**
 * A member as the archive's directory lists it.
 *
 * @param headerOffset where the member's own header begins in the file
 */
public record ZipMember(
        String name, int method, boolean isEncrypted, long crc, long compressedSize, long size, long headerOffset) {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    public boolean isStored() {
        return method == STORED;
    }
}
