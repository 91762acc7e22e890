package dev.markhor.cli;

import dev.markhor.cli.bench.RandomInputs;
import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a model computes on while it is timed. */
final class InputOptions {
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
            names = "--shape",
            paramLabel = "SIZES[:TYPE]",
            converter = SampleShape.class,
            description = {
                "What one sample is, for a model that does not say what it takes: 32,32,3 or 12:int32, once for each "
                        + "input; ? is a free size."
            })
    private List<Spec> shapes = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the random inputs (default: ${DEFAULT-VALUE}).")
    private long seed;

    int batch() {
        return batch;
    }

    /** @throws IllegalArgumentException if a number makes no sense */
    void check() {
        BenchCommand.requirePositive("--batch", batch);
        BenchCommand.requirePositive("--size", size);
    }

    RandomInputs random() {
        return new RandomInputs(batch, size, seed);
    }

    /** What the user said that one sample is, with a free batch. */
    List<Spec> shapes() {
        return shapes;
    }

    /**
     * What a model takes, as it says itself or as the user said.
     *
     * @throws IllegalArgumentException if neither did
     */
    Map<String, Spec> specs(Path path, Model model) {
        Map<String, Spec> declared = model.inputSpecs();
        if (!declared.isEmpty()) {
            return declared;
        }
        if (shapes.isEmpty()) {
            throw new IllegalArgumentException(
                    path + ": the model does not say what it takes: say it by --shape, as in --shape 32,32,3");
        }
        Map<String, Spec> given = new LinkedHashMap<>();
        shapes.forEach(shape -> given.put("input_" + given.size(), shape));
        return given;
    }
}
