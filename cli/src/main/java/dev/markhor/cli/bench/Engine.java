package dev.markhor.cli.bench;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A model that some runtime has opened. */
public interface Engine extends AutoCloseable {
    /** Names, types and shapes of what it takes, in its order; free dimensions are {@link dev.markhor.tensor.Shape#FREE}. */
    Map<String, Spec> inputs();

    /**
     * Runs the model once. Inputs are taken from where they lie, outputs are copied out of the engine once.
     *
     * @param inputs in the order of {@link #inputs}, of just these types
     * @throws IllegalArgumentException if the engine does not take them
     */
    List<Tensor> run(List<Tensor> inputs);

    @Override
    void close();
}
