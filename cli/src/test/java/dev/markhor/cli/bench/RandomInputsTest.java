package dev.markhor.cli.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomInputsTest {
    private static final List<Spec> ROWS = List.of(new Spec(DType.FLOAT32, Shape.of(Shape.FREE, Shape.FREE, 3)));

    @Test
    void freeSizesAreBatchAndSize() {
        assertArrayEquals(
                new long[] {2, 5, 3},
                new RandomInputs(2, 5, 1).of(ROWS, 2).get(0).shape().dims());
    }

    @Test
    void moreNumbersThanAnArrayHoldsAreRefused() {
        RandomInputs inputs = new RandomInputs(2_000_000_000, 5, 1);
        assertEquals(
                "an input of [2000000000, 5, 3] has more than 2147483647 numbers: make --batch or --size smaller",
                assertThrows(IllegalArgumentException.class, () -> inputs.of(ROWS, 2))
                        .getMessage());
    }
}
