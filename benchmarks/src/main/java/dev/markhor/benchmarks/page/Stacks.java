package dev.markhor.benchmarks.page;

import dev.markhor.cli.drawing.Scale;
import dev.markhor.cli.drawing.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Rows of horizontal bars made of parts. */
final class Stacks {
    private static final double WIDTH = 430;
    private static final double LEFT = 150;
    private static final double RIGHT = 60;
    private static final double TOP = 24;
    private static final double ROW = 20;

    record Part(String style, String name, double value) {}

    record Row(String label, List<Part> parts) {
        double sum() {
            return parts.stream().mapToDouble(Part::value).sum();
        }
    }

    private final String title;
    private final String unit;
    private final OptionalDouble goal;
    private final List<Row> rows = new ArrayList<>();

    Stacks(String title, String unit, OptionalDouble goal) {
        this.title = title;
        this.unit = unit;
        this.goal = goal;
    }

    Stacks add(Row row) {
        rows.add(row);
        return this;
    }

    String draw() {
        double height = TOP + rows.size() * ROW + 4;
        double largest = rows.stream().mapToDouble(Row::sum).max().orElse(1);
        Scale scale = Scale.linear(Math.max(largest, goal.orElse(0)), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, height, title);
        for (double tick : scale.ticks()) {
            svg.line("grid", scale.at(tick), TOP - 4, scale.at(tick), height);
            svg.label("tick", scale.at(tick), TOP - 9, "middle", Scale.name(tick));
        }
        double y = TOP;
        for (Row row : rows) {
            svg.label("name", LEFT - 8, y + ROW / 2 + 4, "end", row.label);
            double before = 0;
            for (Part part : row.parts) {
                double start = scale.at(before);
                before += part.value;
                svg.rect(
                        part.style,
                        start,
                        y + 3,
                        scale.at(before) - start,
                        ROW - 6,
                        part.name + " " + Html.number(part.value) + " " + unit);
            }
            svg.label("value", scale.at(before) + 5, y + ROW / 2 + 4, "start", Html.number(before));
            y += ROW;
        }
        goal.ifPresent(value -> svg.line("goal", scale.at(value), TOP - 4, scale.at(value), height));
        return "<figure><figcaption>" + Html.escape(title) + "</figcaption>" + svg + "</figure>";
    }
}
