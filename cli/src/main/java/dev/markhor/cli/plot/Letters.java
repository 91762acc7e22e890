package dev.markhor.cli.plot;

/** How much room words take in the widest of the usual fonts, since nobody knows which one a reader has. */
final class Letters {
    private static final String NARROW = "ijlfrtI.,:;'|!()[]{}/\\- ";
    private static final String WIDE = "mwMW@%→×";

    private Letters() {}

    /** In the unit of {@code size}, the height of the font. */
    static double width(String words, double size, boolean bold) {
        double em = 0;
        for (int i = 0; i < words.length(); i++) {
            em += width(words.charAt(i));
        }
        return em * size * (bold ? 1.12 : 1);
    }

    private static double width(char letter) {
        if (NARROW.indexOf(letter) >= 0) {
            return 0.38;
        }
        if (WIDE.indexOf(letter) >= 0 || letter > 0x2e80) {
            return 0.98;
        }
        return Character.isUpperCase(letter) ? 0.72 : 0.62;
    }

    /** Its beginning and its end, if it is longer than so many characters; never half of a character. */
    static String shortened(String words, int longest) {
        String line = words.replaceAll("\\s+", " ");
        int letters = line.codePointCount(0, line.length());
        if (letters <= longest) {
            return line;
        }
        int tail = longest / 3;
        return line.substring(0, line.offsetByCodePoints(0, longest - tail - 1)) + "…"
                + line.substring(line.offsetByCodePoints(line.length(), -tail));
    }
}
