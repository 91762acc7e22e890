package dev.markhor.cli;

import dev.markhor.cli.drawing.Digits;
import dev.markhor.execution.MachineLimits;
import dev.markhor.model.Cost;
import dev.markhor.model.Profile;
import dev.markhor.model.Profile.LayerCost;
import dev.markhor.model.Profile.StepCost;
import dev.markhor.tensor.Shape;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A profile as tables.
 *
 * @param byTime the longest first, in place of the order in which they run
 * @param others what other programs showed by
 */
record ProfileReport(Profile profile, boolean byTime, Optional<String> others) {
    private static final String JAVA = "java";
    private static final String[] COST = {
        "ms", "%", "MFLOP", "GFLOP/s", "% of peak", "MB", "GB/s", "% of bandwidth", "bound"
    };

    void print(Path path, PrintStream out) {
        out.println(
                path + ": batch " + batch() + ", " + count(profile.execution().threads(), "thread") + ", "
                        + profile.limits().instructionSet() + ", "
                        + profile.execution().backend().name().toLowerCase(Locale.ROOT) + " kernels; medians of "
                        + count(profile.rounds(), "prediction"));
        out.println();
        layers().print(out);
        out.println();
        kernels().print(out);
        out.println();
        Cost total = profile.total();
        out.println("Layers: " + Digits.of(total.millis()) + " ms of " + Digits.of(profile.millis())
                + " ms that a prediction takes (" + percent(total.millis()) + " %). Not explained: "
                + Digits.of(profile.otherMillis()) + " ms (" + percent(profile.otherMillis())
                + " %), for inputs, results and the call.");
        others.ifPresent(signs -> out.println(OtherPrograms.WARNING + signs + "."));
        MachineLimits limits = profile.limits();
        out.println("Machine: " + Digits.of(limits.gflops()) + " GFLOP/s by " + limits.instructionSet() + "; reading "
                + limits.levels().stream()
                        .map(level -> level.name() + " " + Digits.of(level.gigabytes()) + " GB/s")
                        .collect(Collectors.joining(", ")));
    }

    private String batch() {
        Shape shape = profile.inputs().isEmpty()
                ? Shape.of()
                : profile.inputs().get(0).shape();
        return shape.rank() == 0 ? "1" : Long.toString(shape.dim(0));
    }

    static String count(long count, String of) {
        return count + " " + of + (count == 1 ? "" : "s");
    }

    private Table layers() {
        Table table = new Table("lll" + "r".repeat(COST.length - 1) + "ll").rule();
        table.row(row(List.of("Layer (type)", "Output", "Kernels"), List.of(COST), List.of("with")));
        table.rule();
        List<LayerCost> layers = new ArrayList<>(profile.layers());
        if (byTime) {
            layers.sort(
                    Comparator.comparingDouble((LayerCost layer) -> layer.cost().millis())
                            .reversed());
        }
        for (LayerCost layer : layers) {
            table.row(row(
                    List.of(
                            layer.path() + " (" + layer.className() + ")",
                            sizes(layer.output().shape()),
                            names(layer.steps())),
                    cost(layer.cost(), isJava(layer.steps())),
                    List.of(String.join(", ", layer.fused()))));
        }
        table.rule();
        table.row(row(List.of("all layers", "", ""), cost(profile.total(), false), List.of("")));
        return table.rule();
    }

    private Table kernels() {
        Table table = new Table("lr" + "r".repeat(COST.length - 1) + "l").rule();
        table.row(row(List.of("Kernel", "runs"), List.of(COST), List.of())).rule();
        Map<String, Cost> costs = profile.kernels();
        List<String> kernels = new ArrayList<>(costs.keySet());
        if (byTime) {
            kernels.sort(Comparator.comparingDouble(kernel -> -costs.get(kernel).millis()));
        }
        for (String kernel : kernels) {
            int runs = profile.stepsByKernel().get(kernel).size();
            table.row(row(
                    List.of(kernel, Integer.toString(runs)), cost(costs.get(kernel), kernel.equals(JAVA)), List.of()));
        }
        return table.rule();
    }

    private static String[] row(List<String> first, List<String> cost, List<String> last) {
        List<String> cells = new ArrayList<>(first);
        cells.addAll(cost);
        cells.addAll(last);
        return cells.toArray(String[]::new);
    }

    private List<String> cost(Cost cost, boolean java) {
        boolean computes = cost.operations() > 0;
        return List.of(
                Digits.of(cost.millis()),
                percent(cost.millis()),
                computes ? Digits.of(cost.operations() * 1e-6) : "",
                computes ? Digits.of(cost.gflops()) : "",
                computes ? share(cost.shareOfPeak()) : "",
                cost.bytes() > 0 ? Digits.of(cost.bytes() * 1e-6) : "",
                cost.bytes() > 0 ? Digits.of(cost.gigabytes()) : "",
                cost.bytes() > 0 ? share(cost.shareOfBandwidth()) : "",
                java ? JAVA : cost.bytes() > 0 ? cost.bound().name().toLowerCase(Locale.ROOT) : "");
    }

    /** Whether most of the time goes to Java. */
    private static boolean isJava(List<StepCost> steps) {
        double java = 0;
        double all = 0;
        for (StepCost step : steps) {
            all += step.cost().millis();
            java += step.kernel().equals(JAVA) ? step.cost().millis() : 0;
        }
        return 2 * java > all;
    }

    private String percent(double millis) {
        return String.format(Locale.ROOT, "%.1f", 100 * millis / profile.millis());
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    /** {@code 1x112x112x32}. */
    private static String sizes(Shape shape) {
        return shape.rank() == 0
                ? "one"
                : java.util.Arrays.stream(shape.dims()).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    /** {@code product (2 times), softmax}; of what runs in Java the operations: {@code java: topk}. */
    private static String names(List<StepCost> steps) {
        Map<String, Long> counts = steps.stream()
                .map(step -> step.kernel().equals(JAVA) ? "java: " + step.shape() : step.kernel())
                .collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : " (" + entry.getValue() + " times)"))
                .collect(Collectors.joining(", "));
    }
}
