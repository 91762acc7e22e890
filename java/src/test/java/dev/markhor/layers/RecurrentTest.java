package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Inputs;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrentTest {
    /** Sums up what it has seen: kernel and recurrent kernel are 1. */
    private static SimpleRNN sum() {
        return new SimpleRNN(1)
                .activation("linear")
                .kernelInitializer(Initializers.ones())
                .recurrentInitializer(Initializers.ones());
    }

    private static float[] run(BaseLayer<?> layer) {
        try (Sequential model = new Sequential(Input.of(3, 1), layer)) {
            return model.predict(Tensor.of(new float[] {1, 10, 100}, 1, 3, 1)).toFloatArray();
        }
    }

    @Test
    void stepsFollowEachOther() {
        assertArrayEquals(new float[] {111}, run(sum()));
        assertArrayEquals(new float[] {1, 11, 111}, run(sum().returnSequences(true)));
        assertArrayEquals(
                new float[] {100, 110, 111}, run(sum().returnSequences(true).goBackwards(true)));
    }

    @Test
    void bothDirectionsMeetAtEachStep() {
        assertArrayEquals(
                new float[] {1, 111, 11, 110, 111, 100}, run(new Bidirectional(() -> sum().returnSequences(true))));
        assertArrayEquals(
                new float[] {56, 60.5f, 105.5f},
                run(new Bidirectional(() -> sum().returnSequences(true)).mergeMode(Bidirectional.MergeMode.AVE)));
    }

    @Test
    void statesFollowTheOutput() {
        List<Value> results =
                new LSTM(4).returnState(true).apply(Inputs.of(Input.of(5, 3))).flatten();
        assertEquals(3, results.size());
        results.forEach(value -> assertEquals(Shape.of(Shape.FREE, 4), value.shape()));
    }

    @Test
    void aForgetGateStartsOpen() {
        LSTM layer = new LSTM(2);
        layer.apply(Input.of(5, 3));
        float[] bias = layer.weights().get(2).get().toFloatArray();
        assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 0}, bias);
    }

    @Test
    void aTypeHoldsForTheCell() {
        LSTM layer = new LSTM(2).dtype(DType.FLOAT64);
        layer.apply(Input.of(5, 3));
        assertEquals(DType.FLOAT64, layer.weights().get(0).dtype());
    }

    @Test
    void whatIsNotSupportedIsRefused() {
        String major = assertThrows(
                        UnsupportedModelException.class,
                        () -> Configs.layer(
                                "LSTM", "{'name': 'memory', 'units': 3, 'time_major': true, 'stateful': true}"))
                .getMessage();
        assertTrue(major.contains("memory") && major.contains("time_major"), major);
        assertThrows(
                UnsupportedModelException.class,
                () -> Configs.layer("RNN", "{'cell': {'class_name': 'Dense', " + "'config': {'units': 2}}}"));
    }

    @Test
    void wrongOperandsAreRefused() {
        LSTM layer = new LSTM(3);
        assertThrows(IllegalArgumentException.class, () -> layer.apply(Input.of(3)));
        assertThrows(IllegalArgumentException.class, () -> layer.apply(List.of(Input.of(5, 2), Input.of(3))));
        assertThrows(IllegalArgumentException.class, () -> new Bidirectional(new LSTM(2), new LSTM(2)));
    }

    /** Keras refuses it too, with whole sequences as well. */
    @Test
    void aSequenceOfNoStepsIsRefusedByTheLayersName() {
        for (boolean sequences : new boolean[] {false, true}) {
            LSTM layer = new LSTM(4).returnSequences(sequences).name("reader");
            try (Sequential model = new Sequential(Input.of(Shape.FREE, 2), layer)) {
                Tensor none = Tensor.zeros(DType.FLOAT32, Shape.of(3, 0, 2));
                String message = assertThrows(IllegalArgumentException.class, () -> model.predict(none))
                        .getMessage();
                assertTrue(message.contains("layer 'reader' (LSTM)") && message.contains("at least one step"), message);
                assertEquals(
                        3,
                        model.predict(Tensor.zeros(DType.FLOAT32, Shape.of(3, 1, 2)))
                                .shape()
                                .dim(0));
            }
        }
    }
}
