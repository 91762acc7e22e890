package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PredictTest {
    /** {@code x * kernel}, the kernel all ones unless assigned. */
    private static final class Product extends Layer {
        private final long units;
        private Variable kernel;

        Product(long units) {
            this.units = units;
        }

        @Override
        protected void build(Shape input) {
            kernel = addWeight(
                    "kernel", Shape.of(input.dim(-1), units), spec -> Tensor.full(spec.dtype(), spec.shape(), 1));
        }

        @Override
        protected Value call(Value x) {
            return Ops.matmul(x, kernel.value());
        }
    }

    private static final class TwoLayers extends Model {
        private final Product first = new Product(3);
        private final List<Product> rest = List.of(new Product(2), new Product(1));

        @Override
        protected Value call(Value x) {
            Value y = first.apply(x);
            for (Product layer : rest) {
                y = layer.apply(y);
            }
            return y;
        }
    }

    @Test
    void userDefinedModelIsBuiltByItsFirstCall() {
        try (TwoLayers model = new TwoLayers()) {
            Tensor y = model.predict(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
            assertEquals(Shape.of(2, 1), y.shape());
            assertArrayEquals(new float[] {18, 42}, y.toFloatArray());
            assertEquals(3, model.weights().size());
        }
    }

    @Test
    void assignedWeightsAreSeenByTheNextCall() {
        try (TwoLayers model = new TwoLayers()) {
            Tensor x = Tensor.of(new float[] {1, 1}, 1, 2);
            model.predict(x);
            model.weights().get(2).assign(Tensor.of(new float[] {0, 1}, 2, 1));
            assertArrayEquals(new float[] {6}, model.predict(x).toFloatArray());
        }
    }

    @Test
    void functionalModelTakesInputsByNameAndFreeSizes() {
        Value a = Input.named("a", DType.FLOAT32, Shape.FREE, 2);
        Value b = Input.named("b", DType.FLOAT32, Shape.FREE, 2);
        Model model = Model.of(
                Structure.list(List.of(a, b)), Structure.of(Ops.add(new Product(1).apply(a), new Product(1).apply(b))));
        for (int length : new int[] {1, 3}) {
            Tensor ones = Tensor.full(DType.FLOAT32, Shape.of(2, length, 2), 1);
            Tensor twos = Tensor.full(DType.FLOAT64, Shape.of(2, length, 2), 2);
            Tensor sum = model.predict(Map.of("b", twos, "a", ones)).get(0);
            assertEquals(Tensor.full(DType.FLOAT32, Shape.of(2, length, 1), 6), sum);
        }
        assertThrows(IllegalArgumentException.class, () -> model.predict(Map.of("a", Tensor.scalar(1f))));
    }

    @Test
    void aLayerUsedTwiceHasOneWeight() {
        Value x = Input.of(2);
        Product shared = new Product(2);
        Model model = Model.of(x, shared.apply(shared.apply(x)));
        assertEquals(1, model.weights().size());
        assertArrayEquals(
                new float[] {6, 6},
                model.predict(Tensor.of(new float[] {1, 2}, 1, 2)).toFloatArray());
    }

    /** Such as Dropout, which is its input at inference. */
    private static final class Unchanged extends Layer {
        @Override
        protected Value call(Value x) {
            return x;
        }
    }

    @Test
    void aLayerThatChangesNothingIsStillALayerOfTheModel() {
        Value x = Input.of(2);
        Model model = Model.of(x, new Unchanged().apply(new Product(1).apply(new Unchanged().apply(x))));
        assertEquals(
                List.of("InputLayer", "Unchanged", "Product", "Unchanged"),
                model.layers().stream().map(Layer::className).toList());
        assertArrayEquals(
                new float[] {3},
                model.predict(Tensor.of(new float[] {1, 2}, 1, 2)).toFloatArray());
    }

    /** Tells whose rules it follows. */
    private static final class Generation extends Layer {
        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            return Structure.of(Ops.multiply(inputs.single(), context.dialect().isKeras3() ? 3 : 2));
        }
    }

    @Test
    void aPartOfAModelFollowsItsRules() {
        Tensor one = Tensor.of(new float[] {1}, 1, 1);
        Value x = Input.of(1);
        Generation generation = new Generation();
        Model functional = Model.of(x, Ops.add(generation.apply(x), 1));
        functional.setModelDialect(Dialect.KERAS2);
        assertEquals(
                2, functional.upTo(generation.name()).orElseThrow().predict(one).getDouble(0));
        Model sequential = new Sequential(Input.of(1), new Generation(), new Generation());
        sequential.setModelDialect(Dialect.KERAS2);
        String last = sequential.layers().get(1).name();
        assertEquals(4, sequential.upTo(last).orElseThrow().predict(one).getDouble(0));
    }

    @Test
    void aNestedModelRunsInsideAnother() {
        Model inner = new Sequential(Input.of(2), new Product(2), new Product(2));
        Value x = Input.of(2);
        Model outer = Model.of(x, inner.apply(inner.apply(x)));
        assertArrayEquals(
                new float[] {24, 24},
                outer.predict(Tensor.of(new float[] {1, 2}, 1, 2)).toFloatArray());
    }

    @Test
    void manyThreadsShareOneModel() throws Exception {
        try (TwoLayers model = new TwoLayers()) {
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<Callable<Float>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                float value = i;
                calls.add(() ->
                        model.predict(Tensor.of(new float[] {value, 0}, 1, 2)).toFloatArray()[0]);
            }
            int i = 0;
            for (Future<Float> result : callers.invokeAll(calls)) {
                assertEquals(6f * i++, result.get());
            }
            callers.shutdown();
        }
    }

    @Test
    void aClosedModelRefuses() {
        TwoLayers model = new TwoLayers();
        Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
        model.predict(x);
        Session session = model.session();
        model.close();
        List<Executable> calls = List.of(
                () -> model.predict(x),
                () -> session.predict(x),
                model::session,
                () -> model.prepare(Shape.of(1, 2)),
                () -> model.warmUp(Shape.of(1, 2)),
                () -> model.build(Shape.FREE, 2),
                () -> model.loadWeights(Path.of("missing.h5")),
                () -> model.restore(Map.of("first/kernel", Tensor.of(new float[6], 2, 3))),
                () -> model.assign(Map.of()),
                () -> model.setExecution(ExecutionOptions.defaults()),
                model::execution);
        for (Executable call : calls) {
            assertEquals(
                    "model 'two_layers' is closed",
                    assertThrows(IllegalStateException.class, call).getMessage());
        }
        assertEquals(Shape.of(2, 3), model.weightsByPath().get("first/kernel").shape());
        Value input = Input.of(2);
        assertArrayEquals(
                new float[] {9, 9, 9},
                Model.of(input, model.first.apply(input))
                        .predict(Tensor.of(new float[] {4, 5}, 1, 2))
                        .toFloatArray());
    }
}
