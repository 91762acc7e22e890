package dev.markhor.cli.drawing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes a drawing element by element. Colours are classes, so that a style sheet decides them. */
public final class Svg {
    /** Control characters, halves of surrogate pairs, and two others. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]");

    private final StringBuilder text = new StringBuilder();
    private final double width;
    private final double height;
    private final String title;
    private final String style;

    /** In the colours of charts. */
    public Svg(double width, double height, String title) {
        this(width, height, title, style());
    }

    /** @param style a style sheet of its own */
    public Svg(double width, double height, String title, String style) {
        this.width = width;
        this.height = height;
        this.title = title;
        this.style = style;
    }

    /** What comes until {@link #end} belongs together; pointing at it shows a hint. */
    public Svg begin(String hint) {
        return add("<g><title>%s</title>", escape(hint));
    }

    public Svg end() {
        return add("</g>");
    }

    /** @param radius of the corners */
    public Svg rect(String style, double x, double y, double width, double height, double radius) {
        return add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.0f\"/>",
                style, x, y, width, height, radius);
    }

    /** @param path as SVG writes it */
    public Svg curve(String style, CharSequence path) {
        return add("<path class=\"%s\" d=\"%s\"/>", style, path);
    }

    public Svg rect(String style, double x, double y, double width, double height, String hint) {
        return add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
                style, x, y, Math.max(width, 0.5), height, escape(hint));
    }

    public Svg line(String style, double x1, double y1, double x2, double y2) {
        return add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    public Svg dot(String style, double x, double y, double radius, String hint) {
        return add(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>",
                style, x, y, radius, escape(hint));
    }

    public Svg path(String style, CharSequence points) {
        return add("<polyline class=\"%s\" points=\"%s\"/>", style, points);
    }

    /** @param anchor start, middle or end */
    public Svg label(String style, double x, double y, String anchor, String words) {
        return add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                style, x, y, anchor, escape(words));
    }

    /** @param size of the font */
    public Svg label(String style, double x, double y, String anchor, double size, String words) {
        return add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%.1f\">%s</text>",
                style, x, y, anchor, size, escape(words));
    }

    /** Along a line that rises by so many degrees. */
    public Svg label(String style, double x, double y, String anchor, String words, double degrees) {
        return add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" transform=\"rotate(%.1f %.1f %.1f)\">%s</text>",
                style, x, y, anchor, -degrees, x, y, escape(words));
    }

    private Svg add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    /** Text in a document. What XML cannot have becomes a replacement character. */
    public static String escape(String text) {
        return FORBIDDEN
                .matcher(text)
                .replaceAll("\ufffd")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String head(String more) {
        return String.format(
                Locale.ROOT,
                "<svg%s viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\" aria-label=\"%s\">%n",
                more,
                width,
                height,
                width,
                height,
                escape(title));
    }

    /** As a file that needs nothing else, light or dark as its reader likes it. */
    public String document() {
        return head(" xmlns=\"http://www.w3.org/2000/svg\"") + "<style>\n" + style + "</style>\n"
                + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n" + text + "</svg>\n";
    }

    private static String style() {
        try (InputStream css = Svg.class.getResourceAsStream("drawing.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a part of a page, which has a style sheet. */
    @Override
    public String toString() {
        return head("") + text + "</svg>\n";
    }
}
