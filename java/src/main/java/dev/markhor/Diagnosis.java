package dev.markhor;

import dev.markhor.graph.Spec;
import dev.markhor.model.Dialect;
import dev.markhor.restore.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of the attempt to make a file's model ready to run: see {@link Markhor#diagnose}.
 *
 * @param format what the file is, for people; empty if that was not recognised, or is nothing that is read
 * @param writer who wrote it, as far as the file or the caller says
 * @param dialect whose rules its configuration follows, if there is one
 * @param layers in the order of the configuration, those of models inside in place of these models
 * @param problems why the model does not run, where that is no single layer's fault
 * @param notes what else is worth knowing
 * @param footprint what the model takes; only of one that runs
 */
public record Diagnosis(
        Path file,
        Optional<String> format,
        Writer writer,
        Optional<Dialect> dialect,
        List<LayerReport> layers,
        List<String> problems,
        List<String> notes,
        Optional<Footprint> footprint) {
    /** What is known of a layer. */
    public enum Support {
        /** Everything it computes has a native kernel. */
        NATIVE,
        /** Some of what it computes, or all, runs in Java. */
        JAVA,
        /** It computes nothing when predicting, as an input or a dropout. */
        IDLE,
        /** It can be made; how it runs is not known, as the model as a whole cannot be. */
        READABLE,
        /** Its class, or a function that it names, is to be registered with the loading call. */
        UNREGISTERED,
        /** Its configuration is refused: it asks for something that is not supported, or does not fit together. */
        REFUSED
    }

    /**
     * One layer.
     *
     * @param path its name, after those of the models it is in: {@code encoder/dense_1}
     * @param inJava the operations that run in Java, each as often as there are
     * @param message what is wrong and what to do; empty if nothing is
     */
    public record LayerReport(
            String path, String className, Support support, List<String> inJava, Optional<String> message) {
        /** Whether the model cannot be loaded because of this layer. */
        public boolean isObstacle() {
            return support == Support.UNREGISTERED || support == Support.REFUSED;
        }
    }

    /**
     * What a call takes, and the model for itself.
     *
     * @param inputs types and shapes of the call that was looked at
     * @param outputs of its results, as far as they are known before running
     * @param weightBytes all weights, as they are in memory; those of products and convolutions are packed for the processor, once more
     * @param arenaBytes intermediate results of one call
     */
    public record Footprint(List<Spec> inputs, List<Spec> outputs, long weightBytes, long arenaBytes) {}

    /** Whether {@code predict} will work. */
    public boolean isUsable() {
        return footprint.isPresent() && problems.isEmpty();
    }
}
