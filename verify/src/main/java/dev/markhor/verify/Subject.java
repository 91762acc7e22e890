package dev.markhor.verify;

import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** A model under test. */
public interface Subject extends AutoCloseable {
    /** Runs the model on its inputs in order; gives its outputs, flattened, dictionaries in the order of their keys. */
    List<Tensor> predict(List<Tensor> inputs);

    /** Names of the layers in the order they run. */
    List<String> layers();

    /** What a layer gives for the model's inputs, if the model has such a layer and it can be looked at. */
    Optional<List<Tensor>> outputsOf(String layer, List<Tensor> inputs);

    @Override
    void close();

    /** Opens models. */
    interface Opener {
        Subject open(GoldenCase golden);
    }
}
