package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.engine.ArraysFactory;
import dev.markhor.benchmarks.engine.MarkhorFactory;
import dev.markhor.benchmarks.report.Case;
import dev.markhor.benchmarks.report.CaseReport;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Ratio;
import dev.markhor.benchmarks.report.Report;
import dev.markhor.benchmarks.report.Timing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Ratios and times of warm calls, case by case. */
final class SpeedSection {
    private SpeedSection() {}

    static String of(Report report, Colours colours) {
        List<String> content = new ArrayList<>();
        Set<Case> cases = new LinkedHashSet<>();
        report.models().forEach(model -> model.cases().forEach(c -> cases.add(c.how())));
        for (Case how : cases) {
            content.add("<h3>" + Html.escape(how.toString()) + "</h3>\n");
            List<String> peers =
                    colours.names().stream().filter(SpeedSection::isPeer).toList();
            content.add(colours.legend("Markhor, times as fast as:", peers));
            content.add(ratios(report, colours, how));
            content.add(colours.legend("Milliseconds of a call:", colours.names()));
            content.add(times(report, colours, how));
            content.add(table(report, colours, how));
        }
        return Page.section(
                "Speed",
                "First drawing of each case: how many times as fast as a peer Markhor is, by pairs of turns in the same round; right of the"
                        + " dashed line Markhor is faster. Second: milliseconds of a call, by order of magnitude (with several callers:"
                        + " elapsed time divided by finished calls). Bars reach to medians, whiskers span the middle half.",
                content);
    }

    /** Markhor is no peer of itself, however it is called. */
    private static boolean isPeer(String engine) {
        return !List.of(MarkhorFactory.NAME, ArraysFactory.NAME).contains(engine);
    }

    private static String ratios(Report report, Colours colours, Case how) {
        Bars bars = new Bars("Times as fast, " + how, "x").reference(1);
        for (ModelReport model : report.models()) {
            List<Bars.Bar> row = new ArrayList<>();
            model.in(how)
                    .ifPresent(found -> found.ratios().forEach((peer, ratio) -> {
                        if (isPeer(peer)) {
                            row.add(new Bars.Bar(
                                    colours.style(peer), "as fast as " + colours.title(peer), ratio.pairs()));
                        }
                    }));
            bars.add(new Bars.Row(model.title(), row));
        }
        return bars.draw();
    }

    private static String times(Report report, Colours colours, Case how) {
        Bars bars = new Bars("Milliseconds, " + how, "ms").logarithmic();
        for (ModelReport model : report.models()) {
            List<Bars.Bar> row = new ArrayList<>();
            model.in(how)
                    .ifPresent(found -> found.engines()
                            .forEach((engine, timing) -> row.add(
                                    new Bars.Bar(colours.style(engine), colours.title(engine), timing.millis()))));
            bars.add(new Bars.Row(model.title(), row));
        }
        return bars.draw();
    }

    private static String table(Report report, Colours colours, Case how) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            model.in(how)
                    .ifPresent(found -> found.engines()
                            .forEach((engine, timing) -> rows.add(row(model, found, engine, timing, colours))));
        }
        return "<details><summary>Numbers</summary>"
                + Html.table(
                        List.of(
                                "model, engine",
                                "median ms",
                                "min ms",
                                "calls/s",
                                "GFLOP/s",
                                "of the limit",
                                "Markhor is x",
                                "by minima"),
                        rows)
                + "</details>\n";
    }

    private static List<String> row(
            ModelReport model, CaseReport found, String engine, Timing timing, Colours colours) {
        Ratio ratio = found.ratios().get(engine);
        return List.of(
                model.title() + ", " + colours.title(engine),
                Html.number(timing.millis().median()),
                Html.number(timing.millis().min()),
                Html.number(1e3 / timing.millis().median()),
                Html.number(timing.gflops()),
                Html.percent(timing.share()),
                ratio == null ? "" : Html.number(ratio.median()),
                ratio == null ? "" : Html.number(ratio.ofMinima()));
    }
}
