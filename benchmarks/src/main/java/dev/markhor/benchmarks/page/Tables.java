package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.engine.BytesFactory;
import dev.markhor.benchmarks.engine.MarkhorFactory;
import dev.markhor.benchmarks.engine.ModelFile;
import dev.markhor.benchmarks.engine.OnnxFactory;
import dev.markhor.benchmarks.report.Case;
import dev.markhor.benchmarks.report.CaseReport;
import dev.markhor.benchmarks.report.Goal;
import dev.markhor.benchmarks.report.LoadReport;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Report;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.benchmarks.report.StartReport;
import dev.markhor.benchmarks.report.StartWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The report's main numbers as tables of Markdown, for documents to quote. */
public final class Tables {
    private static final Case PLAIN = new Case(1, 1, 1);
    private static final Case TWO_THREADS = new Case(2, 1, 1);
    private static final Case OF_8 = new Case(1, 8, 1);
    private static final Case TWO_THREADS_OF_8 = new Case(2, 8, 1);
    private static final String NONE = "-";

    private Tables() {}

    public static String of(Report report) {
        return section("Run", run(report))
                + section("Speed", speed(report))
                + section("Means", goals(report, goal -> goal.what().startsWith("geometric mean")))
                + section("Small calls", goals(report, goal -> goal.what().contains("call")))
                + section("Loading", loading(report))
                + section("Starting", starts(report, "s", StartReport::seconds))
                + section("Peak memory", starts(report, "MB", StartReport::megabytes))
                + section("Kernels", kernels(report))
                + section(
                        report.form().equals("trial") ? "Figures to reach: a trial judges nothing" : "Figures to reach",
                        goals(report, goal -> true));
    }

    private static String section(String title, String table) {
        return "## " + title + "\n\n" + table + "\n";
    }

    private static String table(List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(row(head));
        text.append("|---|").append("--:|".repeat(head.size() - 1)).append('\n');
        rows.forEach(row -> text.append(row(row)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String run(Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("when", report.when() + ", " + report.form() + " form"));
        report.machine().forEach((fact, value) -> rows.add(List.of(fact, value)));
        if (report.busy()) {
            rows.add(List.of("busy", "other programs seem to run as well: the numbers mean little"));
        }
        return table(List.of("", ""), rows);
    }

    private static String speed(Report report) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            rows.add(List.of(
                    model.title(),
                    millis(model, MarkhorFactory.NAME),
                    millis(model, OnnxFactory.NAME),
                    ratio(model, PLAIN),
                    ratio(model, TWO_THREADS),
                    ratio(model, OF_8),
                    ratio(model, TWO_THREADS_OF_8)));
        }
        return table(
                List.of("", "Markhor, ms", "ONNX Runtime, ms", "ratio", "2 threads", "batch 8", "2 threads, batch 8"),
                rows);
    }

    private static String millis(ModelReport model, String engine) {
        return model.in(PLAIN)
                .map(found -> found.engines().get(engine))
                .map(timing -> Html.number(timing.millis().median()))
                .orElse(NONE);
    }

    private static String ratio(ModelReport model, Case how) {
        return model.in(how)
                .map(CaseReport::ratios)
                .map(ratios -> ratios.get(OnnxFactory.NAME))
                .map(ratio -> Html.number(ratio.median()))
                .orElse(NONE);
    }

    private static String loading(Report report) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            Optional<LoadReport> ours = model.loading(MarkhorFactory.NAME, ModelFile.KERAS);
            Optional<LoadReport> theirs = model.loading(OnnxFactory.NAME, ModelFile.ONNX);
            Optional<LoadReport> copy = model.loading(BytesFactory.NAME, ModelFile.BYTES);
            rows.add(List.of(
                    model.title(),
                    number(ours, LoadReport::firstReady),
                    number(theirs, LoadReport::firstReady),
                    number(ours, load -> load.ready().median()),
                    number(ours, load -> load.ready().min()),
                    number(theirs, load -> load.ready().median()),
                    number(theirs, load -> load.ready().min()),
                    number(copy, load -> load.ready().min()),
                    copies(ours, copy),
                    copies(theirs, copy)));
        }
        return table(
                List.of(
                        "ms",
                        "first load, Markhor",
                        "ONNX Runtime",
                        "later, Markhor",
                        "least",
                        "ONNX Runtime",
                        "least",
                        "copying the weights",
                        "Markhor, x copying",
                        "ONNX Runtime, x copying"),
                rows);
    }

    private static <T> String number(Optional<T> found, Function<T, Double> value) {
        return found.map(value).map(Html::number).orElse(NONE);
    }

    private static String copies(Optional<LoadReport> load, Optional<LoadReport> copy) {
        return number(
                copy.flatMap(bytes ->
                        load.map(ready -> ready.ready().median() / bytes.ready().min())),
                Function.identity());
    }

    private static String starts(Report report, String unit, Function<StartReport, Spread> value) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            if (!model.starts().isEmpty()) {
                List<String> row = new ArrayList<>(List.of(model.title()));
                for (String engine : List.of(MarkhorFactory.NAME, OnnxFactory.NAME)) {
                    for (StartWay way : StartWay.values()) {
                        row.add(number(
                                model.start(engine, way),
                                start -> value.apply(start).median()));
                    }
                }
                rows.add(row);
            }
        }
        String plain = StartWay.PLAIN.title();
        String archive = StartWay.ARCHIVE.title();
        return table(List.of(unit, "Markhor, " + plain, archive, "ONNX Runtime, " + plain, archive), rows);
    }

    private static String kernels(Report report) {
        return table(
                List.of("", "rate", "share", "of"),
                report.kernels().stream()
                        .map(kernel -> List.of(
                                kernel.what(),
                                Html.number(kernel.rate()) + " " + kernel.unit(),
                                Html.percent(kernel.share()),
                                kernel.limit()))
                        .toList());
    }

    private static String goals(Report report, Predicate<Goal> which) {
        return table(
                List.of("", "goal", "measured", "", "beside"),
                report.goals().stream().filter(which).map(Tables::row).toList());
    }

    private static List<String> row(Goal goal) {
        return List.of(
                goal.group() + ": " + goal.what(),
                (goal.atMost() ? "≤ " : "≥ ") + Html.number(goal.goal()) + " " + goal.unit(),
                Html.number(goal.measured()) + " " + goal.unit(),
                goal.met() ? "met" : "missed",
                goal.beside());
    }
}
