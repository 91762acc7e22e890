package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Reorders the dimensions behind the batch: output dimension {@code i} is input dimension {@code dims[i]}, counted from 1. */
public final class Permute extends BaseLayer<Permute> {
    private final int[] dims;

    /** @throws IllegalArgumentException if the dimensions are not those from 1 to their number, each once */
    public Permute(int... dims) {
        this.dims = dims.clone();
        if (!Arrays.equals(
                Arrays.stream(dims).sorted().toArray(),
                IntStream.rangeClosed(1, dims.length).toArray())) {
            throw new IllegalArgumentException(
                    "dims must hold 1 to " + dims.length + " each once, got " + Arrays.toString(dims));
        }
    }

    @Override
    protected Value call(Value x) {
        return Ops.transpose(
                x, IntStream.concat(IntStream.of(0), IntStream.of(dims)).toArray());
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("dims", dims);
    }

    static Permute fromConfig(LayerConfig config) {
        return new Permute(config.intList("dims"));
    }
}
