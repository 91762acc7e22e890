package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    @Test
    void isCrc32c() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0xE3069283, Checksum.of(digits, 0, digits.length));
    }

    @Test
    void ofPartsTogetherIsThatOfAll() {
        byte[] bytes = new byte[70_001];
        new Random(3).nextBytes(bytes);
        int all = Checksum.of(bytes, 0, bytes.length);
        for (int split : new int[] {0, 1, 7, 4096, 65_537, 70_000, 70_001}) {
            int first = Checksum.of(bytes, 0, split);
            int second = Checksum.of(bytes, split, bytes.length - split);
            assertEquals(all, Checksum.join(first, second, bytes.length - split), "split at " + split);
        }
    }

    @Test
    void maskingIsUndone() {
        for (int crc : new int[] {0, 1, -1, 0xE3069283}) {
            assertEquals(crc, Checksum.unmask(Checksum.mask(crc)));
        }
        assertEquals(0xa282ead8, Checksum.mask(0));
    }
}
