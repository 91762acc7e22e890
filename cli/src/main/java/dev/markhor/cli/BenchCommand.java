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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times loading and running. */
@Command(
        name = "bench",
        description = "Times a model: loading it, the first prediction, and those after it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor bench model.h5 model.keras model.weights.h5",
            "  markhor bench --batch 16 --threads 1 --seconds 10 --json model.keras"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int LARGEST_WORD = 2;

    @Parameters(arity = "1..*", paramLabel = "MODEL", description = "Models' files or folders.")
    private List<Path> paths;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Samples in a prediction (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "224",
            description = "What the model's other free dimensions become (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "How long to repeat predictions, after a second of warming up (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--json", description = "One JSON object for each model; times in milliseconds.")
    private boolean json;

    @Mixin
    private ModelOptions options;

    private final Terminal terminal;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Milliseconds; {@code steady} are sorted. */
    private record Times(double load, double first, double[] steady) {
        double at(double share) {
            return steady[
                    (int) Math.min(steady.length - 1L, Math.max(0, Math.round(Math.ceil(share * steady.length)) - 1))];
        }
    }

    @Override
    public Integer call() {
        requirePositive("--batch", batch);
        requirePositive("--size", size);
        requirePositive("--seconds", seconds);
        Table table = new Table("lrrrrrr").row("model", "load", "first", "median", "min", "p99", "runs");
        try (Progress progress = Progress.start(terminal, "measuring")) {
            for (Path path : paths) {
                progress.task("measuring " + path);
                Times times = measure(path);
                if (json) {
                    progress.pause();
                    terminal.out().println(JsonText.of(json(path, times)));
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
        if (!json) {
            terminal.out()
                    .println("milliseconds; batch " + batch + ", "
                            + options.execution().threads() + " threads");
            table.print(terminal.out());
        }
        return ExitCode.OK;
    }

    private static void requirePositive(String option, Number value) {
        if (!(value.doubleValue() > 0)) {
            throw new IllegalArgumentException(option + " must be positive: " + value);
        }
    }

    private Times measure(Path path) {
        long start = System.nanoTime();
        try (Model model = options.open(path)) {
            double load = millisSince(start);
            if (model.inputSpecs().isEmpty()) {
                throw new IllegalArgumentException(path + ": the model does not say what it takes");
            }
            List<Tensor> inputs = inputs(model);
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
    private List<Tensor> inputs(Model model) {
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

    private Map<String, Object> json(Path path, Times times) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", path);
        object.put("batch", batch);
        object.put("threads", options.execution().threads());
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
