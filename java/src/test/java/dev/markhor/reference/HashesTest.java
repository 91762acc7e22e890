package dev.markhor.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values of TensorFlow 2.21, and SipHash's own. Many more lengths are in the golden values of {@code Hashing}. */
class HashesTest {
    private static final String TEXT =
            "The quick brown fox jumps over the lazy dog, and the dog, being lazy, looks on as it jumps; "
                    + "the fox, being quick and brown, does it once more and then goes home.";

    /** {@code tf.strings.to_hash_bucket_fast(TEXT[:length], 2**63 - 1)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 1936946117179621456",
        "1, 1366698271136253306",
        "2, 6802249652779214323",
        "3, 398699863598724094",
        "4, 8425543508670559910",
        "7, 8879765114474867592",
        "8, 5102859526078303239",
        "9, 5536152759197313107",
        "15, 9032017524180936103",
        "16, 4320848957565769301",
        "17, 5162019803258432958",
        "24, 6702341905823656245",
        "31, 259718955123041108",
        "32, 3916272259504149091",
        "33, 8241563171161551831",
        "48, 2473181026660668639",
        "63, 6263873496211512228",
        "64, 4122607945156197044",
        "65, 1925495028784140200",
        "96, 3283406042258556033",
        "127, 6279897236238379236",
        "128, 2036952817913502431",
        "129, 6314920749216073118",
        "150, 7482517453112874014"
    })
    void fingerprintsAreTensorFlows(int length, long expected) {
        byte[] text = TEXT.substring(0, length).getBytes(StandardCharsets.UTF_8);
        assertEquals(expected, Long.remainderUnsigned(FarmHash.fingerprint(text), Long.MAX_VALUE));
    }

    /** {@code tf.strings.to_hash_bucket_strong(TEXT[:length], 2**63 - 1, [7, -9])}. */
    @ParameterizedTest
    @CsvSource({
        "0, 6154589220502549772",
        "1, 5730511740810163516",
        "7, 3909694825109322964",
        "8, 7574209144828054803",
        "9, 7885374907747498710",
        "16, 5748819646300090582",
        "63, 6226100942074024373",
        "64, 4311977963664988111",
        "150, 5673057896951210180"
    })
    void strongHashesAreTensorFlows(int length, long expected) {
        byte[] text = TEXT.substring(0, length).getBytes(StandardCharsets.UTF_8);
        assertEquals(expected, Long.remainderUnsigned(SipHash.hash(7, -9, text), Long.MAX_VALUE));
    }

    /** From the paper's appendix. */
    @Test
    void sipHashIsThatOfItsPaper() {
        byte[] text = new byte[15];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) i;
        }
        assertEquals(0xa129ca6149be45e5L, SipHash.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, text));
    }
}
