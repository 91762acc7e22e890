package dev.markhor.fuzz.format;

import dev.markhor.Diagnosis;
import dev.markhor.Markhor;
import dev.markhor.error.MarkhorException;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Spec;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.model.PlanSummary;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What users do with files, and what they may be told: anything but the documented exceptions goes through. */
public final class Use {
    /** Of dimensions that a model leaves free. */
    private static final long SIZE = 4;
    /** A model whose results, or weights times results, take more is not run: it might be slow, and that is no file's fault. */
    private static final long RESULTS = 256 << 10;

    private static final long PRODUCT = 1L << 34;

    private Use() {}

    /** Runs a step; whether it was not refused. */
    static boolean accepts(Runnable step) {
        try {
            step.run();
            return true;
        } catch (MarkhorException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new IllegalStateException("refused without a word", e);
            }
            return false;
        }
    }

    /** As {@link #accepts}, for loading by name, which does not go with every kind of file; what kind a mutant is cannot be told before. */
    static boolean acceptsByName(Runnable step) {
        try {
            return accepts(step);
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).contains("withByName")) {
                throw e;
            }
            return false;
        }
    }

    /** As {@link #accepts}, for a model that is not built, which not every file goes into; what a mutant is cannot be told before. */
    static boolean acceptsIfBuilt(Runnable step) {
        try {
            return accepts(step);
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).contains("is not built")) {
                throw e;
            }
            return false;
        }
    }

    /** The model, ready to run; null if it was refused. */
    public static Model model(Supplier<Model> loading) {
        Model[] model = {null};
        accepts(() -> model[0] = loading.get());
        if (model[0] != null) {
            model[0].setExecution(ExecutionOptions.defaults().withThreads(1));
        }
        return model[0];
    }

    /** Compiles a model and runs it once on zeros, if it takes no more than a little. */
    public static Outcome predict(Model model) {
        try {
            PlanSummary plan = model.planSummary(SIZE);
            long weights = model.weights().stream()
                    .mapToLong(weight -> weight.shape().size() * weight.dtype().bytes())
                    .sum();
            double results = plan.arenaBytes() + bytes(plan.inputs()) + bytes(plan.outputs());
            if (results > RESULTS || weights * results > PRODUCT) {
                return Outcome.LOADED;
            }
            model.warmUp(plan.inputs().stream().map(Spec::shape).toArray(Shape[]::new));
            return Outcome.PREDICTED;
        } catch (MarkhorException | IllegalArgumentException | IllegalStateException e) {
            return Outcome
                    .LOADED; // inputs of these sizes do not fit, or something has no value: a vocabulary, a weight too
            // large to initialise
        }
    }

    /** Of what is not known before running, none. */
    private static double bytes(List<Spec> specs) {
        double bytes = 0;
        for (Spec spec : specs) {
            if (spec.shape().isStatic()) {
                bytes += 8.0 * spec.shape().size();
            }
        }
        return bytes;
    }

    /** Has the file diagnosed, which may not end in an exception, nor tell of one that is none for users. */
    static void diagnose(Path path, LoadOptions options) {
        Diagnosis diagnosis = Markhor.diagnose(path, options, SIZE);
        for (String problem : diagnosis.problems()) {
            if (problem.startsWith("java.") || problem.contains("the memory that Java may use")) {
                throw new IllegalStateException("diagnosis: " + problem);
            }
        }
    }

    static Map<String, Tensor> weights(Model model) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (Map.Entry<String, Variable> weight : model.weightsByPath().entrySet()) {
            if (weight.getValue().hasValue()) {
                values.put(weight.getKey(), weight.getValue().get());
            }
        }
        return values;
    }

    /** @throws WrongValues if a value that a checksum protects is another one than in the sound file */
    static void requireSame(Map<String, Tensor> expected, Map<String, Tensor> found) {
        found.forEach((name, value) -> {
            Tensor sound = expected.get(name);
            if (sound != null && !sound.equals(value)) {
                throw new WrongValues(name + ": the checksum was not mended, but the value was accepted");
            }
        });
    }

    /** The worst of all findings. */
    static final class WrongValues extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongValues(String message) {
            super(message);
        }
    }
}
