package dev.markhor.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriterTest {
    @Test
    void versionsAreCompared() {
        assertTrue(Writer.ofKeras("1.0.6").isBefore(1, 0, 7));
        assertFalse(Writer.ofKeras("1.0.7").isBefore(1, 0, 7));
        assertFalse(Writer.ofKeras("1.10.0").isBefore(1, 2));
        assertTrue(Writer.ofKeras("2.2.4-tf").isBefore(2, 3));
        assertFalse(Writer.ofKeras("2.15.0").isBefore(2, 3));
        assertTrue(Writer.ofKeras("2.15.0").isBefore(3));
        assertTrue(Writer.ofKeras("1.2.2").isKeras1());
        assertFalse(Writer.ofKeras("10.1").isKeras1());
    }

    @Test
    void whatIsUnknownIsNoEarlierVersion() {
        assertFalse(Writer.UNKNOWN.isBefore(9));
        assertFalse(Writer.ofKeras("1").isBefore(1, 0, 7));
        assertTrue(Writer.ofKeras("1").isKeras1());
        assertFalse(Writer.ofKeras("nightly").isBefore(9));
        assertFalse(Writer.UNKNOWN.isTheano());
    }

    @Test
    void oneFillsWhatAnotherDoesNotSay() {
        Writer both = Writer.ofKeras("1.0.6").or(Writer.ofKeras("1.1.0").withBackend("theano"));
        assertEquals(new Writer(Optional.of("1.0.6"), Optional.of("theano")), both);
        assertTrue(both.isTheano());
    }
}
