package dev.markhor.cli;

import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Times loading and running. */
final class BenchCommand implements Command {
    private static final int FREE_SIZE = 224;
    private static final double SECONDS = 3;
    private static final int LARGEST_WORD = 2;

    @Override
    public CommandSpec spec() {
        return ModelOptions.addTo(
                        new CommandSpec("bench", "Times a model: loading it, the first prediction, and those after it.")
                                .repeated("MODEL", "Models' files or folders.")
                                .option("--batch", "N", "Samples in a prediction (default: 1).")
                                .option(
                                        "--size",
                                        "N",
                                        "What the model's other free dimensions become (default: " + FREE_SIZE + ").")
                                .option(
                                        "--seconds",
                                        "S",
                                        "How long to repeat predictions, after a second of warming up (default: 3).")
                                .flag("--json", "One JSON object for each model; times in milliseconds."))
                .example("markhor bench model.h5 model.keras model.weights.h5")
                .example("markhor bench --batch 16 --threads 1 --seconds 10 --json model.keras");
    }

    /** Milliseconds; {@code steady} are sorted. */
    private record Times(double load, double first, double[] steady) {
        double at(double share) {
            return steady[
                    (int) Math.min(steady.length - 1L, Math.max(0, Math.round(Math.ceil(share * steady.length)) - 1))];
        }
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        int batch = arguments.positive("--batch", 1);
        int size = arguments.positive("--size", FREE_SIZE);
        double seconds = arguments.positive("--seconds", SECONDS);
        ModelOptions options = new ModelOptions(arguments);
        int threads = options.execution().threads();
        Table table = new Table("lrrrrrr").row("model", "load", "first", "median", "min", "p99", "runs");
        try (Progress progress = Progress.start(terminal, "measuring")) {
            for (Path path : arguments.paths(0)) {
                progress.task("measuring " + path);
                Times times = measure(path, options, batch, size, seconds);
                if (arguments.has("--json")) {
                    progress.pause();
                    terminal.out().println(JsonText.of(json(path, batch, threads, times)));
                } else {
                    table.row(
                            path.toString(),
                            text(times.load()),
                            text(times.first()),
                            text(times.at(0.5)),
                            text(times.at(0)),
                            text(times.at(0.99)),
                            Integer.toString(times.steady().length));
                }
            }
        }
        if (!arguments.has("--json")) {
            terminal.out().println("milliseconds; batch " + batch + ", " + threads + " threads");
            table.print(terminal.out());
        }
        return ExitCode.OK;
    }

    private static Times measure(Path path, ModelOptions options, int batch, int size, double seconds) {
        long start = System.nanoTime();
        try (Model model = options.open(path)) {
            double load = millisSince(start);
            if (model.inputSpecs().isEmpty()) {
                throw new IllegalArgumentException(path + ": the model does not say what it takes");
            }
            List<Tensor> inputs = inputs(model, batch, size);
            start = System.nanoTime();
            model.predict(inputs);
            double first = millisSince(start);
            repeat(model, inputs, 1);
            return new Times(load, first, repeat(model, inputs, seconds));
        }
    }

    private static double[] repeat(Model model, List<Tensor> inputs, double seconds) {
        double[] times = new double[1024];
        int count = 0;
        long begin = System.nanoTime();
        do {
            long start = System.nanoTime();
            model.predict(inputs);
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = millisSince(start);
        } while (millisSince(begin) < seconds * 1000);
        times = Arrays.copyOf(times, count);
        Arrays.sort(times);
        return times;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    /** Seeded noise in 0..1; small indices where a model takes integers. */
    private static List<Tensor> inputs(Model model, int batch, int size) {
        Random random = new Random(1);
        List<Tensor> inputs = new ArrayList<>();
        for (Spec spec : model.inputSpecs().values()) {
            long[] dims = spec.shape().dims();
            for (int axis = 0; axis < dims.length; axis++) {
                dims[axis] = dims[axis] != Shape.FREE ? dims[axis] : axis == 0 ? batch : size;
            }
            int count = Math.toIntExact(Shape.of(dims).size());
            if (spec.dtype() == DType.STRING) {
                String[] words = new String[count];
                Arrays.fill(words, "markhor");
                inputs.add(Tensor.of(words, dims));
                continue;
            }
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = spec.dtype().isFloating() ? random.nextFloat() : random.nextInt(LARGEST_WORD);
            }
            inputs.add(Tensor.of(values, dims).cast(spec.dtype()));
        }
        return inputs;
    }

    private static Map<String, Object> json(Path path, int batch, int threads, Times times) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", path);
        object.put("batch", batch);
        object.put("threads", threads);
        object.put("load", times.load());
        object.put("first", times.first());
        object.put("median", times.at(0.5));
        object.put("min", times.at(0));
        object.put("p99", times.at(0.99));
        object.put("runs", times.steady().length);
        return object;
    }

    private static String text(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.3f" : "%.1f", millis);
    }
}
