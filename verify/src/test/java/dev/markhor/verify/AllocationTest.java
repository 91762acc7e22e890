package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** Calls on the caller's arrays take no memory once they have run. */
class AllocationTest {
    private static final int CALLS = 10_000;

    @Test
    void callsOnArraysTakeNone() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Value x = Input.of(6);
        try (Model model = Model.of(x, new Dense(4).activation("relu").apply(new Dense(8).apply(x)))) {
            float[] input = new float[6];
            float[] output = new float[4];
            FloatBuffer inputs = FloatBuffer.wrap(input);
            FloatBuffer outputs = FloatBuffer.wrap(output);
            for (int i = 0; i < 100; i++) {
                model.predict(input, output);
                model.predict(inputs, outputs);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                model.predict(input, output);
                model.predict(inputs, outputs);
            }
            assertTrue(threads.getCurrentThreadAllocatedBytes() - before < CALLS);
        }
    }
}
