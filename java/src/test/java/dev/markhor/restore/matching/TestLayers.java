package dev.markhor.restore.matching;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.Layer;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Variable;

/** A small layer to restore into, and an initialiser that counts how often it runs. */
final class TestLayers {
    private TestLayers() {}

    static final class Counter implements Initializer {
        int runs;

        @Override
        public Tensor initialize(Spec spec) {
            runs++;
            return Tensor.zeros(spec.dtype(), spec.shape());
        }
    }

    /** {@code x * kernel + bias}. */
    static final class Dense extends Layer {
        private final long units;
        private final Counter counter;
        private Variable kernel;
        private Variable bias;

        Dense(long units, Counter counter) {
            this.units = units;
            this.counter = counter;
        }

        Dense named(String name) {
            setName(name);
            return this;
        }

        Dense frozen() {
            setTrainable(false);
            return this;
        }

        Variable kernel() {
            return kernel;
        }

        Variable bias() {
            return bias;
        }

        @Override
        protected void build(Shape input) {
            kernel = addWeight("kernel", Shape.of(input.dim(-1), units), counter);
            bias = addWeight("bias", Shape.of(units), counter);
        }

        @Override
        protected Value call(Value x) {
            return Ops.add(Ops.matmul(x, kernel.value()), bias.value());
        }
    }
}
