package dev.markhor.benchmarks.page;

import dev.markhor.cli.drawing.Scale;
import dev.markhor.cli.drawing.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Lines over time. */
final class Lines {
    private static final double WIDTH = 430;
    private static final double HEIGHT = 210;
    private static final double LEFT = 48;
    private static final double RIGHT = 12;
    private static final double TOP = 12;
    private static final double BOTTOM = 30;

    /** @param marks moments to mark on the line */
    record Line(String style, List<double[]> points, List<Double> marks) {}

    private final String title;
    private final OptionalDouble goal;
    private final List<Line> lines = new ArrayList<>();

    Lines(String title, OptionalDouble goal) {
        this.title = title;
        this.goal = goal;
    }

    Lines add(Line line) {
        if (!line.points.isEmpty()) {
            lines.add(line);
        }
        return this;
    }

    String draw() {
        Scale across = Scale.linear(largest(0), LEFT, WIDTH - RIGHT);
        Scale up = Scale.linear(Math.max(largest(1), goal.orElse(0)), HEIGHT - BOTTOM, TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        for (double tick : up.ticks()) {
            svg.line("grid", LEFT, up.at(tick), WIDTH - RIGHT, up.at(tick));
            svg.label("tick", LEFT - 6, up.at(tick) + 4, "end", Scale.name(tick));
        }
        for (double tick : across.ticks()) {
            svg.label("tick", across.at(tick), HEIGHT - BOTTOM + 16, "middle", Scale.name(tick));
        }
        for (Line line : lines) {
            StringBuilder points = new StringBuilder();
            for (double[] point : line.points) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.at(point[0]), up.at(point[1])));
            }
            svg.path("line " + line.style, points);
            for (double mark : line.marks) {
                svg.dot(line.style, across.at(mark), up.at(heightAt(line, mark)), 4, Html.number(mark) + " ms");
            }
        }
        goal.ifPresent(value -> svg.line("goal", LEFT, up.at(value), WIDTH - RIGHT, up.at(value)));
        return "<figure><figcaption>" + Html.escape(title) + "</figcaption>" + svg + "</figure>";
    }

    private double largest(int axis) {
        return lines.stream()
                .flatMap(line -> line.points.stream())
                .mapToDouble(point -> point[axis])
                .max()
                .orElse(1);
    }

    private static double heightAt(Line line, double moment) {
        double height = 0;
        for (double[] point : line.points) {
            if (point[0] <= moment) {
                height = point[1];
            }
        }
        return height;
    }
}
