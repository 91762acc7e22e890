package dev.markhor.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The range that a picture's values, black to white, are brought to. */
record Scale(double black, double white) {
    private static final Pattern RANGE = Pattern.compile("(-?[0-9.]+)\\.\\.(-?[0-9.]+)");

    float apply(double value) {
        return (float) (black + value / 255 * (white - black));
    }

    static final class Converter implements ITypeConverter<Scale> {
        @Override
        public Scale convert(String text) {
            Matcher matcher = RANGE.matcher(text);
            if (matcher.matches()) {
                try {
                    return new Scale(Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)));
                } catch (NumberFormatException e) {
                    // told below
                }
            }
            throw new TypeConversionException("'" + text + "' is no range such as 0..1");
        }
    }
}
