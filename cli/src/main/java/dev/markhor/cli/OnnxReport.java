package dev.markhor.cli;

import dev.markhor.cli.bench.Agreement;
import dev.markhor.cli.bench.SideBySide.Taken;
import dev.markhor.cli.bench.Times;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What came of running a model in several engines.
 *
 * @param inputs types and shapes
 * @param agreements of all engines but the last with the last
 */
record OnnxReport(
        Terminal terminal, Path model, Path onnx, int threads, String inputs, Map<String, Agreement> agreements) {
    private static final Map<String, Function<Taken, Times>> PHASES = new LinkedHashMap<>();

    static {
        PHASES.put("load", Taken::load);
        PHASES.put("first prediction", Taken::first);
        PHASES.put("load and first", Taken::start);
        PHASES.put("later predictions", Taken::later);
    }

    /** Says which engine differs by more than that; false if one does. */
    boolean printDisagreements(double tolerance) {
        boolean agree = true;
        for (Map.Entry<String, Agreement> entry : agreements.entrySet()) {
            if (!entry.getValue().isWithin(tolerance)) {
                agree = false;
                terminal.err()
                        .println("markhor: " + onnx + " does not compute what " + model + " computes: " + entry.getKey()
                                + " " + entry.getValue().describe()
                                + String.format(Locale.ROOT, " (--tolerance %.0e)", tolerance));
            }
        }
        return agree;
    }

    void print(Map<String, Taken> taken, boolean json) {
        if (json) {
            terminal.out().println(JsonLine.of(json(taken)));
            return;
        }
        String peer = last(taken);
        terminal.out()
                .println(model + " beside " + onnx + ": " + inputs + ", "
                        + ProfileReport.count(threads, "thread") + "; milliseconds, by turns; x "
                        + peer.split(" ")[0] + ": times its time, more is slower");
        agreements.forEach(
                (name, agreement) -> terminal.out().println(name + " " + agreement.describe() + " from " + peer));
        Table table = new Table("llrrrrr").row("", "", "median", "min", "p99", "runs", "x " + peer.split(" ")[0]);
        PHASES.forEach((phase, times) -> {
            double reference = times.apply(taken.get(peer)).median();
            String title = phase;
            for (Map.Entry<String, Taken> entry : taken.entrySet()) {
                Times own = times.apply(entry.getValue());
                table.row(
                        title,
                        entry.getKey(),
                        Millis.text(own.median()),
                        Millis.text(own.min()),
                        Millis.text(own.p99()),
                        Integer.toString(own.count()),
                        Millis.ratio(own.median(), reference));
                title = "";
            }
        });
        table.print(terminal.out());
    }

    private Map<String, Object> json(Map<String, Taken> taken) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", model);
        object.put("onnx", onnx);
        object.put("inputs", inputs);
        object.put("threads", threads);
        Map<String, Object> differences = new LinkedHashMap<>();
        agreements.forEach((name, agreement) -> differences.put(name, agreement.difference()));
        object.put("differences", differences);
        Map<String, Object> engines = new LinkedHashMap<>();
        taken.forEach((name, times) -> {
            Map<String, Object> phases = new LinkedHashMap<>();
            PHASES.forEach((phase, of) -> phases.put(phase.replace(' ', '_'), Millis.json(of.apply(times))));
            engines.put(name, phases);
        });
        object.put("engines", engines);
        return object;
    }

    private static String last(Map<String, Taken> taken) {
        return List.copyOf(taken.keySet()).get(taken.size() - 1);
    }
}
