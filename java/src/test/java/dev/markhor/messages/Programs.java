package dev.markhor.messages;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.GlobalAveragePooling2D;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Models in Java of files in {@code golden/checkpoints}, and what became of them in programs that changed. */
final class Programs {
    private Programs() {}

    /** {@code Net} of several cases: dense layers one after the other. */
    static final class Net extends Model {
        /** Not layers, which would be attributes twice. */
        private final List<UnaryOperator<Value>> chain = new ArrayList<>();

        private Supplier<Dense> last;

        /** The layers of the file. */
        Net() {
            this("d1", 3, "d2", 2);
        }

        /** @param namesAndUnits of each layer */
        Net(Object... namesAndUnits) {
            setName("net");
            for (int i = 0; i < namesAndUnits.length; i += 2) {
                Dense layer = new Dense((Integer) namesAndUnits[i + 1]);
                track((String) namesAndUnits[i], layer);
                chain.add(layer::apply);
                last = () -> layer;
            }
        }

        Net last(DType type) {
            last.get().setDType(type);
            return this;
        }

        Net built() {
            build(-1, 4);
            return this;
        }

        @Override
        protected Value call(Value x) {
            Value y = x;
            for (UnaryOperator<Value> layer : chain) {
                y = layer.apply(y);
            }
            return y;
        }
    }

    /** {@code k2_containers}, whose list is called {@code blocks} in the file. */
    static final class Lists extends Model {
        Lists(String list) {
            List<Dense> layers = track(list, List.of(new Dense(3), new Dense(3)));
            Map<String, Dense> table = new LinkedHashMap<>();
            table.put("b.x", new Dense(3));
            table.put("a/y", new Dense(3));
            track("table", table);
            List<Dense> inner = List.of(new Dense(3));
            Map<String, Dense> map = Map.of("k", new Dense(2));
            track("nested", List.of(inner, "text", map));
            List<Object> pair = track("pair", List.of(new Dense(2), "z"));
            Value x = Input.of(4);
            for (Dense layer : layers) {
                x = layer.apply(x);
            }
            x = inner.get(0).apply(table.get("a/y").apply(table.get("b.x").apply(x)));
            ((Dense) pair.get(0)).apply(map.get("k").apply(x));
        }

        @Override
        protected Value call(Value x) {
            return x;
        }
    }

    /** {@code k3_lists_lost}. */
    static final class Lists3 extends Model {
        private final Dense first = new Dense(3);
        private final List<Dense> blocks = List.of(new Dense(3), new Dense(2));

        @Override
        protected Value call(Value x) {
            return blocks.get(1).apply(blocks.get(0).apply(first.apply(x)));
        }
    }

    /** {@code v1_name_based}. */
    static Model named(String first, int units) {
        Value x = Input.of(4);
        Value y = new Dense(units).name(first).apply(x);
        return Model.of(x, new Dense(2).name("head").apply(y));
    }

    /** {@code k2_h5_by_name}. */
    static Model pictures(int units, boolean isLonger) {
        Dense out = new Dense(units).name("out");
        return isLonger ? pictures(out, new Dense(4).name("extra")) : pictures(out);
    }

    /** @param last in place of the layer {@code out} */
    static Model pictures(Dense... last) {
        Value image = Input.of(6, 6, 2);
        Value h = new BatchNormalization()
                .name("bn")
                .apply(new Conv2D(3, 3).name("conv").apply(image));
        h = new Dropout(0.3)
                .name("drop")
                .apply(new GlobalAveragePooling2D().name("gap").apply(h));
        for (Dense layer : last) {
            h = layer.apply(h);
        }
        Model model = Model.of(image, h);
        model.setName("pictures");
        return model;
    }

    /** The same without its last layer. */
    static Model shorter() {
        Value image = Input.of(6, 6, 2);
        return Model.of(
                image,
                new BatchNormalization()
                        .name("bn")
                        .apply(new Conv2D(3, 3).name("conv").apply(image)));
    }

    /** {@code k2_h5_nested_frozen}, nothing of it frozen. */
    static Model nested() {
        Value a = Input.of(4);
        Value y = new BatchNormalization()
                .name("norm")
                .apply(new Dense(4).name("frozen").apply(a));
        Model inner = Model.of(a, new Dense(3).name("free").apply(y));
        inner.setName("inner");
        Model tail = new Sequential(Input.of(3), new BatchNormalization().name("tn"), new Dense(2).name("td"));
        tail.setName("tail");
        Value x = Input.of(4);
        return Model.of(x, tail.apply(inner.apply(x)));
    }

    /** That of {@code golden/restoring/blend.h5}, with a variable of its own. */
    static Model withScale() {
        return new Scaled();
    }

    private static final class Scaled extends Model {
        private final Dense first = new Dense(3);
        private final Dense second = new Dense(3);
        private Variable scale;

        Scaled() {
            setName("scaled");
            build(-1, 3);
        }

        @Override
        protected void build(Shape input) {
            scale = addWeight("scale", Shape.of(3), Initializers.ones());
        }

        @Override
        protected Value call(Value x) {
            return Ops.multiply(second.apply(first.apply(x)), scale.value());
        }
    }
}
