package dev.markhor.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.ops.Reduce;
import dev.markhor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no kernel computes; all else is compared with kernels and golden values. */
class ReductionsTest {
    @ParameterizedTest
    @EnumSource(
            value = Reduce.Function.class,
            names = {"SUM", "MEAN", "MAX", "MIN", "PRODUCT", "ANY", "ALL"})
    void overNoAxisEachNumberStaysByItself(Reduce.Function function) {
        Tensor x = Tensor.of(new float[] {1, 0, 1, 1, 0, 0}, 2, 3);
        assertEquals(x, Reference.evaluate(new Reduce(function, List.of(), false), List.of(x)));
    }
}
