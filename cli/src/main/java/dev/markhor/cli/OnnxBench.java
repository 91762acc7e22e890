package dev.markhor.cli;

import dev.markhor.cli.bench.Agreement;
import dev.markhor.cli.bench.Engine;
import dev.markhor.cli.bench.MarkhorEngine;
import dev.markhor.cli.bench.Peer;
import dev.markhor.cli.bench.Peers;
import dev.markhor.cli.bench.RandomInputs;
import dev.markhor.cli.bench.SideBySide;
import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code --onnx}: the same model in Markhor and in ONNX Runtime. */
final class OnnxBench {
    @Option(
            names = "--onnx",
            paramLabel = "FILE",
            description =
                    "The same model in ONNX, to be run in ONNX Runtime's Java API by turns, with as many threads.")
    private Path onnx;

    @Option(
            names = "--onnxruntime",
            paramLabel = "JAR",
            split = ":",
            description = "With --onnx: ONNX Runtime's jar, to use another one than the launcher fetches.")
    private List<Path> jars = List.of();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            split = ",",
            description = "With --onnx, beside ONNX Runtime: ${COMPLETION-CANDIDATES}, or both.")
    private Set<Backend> backends = new LinkedHashSet<>();

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "1e-3",
            description =
                    "With --onnx: how far the outputs may differ, relative to the largest value (default: ${DEFAULT-VALUE}); "
                            + "nothing is timed if they differ more.")
    private double tolerance;

    boolean isWanted() {
        return onnx != null;
    }

    /** @throws IllegalArgumentException if there is nothing that options are for */
    void check() {
        if (onnx == null && !(backends.isEmpty() && jars.isEmpty())) {
            throw new IllegalArgumentException((backends.isEmpty() ? "--onnxruntime" : "--backend")
                    + " goes with --onnx; the backend of other runs is a setting, "
                    + "MARKHOR_JAVA_OPTIONS=-Dmarkhor.kernels=openblas");
        }
    }

    int run(Terminal terminal, Path path, ModelOptions options, InputOptions inputs, int rounds, boolean json) {
        if (!Files.isRegularFile(onnx)) {
            throw new IllegalArgumentException(onnx + ": no such file");
        }
        Peer peer = Peers.onnxRuntime(jars);
        int threads = options.execution().threads();
        Map<String, Supplier<Engine>> engines = new LinkedHashMap<>();
        for (Backend backend : backends.isEmpty() ? Set.of(options.execution().backend()) : backends) {
            String name = "markhor" + (backend == Backend.NATIVE ? "" : ", openblas");
            engines.put(name, () -> open(path, options, inputs, new ExecutionOptions(threads, backend)));
        }
        engines.put(peer.name(), () -> peer.open(onnx, threads));
        try (Progress progress = Progress.start(terminal, "measuring " + path);
                SideBySide both =
                        new SideBySide(engines, specs -> inputs.random().of(specs, bound(path, options)))) {
            Map<String, Agreement> agreements = both.agreements();
            OnnxReport report = new OnnxReport(terminal, path, onnx, threads, describe(both.inputs()), agreements);
            boolean agree = report.printDisagreements(tolerance);
            if (agree) {
                Map<String, SideBySide.Taken> taken = both.time(rounds);
                progress.close();
                report.print(taken, json);
            }
            return agree ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private static Engine open(Path path, ModelOptions options, InputOptions inputs, ExecutionOptions execution) {
        Model model = options.open(path);
        model.setExecution(execution);
        return new MarkhorEngine(model, inputs.specs(path, model));
    }

    private static int bound(Path path, ModelOptions options) {
        try (Model model = options.open(path)) {
            return RandomInputs.bound(model);
        }
    }

    private static String describe(List<Tensor> inputs) {
        List<String> specs = inputs.stream().map(Spec::of).map(Spec::toString).toList();
        return String.join(", ", specs);
    }
}
