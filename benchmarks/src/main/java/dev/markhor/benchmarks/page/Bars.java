package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.report.Spread;
import dev.markhor.cli.drawing.Scale;
import dev.markhor.cli.drawing.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Rows of horizontal bars: a bar reaches to the median, a whisker from the first quartile to the third. */
final class Bars {
    private static final double WIDTH = 860;
    private static final double LEFT = 190;
    private static final double RIGHT = 90;
    private static final double TOP = 24;
    private static final double BAR = 13;
    private static final double GAP = 9;

    /** @param style the colour's class */
    record Bar(String style, String hint, Spread spread) {}

    /** @param goal where a mark stands */
    record Row(String label, List<Bar> bars, OptionalDouble goal) {
        Row(String label, List<Bar> bars) {
            this(label, bars, OptionalDouble.empty());
        }
    }

    private final String title;
    private final String unit;
    private final List<Row> rows = new ArrayList<>();
    private final List<Double> references = new ArrayList<>();
    private boolean logarithmic;

    Bars(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    Bars logarithmic() {
        logarithmic = true;
        return this;
    }

    /** A line through all rows. */
    Bars reference(double value) {
        references.add(value);
        return this;
    }

    Bars add(Row row) {
        if (!row.bars.isEmpty()) {
            rows.add(row);
        }
        return this;
    }

    String draw() {
        if (rows.isEmpty()) {
            return "";
        }
        double height =
                TOP + rows.stream().mapToDouble(r -> r.bars.size() * BAR + GAP).sum() + 6;
        Scale scale = scale();
        Svg svg = new Svg(WIDTH, height, title);
        for (double tick : scale.ticks()) {
            svg.line("grid", scale.at(tick), TOP - 4, scale.at(tick), height);
            svg.label("tick", scale.at(tick), TOP - 9, "middle", Scale.name(tick));
        }
        double y = TOP;
        for (Row row : rows) {
            double bottom = y + row.bars.size() * BAR;
            svg.label("name", LEFT - 8, (y + bottom) / 2 + 4, "end", row.label);
            for (Bar bar : row.bars) {
                draw(svg, scale, bar, y);
                y += BAR;
            }
            double top = bottom - row.bars.size() * BAR;
            row.goal.ifPresent(goal -> svg.line("goal", scale.at(goal), top - 3, scale.at(goal), bottom + 3));
            y = bottom + GAP;
        }
        for (double reference : references) {
            svg.line("reference", scale.at(reference), TOP - 4, scale.at(reference), height);
        }
        return svg.toString();
    }

    private void draw(Svg svg, Scale scale, Bar bar, double y) {
        Spread spread = bar.spread;
        String hint = bar.hint + ": median " + Html.number(spread.median()) + " " + unit + ", least "
                + Html.number(spread.min()) + ", half between " + Html.number(spread.low()) + " and "
                + Html.number(spread.high()) + ", " + spread.count() + " measurements";
        svg.rect(bar.style, LEFT, y + 1, scale.at(spread.median()) - LEFT, BAR - 2, hint);
        double middle = y + BAR / 2;
        svg.line("whisker", scale.at(spread.low()), middle, scale.at(spread.high()), middle);
        double right = Math.max(scale.at(spread.median()), scale.at(spread.high()));
        svg.label("value", right + 5, y + BAR - 3, "start", Html.number(spread.median()));
    }

    private Scale scale() {
        double largest = rows.stream()
                .flatMap(row -> row.bars.stream())
                .mapToDouble(bar -> bar.spread.high())
                .max()
                .orElse(1);
        largest = Math.max(
                largest,
                rows.stream().flatMapToDouble(row -> row.goal.stream()).max().orElse(0));
        largest =
                Math.max(largest, references.stream().mapToDouble(r -> r).max().orElse(0));
        if (!logarithmic) {
            return Scale.linear(largest, LEFT, WIDTH - RIGHT);
        }
        double least = rows.stream()
                .flatMap(row -> row.bars.stream())
                .mapToDouble(bar -> bar.spread.low())
                .min()
                .orElse(1);
        return Scale.magnitudes(least, largest, LEFT, WIDTH - RIGHT);
    }
}
