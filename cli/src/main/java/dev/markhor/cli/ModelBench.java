package dev.markhor.cli;

import dev.markhor.cli.bench.RandomInputs;
import dev.markhor.cli.bench.Times;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times models one after the other, as a program meets them: one load, the first prediction, and those after it.
 *
 * @param seconds to repeat predictions, after a second of warming up
 */
record ModelBench(Terminal terminal, ModelOptions options, InputOptions inputs, double seconds, boolean json) {
    /** Milliseconds, and bytes of native memory. */
    private record Measured(double load, double first, Times later, long memory) {}

    int run(List<Path> paths) {
        Table table = new Table("lrrrrrrr").row("model", "load", "first", "median", "min", "p99", "runs", "memory");
        try (Progress progress = Progress.start(terminal, "measuring")) {
            for (Path path : paths) {
                progress.task("measuring " + path);
                Measured measured = measure(path);
                if (json) {
                    progress.pause();
                    terminal.out().println(JsonLine.of(json(path, measured)));
                } else {
                    table.row(
                            path.toString(),
                            Millis.text(measured.load()),
                            Millis.text(measured.first()),
                            Millis.text(measured.later().median()),
                            Millis.text(measured.later().min()),
                            Millis.text(measured.later().p99()),
                            Integer.toString(measured.later().count()),
                            Sizes.bytes(measured.memory()));
                }
            }
        }
        if (!json) {
            terminal.out()
                    .println("milliseconds; batch " + inputs.batch() + ", "
                            + ProfileReport.count(options.execution().threads(), "thread"));
            table.print(terminal.out());
        }
        return ExitCode.OK;
    }

    private Measured measure(Path path) {
        long start = System.nanoTime();
        try (Model model = options.open(path)) {
            double load = Times.since(start);
            List<Tensor> values = inputs.random().of(inputs.specs(path, model).values(), RandomInputs.bound(model));
            start = System.nanoTime();
            model.predict(values);
            double first = Times.since(start);
            repeat(model, values, 1);
            Times later = repeat(model, values, seconds);
            return new Measured(load, first, later, model.memory().total());
        }
    }

    private static Times repeat(Model model, List<Tensor> values, double seconds) {
        double[] times = new double[1024];
        int count = 0;
        long begin = System.nanoTime();
        do {
            long start = System.nanoTime();
            model.predict(values);
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = Times.since(start);
        } while (Times.since(begin) < seconds * 1000);
        return Times.of(Arrays.copyOf(times, count));
    }

    private Map<String, Object> json(Path path, Measured measured) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", path);
        object.put("batch", inputs.batch());
        object.put("threads", options.execution().threads());
        object.put("load", measured.load());
        object.put("first", measured.first());
        object.put("median", measured.later().median());
        object.put("min", measured.later().min());
        object.put("p99", measured.later().p99());
        object.put("runs", measured.later().count());
        object.put("memory", measured.memory());
        return object;
    }
}
