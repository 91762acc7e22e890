package dev.markhor.cli;

import dev.markhor.tensor.Tensor;
import java.util.List;

/**
 * What a model is to run on.
 *
 * @param inputs in the model's order
 * @param names of the samples, after the files that they came from; empty if no file stands for a sample
 */
record Samples(List<Tensor> inputs, List<String> names) {
    static long count(Tensor tensor) {
        return tensor.shape().rank() == 0 ? 1 : tensor.shape().dim(0);
    }

    /** What a row of a result is called. A result that has not a row for each sample has rows of its own. */
    String nameOf(int row, int rows) {
        if (rows != count(inputs.get(0))) {
            return "row " + row;
        }
        return names.isEmpty() ? "sample " + row : names.get(row);
    }
}
