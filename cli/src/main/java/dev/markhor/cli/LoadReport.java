package dev.markhor.cli;

import dev.markhor.cli.bench.KerasProcess;
import dev.markhor.cli.bench.Load;
import dev.markhor.cli.bench.LoadComparison;
import dev.markhor.cli.bench.LoadComparison.Line;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What loading one model from several files took. */
record LoadReport(Terminal terminal, int rounds) {
    private static final double MB = 1e6;

    void print(List<Line> lines, LoadComparison comparison, Optional<KerasProcess> keras, boolean json) {
        if (json) {
            lines.forEach(line -> terminal.out().println(JsonLine.of(json(line, keras))));
            return;
        }
        PrintStream out = terminal.out();
        out.println("milliseconds, by turns, " + rounds + " rounds; MB/s and ratios are of the medians");
        table(lines, keras.isPresent()).print(out);
        out.println("read: the file's bytes once, into 1 MB of memory again and again; files were in the page cache");
        if (comparison.isBuiltWhenMade()) {
            out.println("before it is built: not with this model, which has its variables as soon as it is made");
        }
        keras.ifPresent(process -> {
            out.println("Keras " + process.version() + ", in a process of its own");
            grouped(process.problems())
                    .forEach((problem, loads) ->
                            out.println("Keras does not load " + String.join(", ", loads) + ": " + problem));
        });
    }

    /** Loads that fail alike, by what Keras says to them. */
    private static Map<String, List<String>> grouped(Map<Load, String> problems) {
        Map<String, List<String>> grouped = new LinkedHashMap<>();
        problems.forEach((load, problem) -> grouped.computeIfAbsent(problem, key -> new ArrayList<>())
                .add(load.file().path() + " (" + load.way().title() + ")"));
        return grouped;
    }

    private static Table table(List<Line> lines, boolean besideKeras) {
        Table table = new Table("llrrrrrr" + (besideKeras ? "rrr" : ""));
        List<String> heads = new ArrayList<>(List.of("file", "way", "MB", "median", "min", "MB/s", "read", "x read"));
        if (besideKeras) {
            heads.addAll(List.of("Keras", "min", "x Keras"));
        }
        table.row(heads.toArray(String[]::new));
        for (Line line : lines) {
            table.row(cells(line, besideKeras).toArray(String[]::new));
            line.waiting()
                    .ifPresent(waiting -> table.row(
                            "",
                            "- of that until loadWeights returns",
                            "",
                            Millis.text(waiting.median()),
                            Millis.text(waiting.min())));
        }
        return table;
    }

    private static List<String> cells(Line line, boolean besideKeras) {
        double megabytes = line.load().file().bytes() / MB;
        double median = line.all().median();
        List<String> cells = new ArrayList<>(List.of(
                line.load().file().path().toString(),
                line.load().way().title(),
                String.format(Locale.ROOT, megabytes < 1 ? "%.3f" : "%.1f", megabytes),
                Millis.text(median),
                Millis.text(line.all().min()),
                String.format(Locale.ROOT, "%.0f", megabytes / median * 1000),
                Millis.text(line.read().median()),
                Millis.ratio(median, line.read().median())));
        if (besideKeras) {
            cells.addAll(line.keras()
                    .map(keras -> List.of(
                            Millis.text(keras.median()),
                            Millis.text(keras.min()),
                            Millis.ratio(median, keras.median())))
                    .orElse(List.of("-", "-", "-")));
        }
        return cells;
    }

    private Map<String, Object> json(Line line, Optional<KerasProcess> keras) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", line.load().file().path());
        object.put("way", line.load().way().title());
        object.put("bytes", line.load().file().bytes());
        object.put("markhor", Millis.json(line.all()));
        line.waiting().ifPresent(waiting -> object.put("until_returned", Millis.json(waiting)));
        object.put("read", Millis.json(line.read()));
        line.keras().ifPresent(times -> object.put("keras", Millis.json(times)));
        keras.ifPresent(process -> {
            object.put("keras_version", process.version());
            Optional.ofNullable(process.problems().get(line.load()))
                    .ifPresent(problem -> object.put("keras_problem", problem));
        });
        return object;
    }
}
