package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.InterruptedCallException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A thread that is interrupted cannot read files: it is told so, and stays interrupted. */
class InterruptedLoadTest {
    @Test
    void archivesSayWhatHappened() {
        requireTold(Path.of("../golden/structures/bag_of_words.keras"));
    }

    @Test
    void legacyFilesSayWhatHappened() {
        requireTold(Path.of("../golden/structures/bag_of_words_k2.h5"));
    }

    private static void requireTold(Path file) {
        Thread.currentThread().interrupt();
        try {
            var e = assertThrows(InterruptedCallException.class, () -> Markhor.load(file));
            String message = e.getMessage();
            assertTrue(message.contains(file.toString()) && message.contains("interrupted"), message);
        } finally {
            assertTrue(Thread.interrupted(), "the thread is no longer interrupted");
        }
        Markhor.load(file).close();
    }
}
