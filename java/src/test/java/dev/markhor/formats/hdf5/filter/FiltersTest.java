package dev.markhor.formats.hdf5.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.hdf5.message.FilterPipeline;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FiltersTest {
    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] out = new byte[data.length + 100];
        return Arrays.copyOf(out, deflater.deflate(out));
    }

    private static void damaged(String reason, Executable action) {
        DataFormatException e = assertThrows(DataFormatException.class, action);
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
    }

    @Test
    void shuffle() {
        assertArrayEquals(bytes(1, 2, 3, 4, 5, 6, 7), Shuffle.undo(bytes(1, 4, 2, 5, 3, 6, 7), 3));
        assertArrayEquals(bytes(1, 2, 3), Shuffle.undo(bytes(1, 2, 3), 1));
        assertArrayEquals(bytes(1, 2, 3), Shuffle.undo(bytes(1, 2, 3), 4));
    }

    /** Sums computed by the definition: words with the high byte first, added up modulo 65535. */
    @Test
    void fletcher32() throws DataFormatException {
        Random random = new Random(1);
        for (int length : new int[] {1, 2, 3, 719, 720, 721, 5000}) {
            byte[] data = new byte[length + 4];
            random.nextBytes(data);
            long sum1 = 0;
            long sum2 = 0;
            for (int i = 0; i < length; i += 2) {
                sum1 = (sum1 + ((data[i] & 0xff) << 8) + (i + 1 < length ? data[i + 1] & 0xff : 0)) % 65535;
                sum2 = (sum2 + sum1) % 65535;
            }
            int sum = Fletcher32.checksum(data, length);
            assertEquals(sum1, (sum & 0xffff) % 65535);
            assertEquals(sum2, (sum >>> 16) % 65535);
            for (int i = 0; i < 4; i++) {
                data[length + i] = (byte) (sum >>> (8 * i));
            }
            assertArrayEquals(Arrays.copyOf(data, length), Fletcher32.undo(data));
            byte[] swapped = data.clone(); // as libraries up to 1.6.2 stored it
            for (int i = 0; i < 4; i++) {
                swapped[length + i] = data[length + (i ^ 1)];
            }
            assertArrayEquals(Arrays.copyOf(data, length), Fletcher32.undo(swapped));
            data[0] ^= 1;
            damaged("checksum error", () -> Fletcher32.undo(data));
        }
        damaged("expected data and a checksum", () -> Fletcher32.undo(new byte[4]));
    }

    @Test
    void deflateGivesExactlyTheSize() throws DataFormatException {
        byte[] data = "some text, some text".getBytes(StandardCharsets.UTF_8);
        byte[] stored = deflate(data);
        try (Deflate deflate = new Deflate()) {
            assertArrayEquals(data, deflate.undo(stored, data.length));
            assertArrayEquals(new byte[0], deflate.undo(deflate(new byte[0]), 0));
            damaged("ends after 20 bytes, expected 21", () -> deflate.undo(stored, data.length + 1));
            damaged("more than the expected 19", () -> deflate.undo(stored, data.length - 1));
            damaged("ends after", () -> deflate.undo(Arrays.copyOf(stored, stored.length - 8), data.length));
            damaged(
                    "expected its end after",
                    () -> deflate.undo(Arrays.copyOf(stored, stored.length + 1), data.length));
            byte[] wrong = stored.clone();
            wrong[wrong.length - 1] ^= 1;
            damaged("", () -> deflate.undo(wrong, data.length));
            damaged("", () -> deflate.undo(new byte[] {1, 2, 3}, 5));
        }
    }

    @Test
    void lzf() throws DataFormatException {
        byte[] stored = bytes(2, 'a', 'b', 'c', 0x20, 2, 0xe0, 0, 0);
        // three letters; three more from three back; then a run of 9 of the last letter
        assertEquals("abcabcccccccccc", new String(Lzf.undo(stored, 15), StandardCharsets.US_ASCII));
        damaged("ends after 15 bytes, expected 16", () -> Lzf.undo(stored, 16));
        damaged("holds more than the expected 14", () -> Lzf.undo(stored, 14));
        damaged("damaged", () -> Lzf.undo(bytes(0x20, 0), 10));
        damaged("damaged", () -> Lzf.undo(bytes(5, 'a'), 10));
        damaged("damaged", () -> Lzf.undo(bytes(2, 'a', 'b'), 10));
        damaged("damaged", () -> Lzf.undo(bytes(0, 'a', 1, 'b', 'c'), 2));
        damaged("damaged", () -> Lzf.undo(bytes(0, 'a', 0x20), 10));
        damaged("damaged", () -> Lzf.undo(bytes(0, 'a', 0xe0), 10));
    }

    @Test
    void pipelineIsUndoneFromItsEnd() throws DataFormatException {
        FilterPipeline pipeline = new FilterPipeline(List.of(
                new FilterPipeline.Filter(FilterPipeline.Kind.SHUFFLE, true, 2),
                new FilterPipeline.Filter(FilterPipeline.Kind.DEFLATE, true, 6)));
        byte[] data = bytes(1, 2, 3, 4);
        byte[] shuffled = bytes(1, 3, 2, 4);
        try (ChunkDecoder decoder = new ChunkDecoder(pipeline, 2, 4)) {
            assertArrayEquals(data, decoder.decode(deflate(shuffled), 0));
            assertArrayEquals(data, decoder.decode(shuffled, 2));
            assertArrayEquals(data, decoder.decode(deflate(data), 1));
            assertArrayEquals(data, decoder.decode(data, -1));
            damaged("expected 4 bytes, found 5", () -> decoder.decode(new byte[5], -1));
            damaged("", () -> decoder.decode(deflate(new byte[5]), 0));
        }
        FilterPipeline three = new FilterPipeline(List.of(
                new FilterPipeline.Filter(FilterPipeline.Kind.SHUFFLE, true, 2),
                new FilterPipeline.Filter(FilterPipeline.Kind.FLETCHER32, true, 0),
                new FilterPipeline.Filter(FilterPipeline.Kind.DEFLATE, true, 6)));
        byte[] checked = Arrays.copyOf(shuffled, 8);
        int sum = Fletcher32.checksum(shuffled, 4);
        for (int i = 0; i < 4; i++) {
            checked[4 + i] = (byte) (sum >>> (8 * i));
        }
        try (ChunkDecoder decoder = new ChunkDecoder(three, 2, 4)) {
            assertArrayEquals(data, decoder.decode(deflate(checked), 0));
            assertArrayEquals(data, decoder.decode(deflate(shuffled), 2));
        }
        FilterPipeline twice = new FilterPipeline(List.of(
                new FilterPipeline.Filter(FilterPipeline.Kind.DEFLATE, true, 6),
                new FilterPipeline.Filter(FilterPipeline.Kind.LZF, true, 4)));
        try (ChunkDecoder decoder = new ChunkDecoder(twice, 2, 4)) {
            damaged("two compressors", () -> decoder.decode(new byte[9], 0));
        }
    }
}
