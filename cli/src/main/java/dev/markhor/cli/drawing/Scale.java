package dev.markhor.cli.drawing;

import java.util.ArrayList;
import java.util.List;

/** From values to places on a drawing, by proportion or by order of magnitude. */
public record Scale(double from, double to, double start, double end, boolean logarithmic) {
    /** From zero to a little more than the largest. */
    public static Scale linear(double largest, double start, double end) {
        return new Scale(0, largest > 0 ? largest * 1.05 : 1, start, end, false);
    }

    /** Whole powers of ten around the values. */
    public static Scale magnitudes(double least, double largest, double start, double end) {
        double from = Math.pow(10, Math.floor(Math.log10(least)));
        double to = Math.pow(10, Math.ceil(Math.log10(largest)));
        return new Scale(from, to > from ? to : from * 10, start, end, true);
    }

    public double at(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
                : (value - from) / (to - from);
        return start + Math.min(share, 1) * (end - start);
    }

    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = from; tick <= to * 1.001; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double step = Math.pow(10, Math.floor(Math.log10(to / 2)));
        step *= to / step > 12 ? 5 : to / step > 6 ? 2 : 1;
        for (double tick = 0; tick <= to; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    public static String name(double tick) {
        return tick == 0
                ? "0"
                : Digits.of(tick).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    }
}
