package dev.markhor.examples.restoring;

import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Dense;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.function.Supplier;

/** One model's weights by position (HDF5) and by attribute (TensorFlow), and what each makes of a program that changed. */
public final class OrderOrName {
    /** As in Python: {@code self.first = Dense(3, "tanh"); self.second = Dense(3)}. */
    static final class Blend extends Model {
        private final Dense first = new Dense(3).activation("tanh");
        private final Dense second = new Dense(3);

        @Override
        protected Value call(Value x) {
            return second.apply(first.apply(x));
        }
    }

    /** The same, but {@code second} is made before {@code first}. */
    static final class Swapped extends Model {
        private final Dense second = new Dense(3);
        private final Dense first = new Dense(3).activation("tanh");

        @Override
        protected Value call(Value x) {
            return second.apply(first.apply(x));
        }
    }

    /** The same, but {@code first} is called {@code hidden}. */
    static final class Renamed extends Model {
        private final Dense hidden = new Dense(3).activation("tanh");
        private final Dense second = new Dense(3);

        @Override
        protected Value call(Value x) {
            return second.apply(hidden.apply(x));
        }
    }

    public static void main(String[] args) {
        show("as in Python", Blend::new);
        show("made in another order", Swapped::new);
        show("with another name", Renamed::new);
        try (Model model = new Renamed()) {
            model.loadWeights(TENSORFLOW, LoadOptions.defaults().withRenamed("hidden", "first"));
            System.out.println("renamed back: " + model.predict(X));
        }
    }

    private static final Path HDF5 = Path.of("golden/restoring/blend.h5");
    private static final Path TENSORFLOW = Path.of("golden/restoring/blend");
    private static final Tensor X = Tensor.of(new float[] {1, 2, 3}, 1, 3);

    private static void show(String change, Supplier<Model> program) {
        try (Model byPosition = program.get();
                Model byName = program.get()) {
            byPosition.build(1, 3); // HDF5 is a list of weights: there must be variables to go through
            byPosition.loadWeights(HDF5);
            System.out.println(change + ", HDF5: " + byPosition.predict(X));
            byName.loadWeights(TENSORFLOW); // waits for the variables, which the first call creates
            Tensor y = byName.predict(X);
            System.out.println(
                    change + ", TensorFlow: " + y + "\n" + byName.loadStatus().orElseThrow());
        }
    }
}
