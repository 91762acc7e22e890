package dev.markhor.cli.plot;

import java.util.Locale;

/** A colour, on light paper and on dark. */
enum Paint {
    PAPER(0xfdfdfc, 0x15181c),
    INK(0x1d2126, 0xe4e7ea),
    QUIET(0x626a73, 0x98a1aa),
    EDGE(0x8a939c, 0x78828c),
    FRAME(0xf1f3f5, 0x1d2228),
    RULE(0xc9cfd5, 0x3a424b),
    BODY(0xffffff, 0x22272e),
    ON_BAND(0xffffff, 0xffffff),
    /** Inputs, outputs and what only reshapes. */
    PLAIN(0x65707b, 0x55606b),
    CONVOLUTION(0x2563c9, 0x2f62b5),
    DENSE(0x8a4fb0, 0x7d4aa0),
    NORMALISATION(0x2c8064, 0x2a7159),
    ACTIVATION(0xb4452f, 0xa2452f),
    POOLING(0x2a7a8c, 0x266b7b),
    MERGE(0x96720d, 0x84660f),
    RECURRENT(0xb3417f, 0x9d3c70),
    MODEL(0x3f4a55, 0x6a7681);

    private final int light;
    private final int dark;

    Paint(int light, int dark) {
        this.light = light;
        this.dark = dark;
    }

    int rgb(boolean onDark) {
        return onDark ? dark : light;
    }

    String css(boolean onDark) {
        return String.format(Locale.ROOT, "#%06x", rgb(onDark));
    }

    /** Its name in style sheets. */
    String style() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
