package dev.markhor.cli;

import dev.markhor.cli.bench.Blueprint;
import dev.markhor.cli.bench.KerasProcess;
import dev.markhor.cli.bench.LoadComparison;
import dev.markhor.cli.bench.ModelFile;
import dev.markhor.cli.bench.PythonSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --weights}: one model loaded from several files, in every way there is, and by Keras too if the user says where it is. */
final class LoadBench {
    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "A file, or a TensorFlow checkpoint's prefix, with weights of MODEL; may be repeated. Every way of "
                            + "loading it is timed, by turns.")
    private List<Path> weights = List.of();

    @Option(
            names = "--checkpoint-root",
            paramLabel = "NAME",
            description = "What checkpoints call the model, if tf.train.Checkpoint(NAME=model) wrote them.")
    private String root;

    @Option(
            names = "--python",
            paramLabel = "PYTHON",
            description =
                    "A Python interpreter with Keras, to time Keras' own loading of the same files in the same run. Nothing else "
                            + "makes Markhor start Python.")
    private Path python;

    @Option(
            names = "--python-model",
            paramLabel = "FILE:NAME",
            description = "The class or function in a Python file that makes the model, where no configuration does.")
    private String pythonModel;

    boolean isWanted() {
        return !weights.isEmpty() || python != null;
    }

    int run(
            Terminal terminal,
            Optional<Path> path,
            ModelOptions options,
            InputOptions inputs,
            int rounds,
            boolean json) {
        Optional<ModelFile> model = path.map(ModelFile::of);
        List<ModelFile> files = weights.stream()
                .map(file -> ModelFile.of(file).under(Optional.ofNullable(root)))
                .toList();
        Optional<ModelFile> made = model.or(() -> options.hasExtensions()
                ? Optional.empty()
                : files.stream().filter(ModelFile::isWhole).findFirst());
        Blueprint blueprint = new Blueprint(made, options.load(), inputs.shapes());
        LoadComparison comparison = new LoadComparison(model, files, blueprint, options.load());
        if (comparison.loads().isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to load: a MODEL with weights, or --weights, was expected, found "
                            + path.map(Path::toString).orElse("neither"));
        }
        LoadReport report = new LoadReport(terminal, rounds);
        try (Progress progress = Progress.start(terminal, "loading by turns");
                KerasProcess process = python == null ? null : start(blueprint, comparison, options)) {
            Optional<KerasProcess> keras = Optional.ofNullable(process);
            List<LoadComparison.Line> lines = comparison.time(rounds, keras);
            progress.close();
            report.print(lines, comparison, keras, json);
        }
        return ExitCode.OK;
    }

    private KerasProcess start(Blueprint blueprint, LoadComparison comparison, ModelOptions options) {
        PythonSetup setup = new PythonSetup(python, Optional.ofNullable(pythonModel), options.threads());
        Path any = comparison.loads().iterator().next().file().path();
        return new KerasProcess(setup, blueprint, blueprint.inputs(any));
    }
}
