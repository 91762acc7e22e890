package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private static Difference floats(float[] actual, float[] golden) {
        return Difference.between(Tensor.of(actual, actual.length), Tensor.of(golden, golden.length));
    }

    @Test
    void isRelativeToTheLargestGoldenValue() {
        assertEquals(0.125, floats(new float[] {1, -4.5f}, new float[] {1, -4}).relative());
        assertEquals(0, floats(new float[0], new float[0]).relative());
    }

    @Test
    void smallValuesAreMeasuredAgainstAThousandth() {
        assertEquals(1e-3, floats(new float[] {1e-6f}, new float[] {0}).relative(), 1e-9);
    }

    @Test
    void nanAndInfinityMustStandWhereTheGoldenValuesHaveThem() {
        assertTrue(floats(new float[] {NAN, INFINITY, 1}, new float[] {NAN, INFINITY, 1})
                .isWithin(0));
        assertFalse(floats(new float[] {NAN}, new float[] {1}).isWithin(1));
        assertFalse(floats(new float[] {1}, new float[] {NAN}).isWithin(1));
        assertFalse(floats(new float[] {-INFINITY}, new float[] {INFINITY}).isWithin(1));
        assertFalse(floats(new float[] {NAN}, new float[] {INFINITY}).isWithin(1));
    }

    @Test
    void integersBooleansAndStringsMustBeEqual() {
        Difference integers =
                Difference.between(Tensor.of(new long[] {1, 3, 5}, 3), Tensor.of(new long[] {1, 2, (1L << 60) + 1}, 3));
        assertEquals(
                "2 of 3 values differ, the first is 3 in place of 2 at element 1",
                integers.problem().orElseThrow());
        assertFalse(Difference.between(Tensor.of(new boolean[] {true}, 1), Tensor.of(new boolean[] {false}, 1))
                .isWithin(1));
        assertFalse(Difference.between(Tensor.of(new String[] {"a"}, 1), Tensor.of(new String[] {"b"}, 1))
                .isWithin(1));
        assertTrue(Difference.between(Tensor.of(new String[] {"a"}, 1), Tensor.of(new String[] {"a"}, 1))
                .isWithin(0));
    }

    @Test
    void shapeAndTypeMustBeEqual() {
        Tensor row = Tensor.of(new float[] {1, 2}, 1, 2);
        assertEquals(
                "float32[2] in place of float32[1, 2]",
                Difference.between(row.reshape(2), row).problem().orElseThrow());
        assertFalse(Difference.between(row.cast(DType.FLOAT64), row).isWithin(1));
        assertTrue(Difference.between(row.cast(DType.BFLOAT16), row).isWithin(0), "bfloat16 is kept as float32");
    }
}
