package dev.markhor.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Dequantize;
import dev.markhor.ops.RoundFloat8;
import dev.markhor.ops.UnpackInt4;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantizedTest {
    /** The example in Keras' documentation of {@code unpack_int4}. */
    @Test
    void unpacksAlongAnyAxis() {
        Tensor columns = bytes(new double[] {125, 2, 24, 0}, 2, 2);
        assertArrayEquals(
                new float[] {-3, 7, 2, -8, 1, 0},
                Reference.evaluate(new UnpackInt4(1, 3, true), List.of(columns)).toFloatArray());
        Tensor rows = bytes(new double[] {125, 24, 2, 0}, 2, 2);
        assertArrayEquals(
                new float[] {-3, -8, 7, 1, 2, 0},
                Reference.evaluate(new UnpackInt4(0, 3, true), List.of(rows)).toFloatArray());
        assertArrayEquals(
                new float[] {13, 7, 2, 8, 1, 0},
                Reference.evaluate(new UnpackInt4(1, 3, false), List.of(columns))
                        .toFloatArray());
    }

    @Test
    void groupsOfRowsHaveScalesAndZeros() {
        Tensor q = bytes(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
        Tensor turned = bytes(new double[] {1, 3, 5, 2, 4, 6}, 2, 3);
        Tensor scale = Tensor.of(new float[] {2, 3, 10, 20}, 2, 2);
        Tensor turnedScale = Tensor.of(new float[] {2, 10, 3, 20}, 2, 2);
        Tensor zero = bytes(new double[] {1, 0, 0, 2}, 2, 2);
        Tensor turnedZero = bytes(new double[] {1, 0, 0, 2}, 2, 2);
        Tensor group = Tensor.of(new float[] {0, 1, 0}, 3);
        float[] expected = {0, 6, 30, 40, 8, 18};
        assertArrayEquals(
                expected,
                dequantized(Dequantize.Rule.GROUPS, q, scale, zero, group).toFloatArray());
        assertArrayEquals(
                expected,
                dequantized(Dequantize.Rule.TURNED_GROUPS, turned, turnedScale, turnedZero, group)
                        .toFloatArray());
        assertArrayEquals(
                new float[] {0, 3, 30, 40, 2, 4.5f},
                dequantized(
                                Dequantize.Rule.DIVIDED_GROUPS,
                                turned,
                                turnedScale,
                                turnedZero,
                                group,
                                Tensor.of(new float[] {2, 1, 4}, 3))
                        .toFloatArray());
        assertArrayEquals(
                new float[] {0.5f, 0.5f, 1.5f, 1, 2.5f, 1.5f},
                dequantized(Dequantize.Rule.COLUMNS, q, Tensor.of(new float[] {2, 4}, 2))
                        .toFloatArray());
    }

    @ParameterizedTest
    @CsvSource({"-1", "2", "NaN"})
    void aRowInNoGroupIsAnError(float group) {
        Tensor q = bytes(new double[] {1, 2}, 1, 2);
        Tensor scale = Tensor.of(new float[] {2, 3, 10, 20}, 2, 2);
        Tensor groups = Tensor.of(new float[] {group}, 1);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> dequantized(Dequantize.Rule.GROUPS, q, scale, bytes(new double[4], 2, 2), groups));
        assertTrue(e.getMessage().contains("row 0"), e.getMessage());
    }

    /** Values of {@code ml_dtypes.float8_e4m3fn}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "1.06, 1",
        "1.0625, 1",
        "1.07, 1.125",
        "1.1875, 1.25",
        "-447, -448",
        "1000, 448",
        "0.001953125, 0.001953125",
        "0.0009765625, 0",
        "0.0029296875, 0.00390625",
        "0.015, 0.015625",
        "-17.1, -18",
        "240.5, 240"
    })
    void eightBitsAreLeft(float x, float rounded) {
        Tensor scale = Tensor.of(new float[] {1}).reshape();
        assertEquals(
                rounded,
                Reference.evaluate(new RoundFloat8(), List.of(Tensor.of(new float[] {x}, 1), scale))
                        .toFloatArray()[0]);
    }

    @Test
    void operandsThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new UnpackInt4(0, 0, true));
        UnpackInt4 unpack = new UnpackInt4(0, 5, true);
        assertThrows(IllegalArgumentException.class, () -> unpack.infer(List.of(Spec.of(DType.INT8, 2, 4))));
        assertThrows(IllegalArgumentException.class, () -> unpack.infer(List.of(Spec.of(DType.FLOAT32, 3, 4))));
        Dequantize groups = new Dequantize(Dequantize.Rule.GROUPS);
        Spec q = Spec.of(DType.INT8, 3, 2);
        Spec scale = Spec.of(DType.FLOAT32, 2, 2);
        Spec zero = Spec.of(DType.INT8, 2, 2);
        assertEquals(
                List.of(Spec.of(DType.FLOAT32, 3, 2)),
                groups.infer(List.of(q, scale, zero, Spec.of(DType.FLOAT32, 3))));
        assertThrows(
                IllegalArgumentException.class, () -> groups.infer(List.of(q, scale, zero, Spec.of(DType.FLOAT32, 2))));
        assertThrows(
                IllegalArgumentException.class,
                () -> groups.infer(List.of(q, Spec.of(DType.FLOAT32, 2, 3), zero, Spec.of(DType.FLOAT32, 3))));
    }

    private static Tensor dequantized(Dequantize.Rule rule, Tensor... inputs) {
        return Reference.evaluate(new Dequantize(rule), List.of(inputs));
    }

    private static Tensor bytes(double[] values, long... shape) {
        return Tensor.of(values, shape).cast(DType.INT8);
    }
}
