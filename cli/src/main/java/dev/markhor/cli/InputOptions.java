package dev.markhor.cli;

import dev.markhor.cli.bench.RandomInputs;
import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
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
                "What one sample is, where the model leaves sizes free or does not say what it takes: 32,32,3 or 12:int32, "
                        + "once for each input; ? is a free size."
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
     * What a model takes, as it says itself and as the user said.
     *
     * @throws IllegalArgumentException if neither did, or they contradict each other
     */
    Map<String, Spec> specs(Path path, Model model) {
        DeclaredInputs declared = DeclaredInputs.of(model);
        if (shapes.isEmpty()) {
            if (!declared.areKnown()) {
                throw new IllegalArgumentException(
                        path + ": the model does not say what it takes: say it by --shape, as in --shape 32,32,3");
            }
            return declared.specs();
        }
        Map<String, Spec> given = new LinkedHashMap<>();
        if (!declared.areKnown()) {
            shapes.forEach(shape -> given.put("input_" + given.size(), shape));
            return given;
        }
        if (shapes.size() != declared.specs().size()) {
            throw new IllegalArgumentException("--shape is given " + shapes.size() + " times, the model's inputs are "
                    + declared + ": once for each was expected, in this order");
        }
        declared.specs().forEach((name, spec) -> given.put(name, narrowed(name, spec, shapes.get(given.size()))));
        return given;
    }

    /** Where the user says no size, or no type, the declared one stays. */
    private static Spec narrowed(String name, Spec declared, Spec given) {
        boolean sameType = given.dtype() == DType.FLOAT32 || given.dtype() == declared.dtype();
        if (!sameType || !declared.shape().accepts(given.shape())) {
            throw new IllegalArgumentException(
                    "--shape: " + given + " does not fit input '" + name + "', which is " + declared);
        }
        long[] dims = given.shape().dims();
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = dims[axis] == Shape.FREE ? declared.shape().dim(axis) : dims[axis];
        }
        return declared.withShape(Shape.of(dims));
    }
}
