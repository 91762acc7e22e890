package dev.markhor.cli.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** GFLOP/s over operations for each byte, both by order of magnitude, below the roofs that a machine sets. */
public final class Roofline {
    private static final double WIDTH = 860;
    private static final double HEIGHT = 420;
    private static final double LEFT = 60;
    private static final double RIGHT = 20;
    private static final double MARGIN = 24;
    private static final double HEADING = 44;
    private static final double BOTTOM = 44;

    /**
     * @param intensity operations for each byte
     * @param radius of its dot
     * @param named whether its label is written beside it, if there is room
     */
    public record Point(String style, String label, double intensity, double gflops, double radius, boolean named) {}

    private final String title;
    private final String across;
    private final Map<String, Double> peaks = new LinkedHashMap<>();
    private final Map<String, Double> slopes = new LinkedHashMap<>();
    private final List<Point> points = new ArrayList<>();
    private final Map<String, String> legend = new LinkedHashMap<>();
    private double top = MARGIN;

    /** @param across what the bytes are of */
    public Roofline(String title, String across) {
        this.title = title;
        this.across = across;
    }

    /** A level roof; of several the highest one ends the slopes. */
    public Roofline peak(String name, double gflops) {
        peaks.put(name, gflops);
        return this;
    }

    /** A roof that rises with the intensity, as far as the highest peak. */
    public Roofline slope(String name, double gigabytes) {
        slopes.put(name, gigabytes);
        return this;
    }

    /** Writes the title above, and what the points' styles mean. */
    public Roofline heading(Map<String, String> styles) {
        legend.putAll(styles);
        top = MARGIN + HEADING;
        return this;
    }

    public Roofline add(Point point) {
        points.add(point);
        return this;
    }

    public Svg draw() {
        double widest = points.stream().mapToDouble(Point::intensity).max().orElse(100);
        double narrowest = points.stream().mapToDouble(Point::intensity).min().orElse(0.1);
        double lowest = points.stream().mapToDouble(Point::gflops).min().orElse(0.1);
        double highest = points.stream().mapToDouble(Point::gflops).max().orElse(0.1);
        Scale right = Scale.magnitudes(narrowest, widest, LEFT, WIDTH - RIGHT);
        Scale up = Scale.magnitudes(Math.max(lowest, peak() * 1e-4), Math.max(highest, peak()), height() - BOTTOM, top);
        Svg svg = new Svg(WIDTH, height(), title);
        heading(svg);
        for (double tick : up.ticks()) {
            svg.line("grid", LEFT, up.at(tick), WIDTH - RIGHT, up.at(tick));
            svg.label("tick", LEFT - 6, up.at(tick) + 4, "end", Scale.name(tick));
        }
        for (double tick : right.ticks()) {
            svg.line("grid", right.at(tick), top, right.at(tick), height() - BOTTOM);
            svg.label("tick", right.at(tick), height() - BOTTOM + 16, "middle", Scale.name(tick));
        }
        svg.label("name", (LEFT + WIDTH) / 2, height() - 6, "middle", across);
        svg.label("name", LEFT - 6, top - 8, "end", "GFLOP/s");
        Labels labels = new Labels(svg, LEFT, WIDTH - RIGHT);
        roofs(svg, right, up);
        List<Point> largestFirst = points.stream()
                .sorted(Comparator.comparingDouble(Point::radius).reversed())
                .toList();
        for (Point point : largestFirst) {
            double x = right.at(point.intensity);
            double y = up.at(point.gflops);
            svg.dot(point.style, x, y, point.radius, point.label + ": " + Digits.of(point.gflops) + " GFLOP/s");
            labels.keepOff(x, y, point.radius);
        }
        nameRoofs(labels, right, up);
        largestFirst.stream()
                .filter(Point::named)
                .forEach(point ->
                        labels.beside(right.at(point.intensity), up.at(point.gflops), point.radius, point.label));
        return svg;
    }

    private double height() {
        return HEIGHT + top - MARGIN;
    }

    private void heading(Svg svg) {
        if (top > MARGIN) {
            svg.label("title", LEFT, 20, "start", title);
        }
        double x = LEFT;
        for (Map.Entry<String, String> style : legend.entrySet()) {
            svg.dot(style.getKey(), x + 5, 37, 5, style.getValue());
            svg.label("name", x + 14, 41, "start", style.getValue());
            x += 30 + Labels.LETTER * style.getValue().length();
        }
    }

    private double peak() {
        return peaks.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }

    private void roofs(Svg svg, Scale right, Scale up) {
        peaks.values().forEach(peak -> svg.line("reference", LEFT, up.at(peak), WIDTH - RIGHT, up.at(peak)));
        slopes.values().forEach(rate -> {
            double from = from(rate, right, up);
            double to = to(rate, right);
            if (from < to) {
                svg.path(
                        "roof",
                        String.format(
                                Locale.ROOT,
                                "%.1f,%.1f %.1f,%.1f",
                                right.at(from),
                                up.at(from * rate),
                                right.at(to),
                                up.at(to * rate)));
            }
        });
    }

    /** Each on its roof, along it: slopes lie too close for names beside them. */
    private void nameRoofs(Labels labels, Scale right, Scale up) {
        peaks.forEach((name, peak) -> labels.at(
                "roof-name", WIDTH - RIGHT, up.at(peak) - 4, "end", name + " " + Digits.of(peak) + " GFLOP/s"));
        slopes.forEach((name, rate) -> {
            double from = from(rate, right, up);
            double to = to(rate, right);
            if (from < to) {
                double x = right.at(from);
                double y = up.at(from * rate);
                labels.along("roof-name", x, y, right.at(to), up.at(to * rate), name + " " + Digits.of(rate) + " GB/s");
            }
        });
    }

    /** The intensity at which a slope begins. */
    private static double from(double rate, Scale right, Scale up) {
        return Math.max(right.from(), up.from() / rate);
    }

    private double to(double rate, Scale right) {
        return Math.min(right.to(), peak() / rate);
    }
}
