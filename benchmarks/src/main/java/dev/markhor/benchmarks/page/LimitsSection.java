package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.report.Case;
import dev.markhor.benchmarks.report.Limits;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Report;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.cli.drawing.Roofline;
import java.util.ArrayList;
import java.util.List;

/** What the machine can do, and what share of it each engine uses. */
final class LimitsSection {
    private static final Case PLAIN = new Case(1, 1, 1);

    private LimitsSection() {}

    static String of(Report report, Colours colours) {
        return Page.section(
                "The machine's limits",
                "Measured by the suite itself, between the models; the best seen counts. The limit of a call is the longer of two times: all its"
                        + " multiply-adds at the peak, and all its weights read once from the level of memory that holds them. Fewer"
                        + " multiply-adds than the definition has (Winograd's convolutions) can give more than 100 %.",
                List.of(
                        table(report.limits()),
                        "<h3>Single kernels of Markhor, 1 thread, one sample, least times</h3>\n",
                        kernels(report),
                        "<h3>Share of the limit in %, 1 thread, batch 1, least times</h3>\n",
                        colours.legend(),
                        shares(report, colours),
                        "<h3>Roofline, 1 thread, batch 1: GFLOP/s over operations for each byte of weights</h3>\n",
                        roofline(report, colours)));
    }

    private static String kernels(Report report) {
        return Html.table(
                List.of("", "rate", "", "of the limit", ""),
                report.kernels().stream()
                        .map(kernel -> List.of(
                                kernel.what(),
                                Html.number(kernel.rate()),
                                kernel.unit(),
                                Html.percent(kernel.share()),
                                kernel.limit()))
                        .toList());
    }

    private static String table(Limits limits) {
        List<List<String>> rows = new ArrayList<>();
        limits.fma()
                .forEach((isa, rate) -> rows.add(List.of(
                        "multiply-adds, " + isa + ", GFLOP/s", Html.number(rate.one()), Html.number(rate.two()))));
        limits.read()
                .forEach((level, rate) -> rows.add(List.of(
                        "reading, " + Limits.title(level) + size(limits, level) + ", GB/s",
                        Html.number(rate.one()),
                        Html.number(rate.two()))));
        limits.copy()
                .forEach((kind, rate) ->
                        rows.add(List.of("copying to " + kind + " memory, GB/s", Html.number(rate), "")));
        rows.add(List.of("a native call from Java, ns", Html.number(limits.jniNanos()), ""));
        return Html.table(List.of("", "one thread", "two threads"), rows);
    }

    private static String size(Limits limits, String level) {
        Long bytes = limits.sizes().get(level);
        return bytes == null ? "" : " (" + (bytes >> 10) + " KiB)";
    }

    private static String shares(Report report, Colours colours) {
        Bars bars = new Bars("Share of the limit", "%").reference(100);
        for (ModelReport model : report.models()) {
            List<Bars.Bar> row = new ArrayList<>();
            model.in(PLAIN)
                    .ifPresent(found -> found.engines()
                            .forEach((engine, timing) -> row.add(new Bars.Bar(
                                    colours.style(engine), colours.title(engine), Spread.of(100 * timing.share())))));
            bars.add(new Bars.Row(model.title(), row));
        }
        return bars.draw();
    }

    private static String roofline(Report report, Colours colours) {
        Limits limits = report.limits();
        Roofline drawing = new Roofline("Roofline, one thread", "operations for each byte of weights");
        limits.fma().forEach((isa, rate) -> drawing.peak(isa, rate.one()));
        List.of("l2", "memory")
                .forEach(level -> drawing.slope(
                        Limits.title(level), limits.read().get(level).one()));
        for (ModelReport model : report.models()) {
            model.in(PLAIN)
                    .ifPresent(found -> found.engines()
                            .forEach((engine, timing) -> drawing.add(new Roofline.Point(
                                    colours.style(engine),
                                    model.title(),
                                    model.operations() / model.weightBytes(),
                                    timing.gflops(),
                                    4,
                                    engine.equals(colours.names().get(0))))));
        }
        return drawing.draw().toString();
    }
}
