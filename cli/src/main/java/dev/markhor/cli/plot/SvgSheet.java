package dev.markhor.cli.plot;

import dev.markhor.cli.drawing.Svg;
import java.util.List;
import java.util.Locale;

/** A file for browsers, light or dark as its reader likes it. Nothing in it runs, and nothing is fetched. */
final class SvgSheet implements Sheet {
    private static final double HEAD = 6;

    private final Svg svg;

    SvgSheet(double width, double height, String title, boolean dark) {
        svg = new Svg(width, height, title, css(dark));
    }

    private static String css(boolean dark) {
        StringBuilder css = new StringBuilder("svg { font-family: Helvetica, Arial, sans-serif; ");
        css.append(variables(dark)).append("}\n");
        if (!dark) {
            css.append("@media (prefers-color-scheme: dark) { svg { ")
                    .append(variables(true))
                    .append("} }\n");
        }
        for (Paint paint : Paint.values()) {
            css.append('.')
                    .append(paint.style())
                    .append(" { fill: var(--")
                    .append(paint.style())
                    .append("); }\n");
        }
        return css.append(".bold { font-weight: 600; } .line { fill: none; stroke: var(--edge); stroke-width: 1.2; }\n")
                .append(".border { fill: none; stroke: var(--rule); }\n")
                .toString();
    }

    private static String variables(boolean dark) {
        StringBuilder css = new StringBuilder(dark ? "color-scheme: dark; " : "color-scheme: light dark; ");
        for (Paint paint : Paint.values()) {
            css.append("--")
                    .append(paint.style())
                    .append(": ")
                    .append(paint.css(dark))
                    .append("; ");
        }
        return css.toString();
    }

    @Override
    public void begin(String hint) {
        svg.begin(hint);
    }

    @Override
    public void end() {
        svg.end();
    }

    @Override
    public void fill(Paint paint, Area area, double radius) {
        svg.rect(paint.style(), area.x(), area.y(), area.width(), area.height(), radius);
    }

    @Override
    public void outline(Paint paint, Area area, double radius) {
        svg.rect("border", area.x(), area.y(), area.width(), area.height(), radius);
    }

    @Override
    public void arrow(Paint paint, List<Point> points) {
        if (points.size() < 2) {
            return;
        }
        StringBuilder path = new StringBuilder();
        path.append(at('M', points.get(0)));
        for (int i = 1; i < points.size() - 1; i++) {
            Point bend = points.get(i);
            path.append(at('L', Arrows.beside(bend, points.get(i - 1))))
                    .append(at('Q', bend))
                    .append(at(' ', Arrows.beside(bend, points.get(i + 1))));
        }
        Point end = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        path.append(at('L', Arrows.base(before, end, HEAD)));
        svg.curve("line", path);
        StringBuilder head = new StringBuilder();
        char step = 'M';
        for (Point corner : Arrows.head(before, end, HEAD)) {
            head.append(at(step, corner));
            step = 'L';
        }
        svg.curve(paint.style(), head.append('Z'));
    }

    private static String at(char command, Point point) {
        return String.format(Locale.ROOT, "%c%.1f %.1f", command, point.x(), point.y());
    }

    @Override
    public void words(Paint paint, double x, double y, boolean atEnd, double size, boolean bold, String words) {
        svg.label(paint.style() + (bold ? " bold" : ""), x, y, atEnd ? "end" : "start", size, words);
    }

    String document() {
        return svg.document();
    }
}
