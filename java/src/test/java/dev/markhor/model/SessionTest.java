package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Value;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Dense;
import dev.markhor.layers.SimpleRNN;
import dev.markhor.layers.TimeDistributed;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SessionTest {
    /** Sums up what it has seen in all calls. */
    private static SimpleRNN sum() {
        return new SimpleRNN(1)
                .activation("linear")
                .kernelInitializer(Initializers.ones())
                .recurrentInitializer(Initializers.ones())
                .stateful(true);
    }

    private static Tensor steps(float... values) {
        return Tensor.of(values, 1, values.length, 1);
    }

    private static float[] run(Session session, float... values) {
        return session.predict(steps(values)).toFloatArray();
    }

    @Test
    void callsFollowEachOther() {
        try (Model model = new Sequential(Input.of(Shape.FREE, 1), sum())) {
            Session session = model.session();
            assertArrayEquals(new float[] {3}, run(session, 1, 2));
            assertArrayEquals(new float[] {13}, run(session, 10));
            assertArrayEquals(new float[] {113}, run(session, 25, 25, 50));
            session.resetStates();
            assertArrayEquals(new float[] {5}, run(session, 5));
        }
    }

    @Test
    void otherCallsSeeNothingOfIt() {
        try (Model model = new Sequential(Input.of(2, 1), sum())) {
            Session one = model.session();
            Session other = model.session();
            run(one, 1, 2);
            assertArrayEquals(new float[] {7}, run(other, 3, 4));
            assertArrayEquals(new float[] {9}, model.predict(steps(4, 5)).toFloatArray());
            assertArrayEquals(new float[] {14}, run(one, 5, 6));
        }
    }

    @Test
    void aCallThatFailsChangesNothing() {
        try (Model model = new Sequential(Input.of(2, 1), sum())) {
            Session session = model.session();
            run(session, 1, 2);
            assertThrows(IllegalArgumentException.class, () -> run(session, 1, 2, 3));
            String batch = assertThrows(
                            IllegalArgumentException.class, () -> session.predict(Tensor.of(new float[4], 2, 2, 1)))
                    .getMessage();
            assertTrue(batch.contains("1 sample") && batch.contains("has 2") && batch.contains("resetStates"), batch);
            assertArrayEquals(new float[] {10}, run(session, 3, 4));
            session.resetStates();
            assertEquals(2, session.predict(Tensor.of(new float[4], 2, 2, 1)).size());
        }
    }

    @Test
    void threadsHaveSessionsOfTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Model model = new Sequential(Input.of(1, 1), sum())) {
            List<Future<float[]>> results = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int value = t + 1;
                results.add(threads.submit(() -> {
                    Session session = model.session();
                    for (int i = 0; i < 99; i++) {
                        run(session, value);
                    }
                    return run(session, value);
                }));
            }
            for (int t = 0; t < 4; t++) {
                assertArrayEquals(new float[] {100 * (t + 1)}, results.get(t).get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aModelTellsWhetherItIsStateful() {
        assertTrue(new Sequential(new Bidirectional(SessionTest::sum)).isStateful());
        assertTrue(new Sequential(new Sequential(sum()), new Dense(1)).isStateful());
        assertFalse(new Sequential(sum().stateful(false), new Dense(1)).isStateful());
        assertThrows(IllegalArgumentException.class, () -> new TimeDistributed(sum()));
    }

    /** A layer that users write may carry states as well. */
    private static final class Counting extends Model {
        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            Value x = inputs.single();
            Value all = context.carriedStates(this)
                    .map(states -> Ops.add(states.get(0), x))
                    .orElse(x);
            context.carryStates(this, List.of(all));
            return Structure.of(all);
        }
    }

    @Test
    void aModelMayCarryStatesItself() {
        try (Counting model = new Counting()) {
            Session session = model.session();
            Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
            session.predict(x);
            assertArrayEquals(new float[] {2, 4}, session.predict(x).toFloatArray());
            assertArrayEquals(new float[] {1, 2}, model.predict(x).toFloatArray());
        }
    }

    @Test
    void printedWithWhatItHolds() {
        SimpleRNN layer = sum();
        layer.setName("counter");
        try (Model model = new Sequential(Input.of(Shape.FREE, 1), layer)) {
            Session session = model.session();
            assertEquals("Session of " + model + ", no states yet", session.toString());
            run(session, 1, 2);
            assertEquals("Session of " + model + ", states of 1 sample(s) in counter", session.toString());
        }
    }
}
