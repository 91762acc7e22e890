package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceKeyTest {
    /** As TensorFlow writes it. */
    static byte[] key(String name, long[] starts, long[] lengths) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        for (byte next : name.getBytes(StandardCharsets.UTF_8)) {
            out.write(next);
            if (next == 0 || next == (byte) 0xff) {
                out.write(next == 0 ? 0xff : 0);
            }
        }
        out.write(0);
        out.write(1);
        out.write(starts.length == 0 ? 0 : 1);
        if (starts.length > 0) {
            out.write(starts.length);
        }
        for (int i = 0; i < starts.length; i++) {
            out.writeBytes(signed(starts[i]));
            out.writeBytes(signed(lengths[i]));
        }
        return out.toByteArray();
    }

    /** As many leading ones as there are bytes, a zero, the number; all of it inverted if the number is negative. */
    private static byte[] signed(long value) {
        long magnitude = value < 0 ? ~value : value;
        int bytes = 1;
        while (bytes < 10 && BigInteger.valueOf(magnitude).bitLength() > 7 * bytes - 1) {
            bytes++;
        }
        BigInteger head =
                BigInteger.ONE.shiftLeft(bytes).subtract(BigInteger.ONE).shiftLeft(7 * bytes);
        byte[] all = head.add(BigInteger.valueOf(magnitude)).toByteArray();
        byte[] encoded = Arrays.copyOfRange(all, all.length - bytes, all.length);
        for (int i = 0; i < bytes && value < 0; i++) {
            encoded[i] = (byte) ~encoded[i];
        }
        return encoded;
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                63,
                64,
                -64,
                -65,
                8191,
                8192,
                -8192,
                1L << 20,
                1L << 31,
                -1L << 40,
                (1L << 48) - 1,
                1L << 48,
                (1L << 55) - 1,
                1L << 55,
                -1L << 55,
                1L << 61,
                1L << 62,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void numbers(long value) {
        byte[] key = key("a", new long[] {value, 3}, new long[] {-1, value});
        assertTrue(SliceKey.isOne(key));
        assertEquals(new SliceKey("a", new Slice(List.of(value, 3L), List.of(-1L, value))), SliceKey.read("key", key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\0b", "\0\0", "layer/kernel", "ÿ"})
    void names(String name) {
        byte[] key = key(name, new long[0], new long[0]);
        assertEquals(new SliceKey(name, new Slice(List.of(), List.of())), SliceKey.read("key", key));
    }

    @Test
    void theLongestThatAreRead() {
        assertEquals(
                254,
                SliceKey.read("key", key("a", new long[254], new long[254]))
                        .slice()
                        .rank());
        assertEquals(
                0,
                SliceKey.read("key", hex("00000107" + "00".repeat(7))).slice().rank());
    }

    @Test
    void aByteThatUtf8DoesNotHave() {
        assertEquals("\ufffd", SliceKey.read("key", hex("00ff00000100")).name());
        assertFalse(SliceKey.isOne(new byte[0]));
        assertFalse(SliceKey.isOne(new byte[] {1, 0}));
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text);
    }

    @ParameterizedTest
    @CsvSource({
        "00 61, an end after 0 bytes",
        "00 61 0002, an escape of 2",
        "00 ff01, an escape that is none",
        "00 0001 080000000000000001, a number of 8 bytes",
        "00 0001 01ff, a rank of 255",
        "00 0001 020101, a rank of 257",
        "00 0001 00 00, more bytes behind the key of a slice",
        "00 0001 0101 80, an end after 0 bytes",
        "00 0001 0101 ffff, a number of more than ten bytes",
        "00 0001 0101 ffdfffffffffffffffff 80, a number beyond 63 bits",
    })
    void keysThatAreNone(String key, String reason) {
        MalformedFileException e =
                assertThrows(MalformedFileException.class, () -> SliceKey.read("key", hex(key.replace(" ", ""))));
        assertTrue(e.getMessage().startsWith("key: found " + reason), e.getMessage());
    }
}
