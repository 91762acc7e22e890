package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.ArraysFactory;
import dev.markhor.benchmarks.engine.BytesFactory;
import dev.markhor.benchmarks.engine.MarkhorFactory;
import dev.markhor.benchmarks.engine.ModelFile;
import dev.markhor.benchmarks.engine.OnnxEngine;
import dev.markhor.benchmarks.report.Case;
import dev.markhor.benchmarks.report.Goal;
import dev.markhor.benchmarks.report.LoadReport;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
    private static final double SCALING = 1.8;
    /** The model whose calls are measured with arrays of the caller too. */
    static final String SMALL = "mlp_small";

    private static final double TENSOR_MICROS = 2;
    private static final double ARRAY_MICROS = 1;
    private static final double SMALL_CALLS = 600_000;

    private final List<ModelReport> models;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(List<ModelReport> models) {
        this.models = models;
    }

    static List<Goal> of(List<ModelReport> models) {
        Goals goals = new Goals(models);
        goals.ratios();
        goals.small();
        goals.loads();
        goals.starts();
        goals.scaling();
        return goals.goals;
    }

    private void ratios() {
        for (Case how : Steady.CASES) {
            Map<String, Double> ratios = new LinkedHashMap<>();
            for (ModelReport model : models) {
                model.in(how)
                        .map(report -> report.ratios().get(OnnxEngine.NAME))
                        .ifPresent(ratio -> ratios.put(model.title(), ratio.median()));
            }
            if (ratios.isEmpty() || how.callers() > 1) {
                continue;
            }
            double mean = Math.exp(
                    ratios.values().stream().mapToDouble(Math::log).average().orElseThrow());
            goals.add(new Goal(
                    "times as fast as ONNX Runtime, geometric mean of " + ratios.size() + " models, " + how,
                    MEAN_RATIO,
                    mean,
                    "x",
                    false));
            if (how.equals(Steady.PLAIN)) {
                ratios.forEach((title, ratio) -> goals.add(new Goal(
                        "times as fast as ONNX Runtime, " + title + ", " + how, EACH_RATIO, ratio, "x", false)));
            }
        }
    }

    private void small() {
        model(SMALL).ifPresent(small -> {
            micros(small, "a call with Tensor objects", MarkhorFactory.NAME, TENSOR_MICROS);
            micros(small, "a call with arrays of its caller", ArraysFactory.NAME, ARRAY_MICROS);
            timing(small, Steady.TWO_CALLERS, ArraysFactory.NAME)
                    .ifPresent(timing -> goals.add(new Goal(
                            small.title() + ", calls a second of two callers",
                            SMALL_CALLS,
                            1e3 / timing.millis().median(),
                            "/s",
                            false)));
        });
    }

    private void micros(ModelReport model, String call, String engine, double goal) {
        timing(model, Steady.PLAIN, engine)
                .ifPresent(timing -> goals.add(new Goal(
                        model.title() + ", " + call, goal, 1e3 * timing.millis().median(), "µs", true)));
    }

    private static Optional<Timing> timing(ModelReport model, Case how, String engine) {
        return model.in(how).map(report -> report.engines().get(engine));
    }

    private void loads() {
        LOAD_MILLIS.forEach((name, goal) -> model(name).ifPresent(model -> {
            OptionalDouble ready = ready(model, MarkhorFactory.NAME, ModelFile.KERAS);
            OptionalDouble copy = ready(model, BytesFactory.NAME, ModelFile.BYTES);
            if (ready.isPresent()) {
                goals.add(new Goal("loading " + model.title() + " (.keras)", goal, ready.getAsDouble(), "ms", true));
                if (copy.isPresent()) {
                    goals.add(new Goal(
                            "loading " + model.title() + ", times copying its weights once",
                            COPIES,
                            ready.getAsDouble() / copy.getAsDouble(),
                            "x",
                            true));
                }
            }
        }));
    }

    private static OptionalDouble ready(ModelReport model, String engine, ModelFile file) {
        return model.loads().stream()
                .filter(load -> load.engine().equals(engine) && load.file() == file)
                .mapToDouble((LoadReport load) -> load.ready().median())
                .findFirst();
    }

    private void starts() {
        STARTS.forEach((name, goal) -> model(name)
                .ifPresent(model -> model.starts().stream()
                        .filter(start -> start.engine().equals(MarkhorFactory.NAME))
                        .forEach(start -> {
                            goals.add(new Goal(
                                    model.title() + ", a fresh process to its first prediction",
                                    goal.seconds,
                                    start.seconds().median(),
                                    "s",
                                    true));
                            goals.add(new Goal(
                                    model.title() + ", most resident memory",
                                    goal.megabytes,
                                    start.megabytes().median(),
                                    "MB",
                                    true));
                        })));
    }

    private void scaling() {
        for (ModelReport model : models) {
            goals.add(new Goal(
                    "two threads over one, " + model.title(),
                    SCALING,
                    model.scaling().median(),
                    "x",
                    false));
        }
    }

    private Optional<ModelReport> model(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
