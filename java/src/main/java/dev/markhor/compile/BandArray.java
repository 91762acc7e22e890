package dev.markhor.compile;

import dev.markhor.binding.ThreadPool;
import dev.markhor.ops.Band;
import dev.markhor.runtime.NativeArray;
import dev.markhor.runtime.WeightArray;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.Shape;

/** A mask that depends on nothing but sizes: made once, like a weight. */
record BandArray(Band band, Shape shape) implements WeightArray {
    @Override
    public int hashCode() {
        return shape.hashCode();
    }

    @Override
    public NativeArray materialize(WeightSet weights, ThreadPool threads) {
        return weights.copy(band.mask(shape));
    }
}
