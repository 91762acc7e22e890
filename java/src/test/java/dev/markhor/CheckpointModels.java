package dev.markhor;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.GlobalAveragePooling2D;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Variable;
import java.util.List;
import java.util.stream.IntStream;

/** The models of {@code src/test/resources/checkpoints/*.py} in Java. */
final class CheckpointModels {
    /** What a variable holds that nothing was loaded into. */
    static final Initializer START = spec -> Tensor.full(spec.dtype(), spec.shape(), 0.25);

    private CheckpointModels() {}

    /** {@code k2_h5_by_name}. */
    static Model byName(boolean dropout, int units, boolean mid, boolean extra) {
        Value image = Input.of(6, 6, 2);
        Value h = new Conv2D(3, 3).activation("relu").name("conv").apply(image);
        h = new BatchNormalization().name("bn").apply(h);
        h = new GlobalAveragePooling2D().name("gap").apply(h);
        if (dropout) {
            h = new Dropout(0.3).name("drop").apply(h);
        }
        if (mid) {
            h = dense(5, "mid").apply(h);
        }
        h = dense(units, "out").apply(h);
        if (extra) {
            h = dense(4, "extra").apply(h);
        }
        return Model.of(image, h);
    }

    private static Dense dense(int units, String name) {
        return new Dense(units).name(name).kernelInitializer(START).biasInitializer(START);
    }

    /** {@code k2_h5_nested_frozen}. */
    static Model nestedFrozen(boolean freeze) {
        Value a = Input.of(4);
        Dense frozen = new Dense(4).activation("tanh").name("frozen").trainable(!freeze);
        Value y = new Dense(3)
                .name("free")
                .apply(new BatchNormalization().name("norm").apply(frozen.apply(a)));
        Model inner = Model.of(a, y);
        inner.setName("inner");
        Model tail = new Sequential(
                Input.of(3),
                new BatchNormalization().name("tn").trainable(!freeze),
                new Dense(2).name("td").trainable(!freeze));
        tail.setName("tail");
        tail.setTrainable(!freeze);
        Value x = Input.of(4);
        return Model.of(x, tail.apply(inner.apply(x)));
    }

    /** {@code k2_v3_old}, the sequential model. */
    static Model oldSequential() {
        return new Sequential(
                Input.of(4),
                new Dense(3).activation("relu"),
                new Dropout(0.1),
                new BatchNormalization(),
                new Sequential(Input.of(3), new Dense(4), new Dense(5)),
                new Dense(2));
    }

    /** {@code k2_v3_old}, a layer with layers. */
    static final class OldBlock extends Layer {
        final Dense z = new Dense(3);
        final Dense _p = new Dense(4);

        @Override
        public String className() {
            return "Block";
        }

        @Override
        protected Value call(Value x) {
            return _p.apply(z.apply(x));
        }
    }

    /** {@code k2_v3_old}, the user-defined model. */
    static final class OldSub extends Model {
        final Dense out = new Dense(2);
        final Dense denseA = new Dense(3).activation("tanh");
        final OldBlock blk = new OldBlock();
        final Dense _hidden = new Dense(5);
        final List<Layer> parts = List.of(new Dense(6), new BatchNormalization());

        OldSub() {
            super(Dialect.KERAS2);
        }

        @Override
        protected Value call(Value x) {
            Value y = parts.get(0).apply(_hidden.apply(blk.apply(denseA.apply(x))));
            return out.apply(parts.get(1).apply(y));
        }
    }

    /** {@code k2_subclass_formats}, a layer with layers and a variable. */
    static final class Block extends Layer {
        final Dense z = new Dense(3);
        final Dense a = new Dense(3);
        final Dense _p = new Dense(3);
        Variable own;

        @Override
        protected void build(Shape input) {
            own = addWeight("own", Shape.of(3), START);
        }

        @Override
        protected Value call(Value x) {
            return Ops.multiply(_p.apply(a.apply(z.apply(x))), own.value());
        }
    }

    /** {@code k2_subclass_formats}: attributes on both sides of the name "layers" in sort order. */
    static final class Formats extends Model {
        final Dense out = new Dense(2);
        final Dense dense_a = new Dense(3);
        final Block blk = new Block();
        final Dense _hidden = new Dense(3);
        final List<Layer> parts = List.of(new Dense(3), new BatchNormalization());
        Variable top;

        @Override
        protected void build(Shape input) {
            top = addWeight("top", Shape.of(2), START);
        }

        @Override
        protected Value call(Value x) {
            Value y = parts.get(0).apply(_hidden.apply(blk.apply(dense_a.apply(x))));
            return Ops.add(out.apply(parts.get(1).apply(y)), top.value());
        }
    }

    /** {@code k3_lists_lost}. */
    static final class Lists3 extends Model {
        final Dense first = new Dense(3);
        final List<Dense> blocks = List.of(new Dense(3), new Dense(2));

        @Override
        protected Value call(Value x) {
            return blocks.get(1).apply(blocks.get(0).apply(first.apply(x)));
        }
    }

    /** {@code k3_nested_container}: layers in lists in a list. */
    static final class NestedDenseModel extends Model {
        final List<List<Dense>> blocks;
        final Dense out = new Dense(2);

        NestedDenseModel(int blocks) {
            this.blocks = IntStream.range(0, blocks)
                    .mapToObj(i -> List.of(new Dense(4).useBias(false)))
                    .toList();
        }

        @Override
        protected Value call(Value x) {
            Value y = x;
            for (List<Dense> block : blocks) {
                y = block.get(0).apply(y);
            }
            return out.apply(y);
        }
    }
}
