package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLimitTest {
    private static Graph padded(int amount) {
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, Shape.FREE));
        Value y = Ops.multiply(Ops.pad(x, new int[] {amount}, new int[] {amount}, 0), 2);
        return Graph.of(List.of(x), List.of(y));
    }

    @Test
    void resultsThatTakeTooMuchMemoryAreRefusedBeforeAnyIsTaken() {
        Compiler compiler = new Compiler(Backend.NATIVE);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> compiler.compile(padded(Integer.MAX_VALUE), List.of(Shape.of(5))));
        assertTrue(e.getMessage().contains("16384 MiB"), e.getMessage());
        assertTrue(e.getMessage().contains("-Dmarkhor.memory.limit"), e.getMessage());
        assertDoesNotThrow(() -> compiler.compile(padded(3), List.of(Shape.of(5))));
    }

    @Test
    void theLimitIsASetting() {
        System.setProperty("markhor.memory.limit", "3");
        try {
            assertEquals(new MemoryLimit(3 << 20), MemoryLimit.configured());
        } finally {
            System.clearProperty("markhor.memory.limit");
        }
    }
}
