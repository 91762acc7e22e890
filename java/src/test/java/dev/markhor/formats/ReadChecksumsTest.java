package dev.markhor.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ReadChecksumsTest {
    private static final int MOST = 100;

    private final byte[] file = new byte[1000];

    ReadChecksumsTest() {
        new Random(5).nextBytes(file);
    }

    private int checksum(long from, long bytes) {
        CRC32 crc = new CRC32();
        crc.update(file, (int) from, (int) bytes);
        return (int) crc.getValue();
    }

    /** What the parts give together, those that were not read being read now. */
    private int joined(ReadChecksums read, int from, int to) {
        List<ReadChecksums.Part> cover = read.cover(from, to, MOST);
        int joined = 0;
        long at = from;
        for (ReadChecksums.Part part : cover) {
            assertEquals(at, part.from());
            assertTrue(part.bytes() > 0 && (part.known() || part.bytes() <= MOST), part.toString());
            at += part.bytes();
            int checksum = part.known() ? part.checksum() : checksum(part.from(), part.bytes());
            joined = Crc.join(Crc.CRC32, joined, checksum, part.bytes());
        }
        assertEquals(to, at);
        return joined;
    }

    @Test
    void readPartsAndTheRestGiveTheWhole() {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            ReadChecksums read = new ReadChecksums();
            for (int i = 0; i < round % 20; i++) { // some overlap, some are outside
                int from = random.nextInt(file.length);
                int bytes = random.nextInt(1 + Math.min(200, file.length - from));
                read.add(from, bytes, checksum(from, bytes));
            }
            int from = random.nextInt(file.length);
            int to = from + random.nextInt(file.length - from);
            assertEquals(checksum(from, to - from), joined(read, from, to));
        }
    }

    @Test
    void whatWasReadIsNotReadAgain() {
        ReadChecksums read = new ReadChecksums();
        read.add(10, 40, checksum(10, 40));
        read.add(70, 20, checksum(70, 20));
        read.add(10, 40, 0); // a second time
        List<ReadChecksums.Part> cover = read.cover(10, 90, MOST);
        assertEquals(
                List.of(true, false, true),
                cover.stream().map(ReadChecksums.Part::known).toList());
        assertEquals(checksum(10, 80), joined(read, 10, 90));
    }

    /** A damaged part shows, whoever read it. */
    @Test
    void damageShows() {
        int expected = checksum(0, file.length);
        for (int at = 0; at < file.length; at += 37) {
            file[at] ^= 4;
            ReadChecksums read = new ReadChecksums();
            read.add(300, 400, checksum(300, 400));
            assertTrue(joined(read, 0, file.length) != expected);
            file[at] ^= 4;
        }
    }
}
