package dev.markhor.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.CallContext;
import dev.markhor.model.Input;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ScanTest {
    private static final Tensor SEQUENCE = Tensor.of(new float[] {1, 10, 100, 2, 20, 200}, 2, 3, 1);

    /** Sums up, and gives twice the sum. */
    private static Scan.Step sum(Value x, List<Value> states) {
        Value sum = Ops.add(x, states.get(0));
        return new Scan.Step(Ops.multiply(sum, 2), List.of(sum));
    }

    private static Value zeros(Value x) {
        return Ops.zerosLike(Ops.squeeze(Ops.slice(x, 1, 0, 1, 1), 1));
    }

    private static float[] run(UnaryOperator<Value> function, Tensor... inputs) {
        Value x = Input.of(3, 1);
        try (Model model = Model.of(x, function.apply(x))) {
            return model.predict(inputs.length == 0 ? SEQUENCE : inputs[0]).toFloatArray();
        }
    }

    @Test
    void statesGoFromStepToStep() {
        float[] outputs = run(x -> Ops.scan(x, List.of(zeros(x)), ScanTest::sum).outputs());
        assertArrayEquals(new float[] {2, 22, 222, 4, 44, 444}, outputs);
        float[] last =
                run(x -> Ops.scan(x, List.of(zeros(x)), ScanTest::sum).states().get(0));
        assertArrayEquals(new float[] {111, 222}, last);
    }

    @Test
    void zerosAreZerosWhateverTheyAreLike() {
        Tensor nan = Tensor.of(new float[] {Float.NaN, 1, 2, Float.POSITIVE_INFINITY, 1, 2}, 2, 3, 1);
        assertArrayEquals(new float[] {0, 0}, run(ScanTest::zeros, nan));
    }

    @Test
    void theLastStepMayComeFirst() {
        float[] outputs = run(x -> Scan.trace(x, List.of(zeros(x)), Optional.empty(), true, false, ScanTest::sum)
                .outputs());
        assertArrayEquals(new float[] {200, 220, 222, 400, 440, 444}, outputs);
    }

    @Test
    void maskedStepsKeepStatesAndRepeatOutputs() {
        Tensor mask = Tensor.of(new boolean[] {false, true, false, false, false, false}, 2, 3);
        for (boolean zero : new boolean[] {false, true}) {
            float[] outputs = run(x -> Scan.trace(
                            x,
                            List.of(Ops.add(zeros(x), 5)),
                            Optional.of(Ops.constant(mask)),
                            false,
                            zero,
                            ScanTest::sum)
                    .outputs());
            assertArrayEquals(new float[] {0, 30, zero ? 0 : 30, 0, 0, 0}, outputs);
        }
    }

    /** Layers, constants, and values that depend on the model's input; a loop in a loop. */
    @Test
    void aBodyTakesWhatItNeedsFromOutside() {
        Dense half = new Dense(1).kernelInitializer(spec -> Tensor.full(spec.dtype(), spec.shape(), 0.5));
        float[] outputs = run(x -> {
            Value largest = Ops.max(x, false, 1);
            return Ops.scan(x, List.of(zeros(x)), (now, states) -> {
                        Value inner = Ops.scan(x, List.of(zeros(x)), (step, sums) -> {
                                    Value sum = Ops.add(sums.get(0), Ops.add(step, now));
                                    return new Scan.Step(sum, List.of(sum));
                                })
                                .states()
                                .get(0); // the sum of all, and three times now
                        Value next = Ops.add(half.apply(inner), largest);
                        return new Scan.Step(next, List.of(Ops.add(states.get(0), next)));
                    })
                    .outputs();
        });
        assertArrayEquals(new float[] {157, 170.5f, 305.5f, 314, 341, 611}, outputs);
    }

    /** The layers of a body belong to the model that calls it. */
    private static final class Looping extends Model {
        private final Dense dense = new Dense(1).useBias(false).kernelInitializer(Initializers.ones());

        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            Value x = inputs.single();
            return Structure.of(Ops.scan(x, List.of(zeros(x)), (step, states) -> sum(dense.apply(step), states))
                    .outputs());
        }
    }

    @Test
    void newWeightsReachTheBody() {
        try (Looping model = new Looping()) {
            assertArrayEquals(
                    new float[] {2, 22, 222, 4, 44, 444},
                    model.predict(SEQUENCE).toFloatArray());
            model.restore(java.util.Map.of("dense/kernel", Tensor.of(new float[] {10}, 1, 1)));
            assertArrayEquals(
                    new float[] {20, 220, 2220, 40, 440, 4440},
                    model.predict(SEQUENCE).toFloatArray());
        }
    }

    @Test
    void aStateThatChangesItsShapeIsRefused() {
        Value x = Input.of(3, 1);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Ops.scan(
                                x,
                                List.of(zeros(x)),
                                (step, states) -> new Scan.Step(step, List.of(Ops.tile(step, 1, 2)))))
                .getMessage();
        assertTrue(message.contains("state 0") && message.contains("[?, 2]"), message);
        assertThrows(
                IllegalArgumentException.class,
                () -> Ops.scan(x, List.of(zeros(x)), (step, states) -> new Scan.Step(step, List.of())));
        assertThrows(
                IllegalArgumentException.class,
                () -> Ops.scan(Input.of(), List.of(), (step, states) -> new Scan.Step(step, List.of())));
    }

    @Test
    void otherOperandsThanTheTracedOnesAreRefused() {
        Value x = Input.of(3, 1);
        Scan scan = (Scan)
                Ops.scan(x, List.of(zeros(x)), ScanTest::sum).outputs().node().op();
        assertEquals(1, scan.states());
        Spec sequence = Spec.of(DType.FLOAT32, 2, 3, 1);
        assertThrows(IllegalArgumentException.class, () -> scan.infer(List.of(sequence)));
        assertThrows(
                IllegalArgumentException.class, () -> scan.infer(List.of(sequence, sequence.withShape(Shape.of(2)))));
        assertThrows(
                IllegalArgumentException.class,
                () -> scan.infer(
                        List.of(sequence, sequence.withShape(Shape.of(2, 1)).withDType(DType.FLOAT64))));
    }

    @Test
    void nullIsNoStep() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> run(x -> Ops.scan(x, List.of(zeros(x)), (step, states) -> null)
                                .outputs()))
                .getMessage();
        assertTrue(message.contains("gave null in place of a step"), message);
        assertThrows(IllegalArgumentException.class, () -> new Scan.Step(null, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Scan.Step(Input.of(1), null));
    }

    @Test
    void aSequenceHasAStep() {
        Value x = Input.of(0, 1);
        assertThrows(IllegalArgumentException.class, () -> Ops.scan(x, List.of(Input.of(1)), ScanTest::sum));
    }
}
