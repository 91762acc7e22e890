package dev.markhor.verify;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Runs golden cases. */
public final class Verification {
    /** Where neither the golden values nor the caller say otherwise. */
    public static final double DEFAULT_TOLERANCE = 1e-5;

    /** Layers inside may be further off than the outputs before one of them is taken for the cause. */
    private static final double LAYER_TOLERANCE = 1e-4;

    private final Subject.Opener opener;
    private final double defaultTolerance;

    public Verification(Subject.Opener opener, double defaultTolerance) {
        this.opener = opener;
        this.defaultTolerance = defaultTolerance;
    }

    /** Runs one case. A model that does not load or run is a failed result, not an exception. */
    public Result run(GoldenCase golden) {
        double tolerance = golden.tolerance().orElse(defaultTolerance);
        if (golden.problem().isPresent()) {
            return new Result(
                    golden, false, Double.NaN, tolerance, golden.problem().get());
        }
        try (Subject subject = opener.open(golden)) {
            return run(golden, subject, tolerance);
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            String message = e.getMessage() == null || e instanceof Error ? e.toString() : e.getMessage();
            return new Result(golden, false, Double.NaN, tolerance, message);
        }
    }

    private static Result run(GoldenCase golden, Subject subject, double tolerance) {
        Difference worst = Difference.NONE;
        for (Path call : golden.calls()) {
            try (Npz values = Npz.open(call)) {
                List<Tensor> inputs = numbered(values, "input_");
                List<Tensor> expected = numbered(values, "output_");
                if (expected.isEmpty()) {
                    return new Result(golden, false, Double.NaN, tolerance, call + ": no output_0");
                }
                Difference difference = compare(subject.predict(inputs), expected);
                worst = worst.and(difference);
                if (!difference.isWithin(tolerance)) {
                    String where = golden.calls().size() > 1 ? call.getFileName() + ": " : "";
                    String message = where
                            + difference.problem().orElse("differs")
                            + (call.equals(golden.calls().get(0))
                                    ? firstDivergence(golden, subject, inputs, tolerance)
                                    : "");
                    return new Result(golden, false, difference.relative(), tolerance, message);
                }
            }
        }
        return new Result(golden, true, worst.relative(), tolerance, "");
    }

    private static List<Tensor> numbered(Npz values, String prefix) {
        List<Tensor> tensors = new ArrayList<>();
        for (Optional<Tensor> next = values.find(prefix + 0);
                next.isPresent();
                next = values.find(prefix + tensors.size())) {
            tensors.add(next.get());
        }
        return tensors;
    }

    private static Difference compare(List<Tensor> actual, List<Tensor> expected) {
        if (actual.size() != expected.size()) {
            return new Difference(Double.NaN, Optional.of(actual.size() + " outputs in place of " + expected.size()));
        }
        Difference worst = Difference.NONE;
        for (int i = 0; i < actual.size(); i++) {
            Difference difference = Difference.between(actual.get(i), expected.get(i));
            int output = i;
            worst = worst.and(
                    actual.size() == 1 || difference.problem().isEmpty()
                            ? difference
                            : new Difference(
                                    Double.NaN, difference.problem().map(text -> "output " + output + ": " + text)));
        }
        return worst;
    }

    /** The first layer, in the model's order, whose kept output is not what the model computes; an extension of the message. */
    private static String firstDivergence(GoldenCase golden, Subject subject, List<Tensor> inputs, double tolerance) {
        if (golden.layers().isEmpty()) {
            return "";
        }
        try (Npz kept = Npz.open(golden.layers().get())) {
            int compared = 0;
            for (String layer : subject.layers()) {
                List<String> names = namesOf(layer, kept.names());
                if (names.isEmpty()) {
                    continue;
                }
                Optional<List<Tensor>> outputs = subject.outputsOf(layer, inputs);
                if (outputs.isEmpty()) {
                    continue;
                }
                compared++;
                Difference difference = compareSamples(
                        outputs.get(), names.stream().map(kept::read).toList());
                if (!difference.isWithin(Math.max(tolerance, LAYER_TOLERANCE))) {
                    return "; first diverging layer: " + layer + " ("
                            + difference.problem().orElse(String.format(Locale.ROOT, "%.1e", difference.relative()))
                            + ")";
                }
            }
            return "; none of the " + compared + " layers compared diverges";
        }
    }

    /** Compares as many samples of the batch as were kept. */
    private static Difference compareSamples(List<Tensor> actual, List<Tensor> kept) {
        List<Tensor> first = new ArrayList<>();
        for (int i = 0; i < actual.size(); i++) {
            first.add(i < kept.size() ? first(actual.get(i), kept.get(i).shape()) : actual.get(i));
        }
        return compare(first, kept);
    }

    private static Tensor first(Tensor actual, Shape kept) {
        Shape shape = actual.shape();
        boolean more = shape.rank() > 0
                && shape.rank() == kept.rank()
                && shape.dim(0) > kept.dim(0)
                && shape.with(0, kept.dim(0)).equals(kept);
        if (!more || actual.dtype() != DType.FLOAT32) {
            return actual;
        }
        return Tensor.of(Arrays.copyOf(actual.toFloatArray(), Math.toIntExact(kept.size())), kept.dims());
    }

    /** {@code layer}, or {@code layer.0}, {@code layer.1}, … for a layer of several outputs. */
    private static List<String> namesOf(String layer, Set<String> kept) {
        if (kept.contains(layer)) {
            return List.of(layer);
        }
        List<String> names = new ArrayList<>();
        while (kept.contains(layer + "." + names.size())) {
            names.add(layer + "." + names.size());
        }
        return names;
    }
}
