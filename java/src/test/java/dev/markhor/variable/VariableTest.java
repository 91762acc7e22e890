package dev.markhor.variable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.binding.NativeBuffers;
import dev.markhor.graph.Spec;
import dev.markhor.memory.HeldTensor;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VariableTest {
    private static final Shape SHAPE = Shape.of(2);

    private static HeldTensor value() {
        return HeldTensor.owning(Tensor.adopt(
                DType.FLOAT32, SHAPE, NativeBuffers.allocate(8).putFloat(0, 1).putFloat(4, 2)));
    }

    @Test
    void aValueIsThereWhileOthersReplaceIt() throws Exception {
        Variable variable = new Variable("w", new Spec(DType.FLOAT32, SHAPE), true, Initializers.zeros());
        variable.restore(0, value());
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> {
            for (long order = 1; !done.get(); order++) {
                variable.restore(order, value());
            }
        });
        try {
            for (int i = 0; i < 50_000; i++) {
                assertEquals(2, variable.get().toFloatArray()[1]);
            }
        } finally {
            done.set(true);
        }
        replacing.get();
    }
}
