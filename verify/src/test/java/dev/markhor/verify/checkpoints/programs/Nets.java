package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.variable.Initializers;

/** A model of two or three layers in variants, each of which meets the files in another way. */
final class Nets implements Programs {
    /** Constant start values, so that a layer that stays unrestored has a known output. */
    static Dense dense(int units) {
        return new Dense(units).kernelInitializer(Initializers.constant(0.25));
    }

    /** {@code d1 -> relu -> d2}, and {@code d3} behind if it is to be called. */
    static final class Net extends Model {
        private final Dense d1;
        private Dense d2;
        private Dense d3;
        private boolean callsThird;

        Net() {
            this(dense(3), dense(2));
        }

        Net(Dense first, Dense second) {
            super(Dialect.KERAS2);
            d1 = first;
            d2 = second;
        }

        Net withThird(Dense third, boolean called) {
            d3 = third;
            callsThird = called;
            return this;
        }

        @Override
        protected Value call(Value x) {
            Value y = d2.apply(Ops.relu(d1.apply(x)));
            return callsThird ? d3.apply(y) : y;
        }
    }

    /** The second layer is called otherwise. */
    private static final class Renamed extends Model {
        private final Dense d1 = dense(3);
        private final Dense head = dense(2);

        @Override
        protected Value call(Value x) {
            return head.apply(Ops.relu(d1.apply(x)));
        }
    }

    /** Both are. */
    private static final class AllRenamed extends Model {
        private final Dense x = dense(3);
        private final Dense y = dense(2);

        @Override
        protected Value call(Value value) {
            return y.apply(Ops.relu(x.apply(value)));
        }
    }

    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> new Net();
            case "make_extra" -> new Net().withThird(dense(2), true);
            case "make_unused" -> new Net().withThird(dense(2), false);
            case "make_renamed" -> new Renamed();
            case "make_all_renamed" -> new AllRenamed();
            case "make_wide" -> new Net(dense(3), dense(5));
            case "make_float64" -> new Net(dense(3), dense(2).dtype(DType.FLOAT64));
            default -> throw new IllegalArgumentException(function);
        };
    }

    @Override
    public void change(String scenario, Model model) {
        Net net = (Net) model;
        switch (scenario) {
            case "attribute_after_load" -> net.withThird(dense(2), true);
            case "built_layer_after_load" -> {
                Dense built = dense(2);
                built.apply(Input.of(2));
                net.withThird(built, true);
            }
            case "replaced_after_load" -> net.d2 = dense(2);
            default -> throw new IllegalArgumentException(scenario);
        }
    }
}
