package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.error.MemoryLimitException;
import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
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
        MemoryAccount account = MemoryAccount.of("model 'm'");
        account.setLimit(1L << 30, "a test");
        Compiler compiler = new Compiler(Backend.NATIVE, account);
        MemoryLimitException e = assertThrows(
                MemoryLimitException.class, () -> compiler.compile(padded(Integer.MAX_VALUE), List.of(Shape.of(5))));
        assertEquals(
                "one of the intermediate results of a call with inputs of shape [[5]]: needs 16384.1 MiB, 0 bytes are in use, the"
                        + " limit of model 'm' is 1024 MiB (a test); raise it, close models that are not needed, or call with less at a time",
                e.getMessage());
        assertDoesNotThrow(() -> compiler.compile(padded(3), List.of(Shape.of(5))));
    }
}
