package dev.markhor.formats.hdf5;

import dev.markhor.formats.hdf5.io.Lookup3;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes checksums right again after a file was damaged, so that what is behind them is tested too. */
final class Checksums {
    /** Bytes of the longest structure whose checksum is looked for. */
    private static final int MOST = 4096;

    private Checksums() {}

    /** Mends structures of fixed size and object headers; the others keep what they have. */
    static void mend(byte[] bytes) {
        mendSuperblock(bytes);
        for (int at = 0; at + 4 <= bytes.length; at++) {
            if (bytes[at] < 'A' || bytes[at] > 'O') {
                continue;
            }
            int length = switch (new String(bytes, at, 4, StandardCharsets.ISO_8859_1)) {
                case "BTHD" -> 34;
                case "FRHP" -> 142;
                case "FAHD" -> 24;
                case "EAHD" -> 68;
                case "OHDR" -> headerLength(bytes, at);
                default -> 0;
            };
            mend(bytes, at, length);
        }
    }

    private static void mendSuperblock(byte[] bytes) {
        for (int at = 0; at + 48 <= bytes.length; at = at == 0 ? 512 : at * 2) {
            if ((bytes[at] & 0xff) == 0x89 && bytes[at + 8] >= 2) {
                mend(bytes, at, 44);
                return;
            }
        }
    }

    private static int headerLength(byte[] bytes, int at) {
        if (at + 40 > bytes.length) {
            return 0;
        }
        int flags = bytes[at + 5];
        int start = 6 + ((flags & 32) != 0 ? 16 : 0) + ((flags & 16) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        int length = 0;
        for (int i = 0; i < Math.min(width, 3); i++) {
            length |= (bytes[at + start + i] & 0xff) << (8 * i);
        }
        return start + width + length;
    }

    /** How many bytes from a place on are covered by the checksum behind them; 0 if none is. */
    static int covered(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int length = 8; length <= MOST && at + length + 4 <= bytes.length; length++) {
            int stored = in.getInt(at + length);
            if (stored != 0 && stored == Lookup3.hash(Arrays.copyOfRange(bytes, at, at + length))) {
                return length;
            }
        }
        return 0;
    }

    static void mend(byte[] bytes, int at, int length) {
        if (length > 0 && length <= bytes.length - at - 4) {
            int sum = Lookup3.hash(Arrays.copyOfRange(bytes, at, at + length));
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + length, sum);
        }
    }
}
