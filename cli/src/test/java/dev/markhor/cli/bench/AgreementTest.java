package dev.markhor.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final Tensor VALUES = Tensor.of(new float[] {1, -4}, 1, 2);

    @Test
    void differencesAreRelativeToTheLargestValue() {
        Agreement agreement = Agreement.between(List.of(Tensor.of(new float[] {1.01f, -4}, 1, 2)), List.of(VALUES));
        assertEquals(0.0025, agreement.difference(), 1e-6);
        assertEquals("differs by 2.5e-03 of the largest value", agreement.describe());
        assertTrue(agreement.isWithin(3e-3));
        assertFalse(agreement.isWithin(2e-3));
    }

    @Test
    void widthOfTypesIsNoMatterButShapesAre() {
        assertTrue(Agreement.between(List.of(VALUES.cast(DType.FLOAT64)), List.of(VALUES))
                .isWithin(0));
        assertTrue(Agreement.between(List.of(VALUES.cast(DType.INT32)), List.of(VALUES.cast(DType.INT64)))
                .isWithin(0));
        Agreement shapes = Agreement.between(List.of(VALUES, VALUES), List.of(VALUES, VALUES.reshape(2, 1)));
        assertFalse(shapes.isWithin(1));
        assertEquals("output 1: float32[1, 2] in place of float32[2, 1]", shapes.describe());
        assertEquals(
                "has 0 outputs in place of 1",
                Agreement.between(List.of(), List.of(VALUES)).describe());
        assertFalse(Agreement.between(List.of(Tensor.of(new float[] {1, Float.NaN}, 1, 2)), List.of(VALUES))
                .isWithin(1));
    }
}
