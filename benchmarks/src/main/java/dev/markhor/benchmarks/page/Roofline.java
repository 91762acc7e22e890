package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.report.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** GFLOP/s over operations for each byte of weights, below the roofs that the machine sets. */
final class Roofline {
    private static final double WIDTH = 860;
    private static final double HEIGHT = 420;
    private static final double LEFT = 60;
    private static final double RIGHT = 20;
    private static final double TOP = 16;
    private static final double BOTTOM = 44;

    /** @param intensity operations for each byte */
    record Point(String style, String label, double intensity, double gflops, boolean named) {}

    private final Limits limits;
    private final List<Point> points = new ArrayList<>();

    Roofline(Limits limits) {
        this.limits = limits;
    }

    Roofline add(Point point) {
        points.add(point);
        return this;
    }

    String draw() {
        double widest = points.stream().mapToDouble(Point::intensity).max().orElse(100);
        double narrowest = points.stream().mapToDouble(Point::intensity).min().orElse(0.1);
        double lowest = points.stream().mapToDouble(Point::gflops).min().orElse(0.1);
        Scale across = Scale.magnitudes(narrowest, widest, LEFT, WIDTH - RIGHT);
        Scale up = Scale.magnitudes(lowest, limits.peak(1), HEIGHT - BOTTOM, TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, "Roofline, one thread");
        for (double tick : up.ticks()) {
            svg.line("grid", LEFT, up.at(tick), WIDTH - RIGHT, up.at(tick));
            svg.label("tick", LEFT - 6, up.at(tick) + 4, "end", Scale.name(tick));
        }
        for (double tick : across.ticks()) {
            svg.line("grid", across.at(tick), TOP, across.at(tick), HEIGHT - BOTTOM);
            svg.label("tick", across.at(tick), HEIGHT - BOTTOM + 16, "middle", Scale.name(tick));
        }
        svg.label("name", (LEFT + WIDTH) / 2, HEIGHT - 6, "middle", "operations for each byte of weights");
        roofs(svg, across, up);
        for (Point point : points) {
            double x = across.at(point.intensity);
            double y = up.at(point.gflops);
            svg.dot(point.style, x, y, point.label + ": " + Html.number(point.gflops) + " GFLOP/s");
            if (point.named) {
                boolean right = x > 0.8 * WIDTH;
                svg.label("value", right ? x - 7 : x + 7, y + 4, right ? "end" : "start", point.label);
            }
        }
        return svg.toString();
    }

    private void roofs(Svg svg, Scale across, Scale up) {
        for (Map.Entry<String, Limits.Rate> isa : limits.fma().entrySet()) {
            double peak = isa.getValue().one();
            svg.line("reference", LEFT, up.at(peak), WIDTH - RIGHT, up.at(peak));
            svg.label(
                    "tick", WIDTH - RIGHT, up.at(peak) - 4, "end", isa.getKey() + " " + Html.number(peak) + " GFLOP/s");
        }
        for (String level : List.of("l2", "memory")) {
            double rate = limits.read().get(level).one();
            double left = Math.max(across.from(), up.from() / rate);
            double right = Math.min(across.to(), limits.peak(1) / rate);
            if (left < right) {
                svg.path(
                        "roof",
                        String.format(
                                Locale.ROOT,
                                "%.1f,%.1f %.1f,%.1f",
                                across.at(left),
                                up.at(left * rate),
                                across.at(right),
                                up.at(right * rate)));
                svg.label(
                        "tick",
                        across.at(left) + 6,
                        up.at(left * rate) - 8,
                        "start",
                        level + " " + Html.number(rate) + " GB/s");
            }
        }
    }
}
