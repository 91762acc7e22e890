package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.ArraysFactory;
import dev.markhor.benchmarks.engine.BytesFactory;
import dev.markhor.benchmarks.engine.MarkhorFactory;
import dev.markhor.benchmarks.engine.ModelFile;
import dev.markhor.benchmarks.engine.OnnxFactory;
import dev.markhor.benchmarks.report.Case;
import dev.markhor.benchmarks.report.Goal;
import dev.markhor.benchmarks.report.KernelReport;
import dev.markhor.benchmarks.report.LoadReport;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.benchmarks.report.StartReport;
import dev.markhor.benchmarks.report.StartWay;
import dev.markhor.benchmarks.report.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The figures to reach, and what a run measured for each. */
final class Goals {
    /**
     * What a fresh process may take.
     *
     * @param seconds to the end of the first prediction
     * @param megabytes of resident memory at most
     */
    record Start(double seconds, double megabytes) {}

    static final Map<String, Start> STARTS = Map.of(
            "mlp_small", new Start(0.12, 60),
            "mobilenet_v2", new Start(0.16, 80),
            "resnet50", new Start(0.28, 180),
            "vgg16", new Start(0.6, 640));
    private static final Map<String, Double> LOAD_MILLIS =
            Map.of("mobilenet_v2", 4.0, "resnet50", 25.0, "vgg16", 120.0, "transformer", 20.0);
    private static final double COPIES = 2;
    private static final double MEAN_RATIO = 1.5;
    private static final double EACH_RATIO = 1.1;
    /** Those that two threads are to serve well. VGG16 reads its dense kernels from memory, and is asked with a batch. */
    private static final List<String> CONVOLUTIONS = List.of(
            "ds_cnn",
            "mini_xception",
            "resnet8",
            "conv1d",
            "unet",
            "mobilenet_v2",
            "efficientnet_b0",
            "resnet50",
            "inception_v3");

    private static final String READS_MEMORY = "vgg16";
    private static final double SCALING = 1.8;
    private static final double CALLERS = 1.9;
    /** The model whose calls are measured with arrays of the caller too. */
    static final String SMALL = "mlp_small";

    private static final double TENSOR_MICROS = 2;
    private static final double ARRAY_MICROS = 1;
    private static final double SMALL_CALLS = 600_000;
    /** Of the peak of multiply-adds, counted as direct convolutions have them; Winograd's have fewer. */
    private static final double AVX512_PERCENT = 100;

    private static final double OTHER_PERCENT = 110;
    private static final double READING_PERCENT = 85;

    private final List<ModelReport> models;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(List<ModelReport> models) {
        this.models = models;
    }

    static List<Goal> of(List<ModelReport> models, List<KernelReport> kernels) {
        Goals goals = new Goals(models);
        goals.ratios();
        goals.threads();
        goals.small();
        goals.limits(kernels);
        goals.loads();
        goals.starts();
        return goals.goals;
    }

    private void atLeast(String group, String what, double goal, double measured, String unit) {
        goals.add(new Goal(group, what, goal, measured, unit, false, ""));
    }

    private void ratios() {
        String group = "times as fast as ONNX Runtime";
        for (Case how : Steady.CASES) {
            Map<String, Double> ratios = new LinkedHashMap<>();
            for (ModelReport model : models) {
                model.in(how)
                        .map(report -> report.ratios().get(OnnxFactory.NAME))
                        .ifPresent(ratio -> ratios.put(model.title(), ratio.median()));
            }
            if (ratios.isEmpty() || how.callers() > 1) {
                continue;
            }
            double mean = Math.exp(
                    ratios.values().stream().mapToDouble(Math::log).average().orElseThrow());
            atLeast(
                    group,
                    "geometric mean of " + ratios.size() + (ratios.size() == 1 ? " model, " : " models, ") + how,
                    MEAN_RATIO,
                    mean,
                    "x");
            if (how.equals(Steady.PLAIN)) {
                ratios.forEach((title, ratio) -> atLeast(group, title + ", " + how, EACH_RATIO, ratio, "x"));
            }
        }
    }

    private void threads() {
        for (ModelReport model : models) {
            if (CONVOLUTIONS.contains(model.name())) {
                rate(model, Steady.TWO_THREADS, Steady.PLAIN)
                        .ifPresent(x -> atLeast("two threads over one", model.title(), SCALING, x, "x"));
            } else if (model.name().equals(READS_MEMORY)) {
                rate(model, Steady.TWO_THREADS_OF_8, Steady.ONE_THREAD_OF_8)
                        .ifPresent(x -> atLeast("two threads over one", model.title() + ", batch 8", SCALING, x, "x"));
            }
        }
        for (ModelReport model : models) {
            rate(model, Steady.TWO_CALLERS, Steady.PLAIN)
                    .ifPresent(x -> atLeast("two callers over one", model.title(), CALLERS, x, "x"));
        }
    }

    /** How many times as fast Markhor is in one case as in another, by pairs of turns in the same round. */
    private static Optional<Double> rate(ModelReport model, Case fast, Case slow) {
        return timing(model, fast, MarkhorFactory.NAME)
                .flatMap(ours -> timing(model, slow, MarkhorFactory.NAME).map(theirs -> {
                    double[] pairs = new double[Math.min(ours.rounds().length, theirs.rounds().length)];
                    for (int i = 0; i < pairs.length; i++) {
                        pairs[i] = theirs.rounds()[i] / ours.rounds()[i];
                    }
                    return Spread.of(pairs).median();
                }));
    }

    private void small() {
        model(SMALL).ifPresent(small -> {
            micros(small, "a call with Tensor objects", MarkhorFactory.NAME, TENSOR_MICROS);
            micros(small, "a call with arrays of its caller", ArraysFactory.NAME, ARRAY_MICROS);
            timing(small, Steady.TWO_CALLERS, ArraysFactory.NAME)
                    .ifPresent(timing -> atLeast(
                            small.title(),
                            "calls a second of two callers",
                            SMALL_CALLS,
                            1e3 / timing.millis().median(),
                            "/s"));
        });
    }

    private void micros(ModelReport model, String call, String engine, double goal) {
        timing(model, Steady.PLAIN, engine)
                .ifPresent(timing ->
                        atMost(model.title(), call, goal, timing.millis(), millis -> 1e3 * millis.median(), "µs", ""));
    }

    private void atMost(
            String group,
            String what,
            double goal,
            Spread measured,
            ToDoubleFunction<Spread> value,
            String unit,
            String beside) {
        goals.add(new Goal(group, what, goal, value.applyAsDouble(measured), unit, true, beside));
    }

    private void limits(List<KernelReport> kernels) {
        for (KernelReport kernel : kernels) {
            boolean reads = kernel.limit().startsWith("reading");
            if (!kernel.limit().endsWith("memory")) {
                double goal =
                        reads ? READING_PERCENT : kernel.limit().endsWith("avx512") ? AVX512_PERCENT : OTHER_PERCENT;
                atLeast(
                        "share of the machine's limit",
                        kernel.what() + ": " + kernel.limit(),
                        goal,
                        100 * kernel.share(),
                        "%");
            }
        }
    }

    private static Optional<Timing> timing(ModelReport model, Case how, String engine) {
        return model.in(how).map(report -> report.engines().get(engine));
    }

    private void loads() {
        for (ModelReport model : models) {
            Double goal = LOAD_MILLIS.get(model.name());
            Optional<LoadReport> load = model.loading(MarkhorFactory.NAME, ModelFile.KERAS);
            if (goal != null && load.isPresent()) {
                load(model, goal, load.get());
            }
        }
    }

    private void load(ModelReport model, double goal, LoadReport load) {
        String group = "loading a .keras file";
        String first = String.format(Locale.ROOT, "first load of a process %.0f ms", load.firstReady());
        atMost(group, model.title(), goal, load.ready(), Spread::median, "ms", first);
        model.loading(BytesFactory.NAME, ModelFile.BYTES)
                .ifPresent(copy -> atMost(
                        group,
                        model.title() + ", times copying its weights once",
                        COPIES,
                        load.ready(),
                        ready -> ready.median() / copy.ready().min(),
                        "x",
                        ""));
    }

    private void starts() {
        for (ModelReport model : models) {
            Start goal = STARTS.get(model.name());
            if (goal != null) {
                start(model, "to its first prediction", goal.seconds, "s", StartReport::seconds);
                start(model, "most resident memory", goal.megabytes, "MB", StartReport::megabytes);
            }
        }
    }

    /** With an archive of classes, the way that is recommended; the plain one stands beside. */
    private void start(ModelReport model, String what, double goal, String unit, Function<StartReport, Spread> value) {
        model.start(MarkhorFactory.NAME, StartWay.ARCHIVE).ifPresent(start -> {
            String plain = model.start(MarkhorFactory.NAME, StartWay.PLAIN)
                    .map(other -> String.format(
                            Locale.ROOT,
                            "%s %.3g %s",
                            StartWay.PLAIN.title(),
                            value.apply(other).median(),
                            unit))
                    .orElse("");
            String group = "a fresh process, with " + StartWay.ARCHIVE.title();
            atMost(group, model.title() + ", " + what, goal, value.apply(start), Spread::median, unit, plain);
        });
    }

    private Optional<ModelReport> model(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
