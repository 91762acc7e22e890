package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.Conv2DTranspose;
import dev.markhor.layers.Dense;
import dev.markhor.layers.DepthwiseConv2D;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.GlobalAveragePooling1D;
import dev.markhor.layers.GlobalAveragePooling2D;
import dev.markhor.layers.GroupNormalization;
import dev.markhor.layers.Normalization;
import dev.markhor.layers.PReLU;
import dev.markhor.layers.SeparableConv2D;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;

/** Keras 3: variables with other names than in Keras 2, and layers that are counted along with what is between them. */
final class Keras3Names implements Programs {
    private static final class Names extends Model {
        private final DepthwiseConv2D depthwise = new DepthwiseConv2D(3);
        private final SeparableConv2D separable = new SeparableConv2D(3, 2);
        private final Conv2DTranspose transposed = new Conv2DTranspose(4, 2);
        private final GroupNormalization grouped = new GroupNormalization().groups(2);
        private final PReLU prelu = new PReLU().sharedAxes(1, 2);
        private final Normalization stats = new Normalization();
        private final GlobalAveragePooling2D pool = new GlobalAveragePooling2D();

        @Override
        protected Value call(Value x) {
            Value h = transposed.apply(separable.apply(depthwise.apply(x)));
            h = pool.apply(prelu.apply(grouped.apply(h)));
            return Ops.add(h, Ops.multiply(stats.apply(h), 0));
        }
    }

    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> new Names();
            case "make_masked" ->
                new Sequential(
                        Input.of(DType.INT32, 5),
                        new Embedding(9, 4).maskZero(true),
                        new Dropout(0.1),
                        new GlobalAveragePooling1D(),
                        new Dense(4),
                        new Dense(4));
            default -> throw new IllegalArgumentException(function);
        };
    }

    @Override
    public String input(String function) {
        return function.equals("make_masked") ? "input_1" : "input_0";
    }

    /** Operation 3 is the comparison that makes the mask. */
    @Override
    public String path(String function, String python) {
        return function.equals("make_masked")
                ? python.replace("_operations/5", "_operations/4").replace("_operations/6", "_operations/5")
                : python;
    }
}
