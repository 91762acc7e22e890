package dev.markhor.cli.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void magnitudesHaveOneWidth() {
        Scale scale = Scale.magnitudes(0.02, 3, 0, 300);
        assertEquals(
                List.of("0.01", "0.1", "1", "10"),
                scale.ticks().stream().map(Scale::name).toList());
        assertEquals(100, scale.at(0.1), 1e-9);
        assertEquals(0, scale.at(0), 1e-9);
    }

    @Test
    void proportionsBeginAtZero() {
        Scale scale = Scale.linear(100, 10, 20);
        assertEquals(10, scale.at(0));
        assertEquals(
                List.of("0", "20", "40", "60", "80", "100"),
                scale.ticks().stream().map(Scale::name).toList());
    }

    @Test
    void numbersHaveThreeDigits() {
        assertEquals("12,346", Digits.of(12345.6));
        assertEquals("1.23", Digits.of(1.2345));
        assertEquals("0.00123", Digits.of(0.0012345));
        assertEquals("-", Digits.of(Double.NaN));
    }
}
