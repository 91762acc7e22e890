package dev.markhor.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {
    @Test
    void keepsValuesAndShape() {
        Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertEquals(Shape.of(2, 3), tensor.shape());
        assertEquals(6, tensor.getDouble(5));
        assertArrayEquals(new long[] {1, 2, 3, 4, 5, 6}, tensor.toLongArray());
        assertEquals(tensor, tensor.reshape(3, 2).reshape(2, 3));
        assertNotEquals(tensor, tensor.reshape(3, 2));
    }

    @Test
    void refusesSizesThatOverflow() {
        long large = 1L << 40;
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[5], large, large));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(DType.FLOAT32, Shape.of(large, large)));
        assertThrows(IllegalArgumentException.class, () -> Tensor.full(DType.INT8, Shape.of(large), 1));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(DType.STRING, Shape.of(large)));
        assertThrows(IllegalArgumentException.class, () -> Tensor.scalar(1).reshape(large, large));
    }

    @Test
    void refusesTheWrongNumberOfValues() {
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[5], 2, 3));
        assertEquals(
                "dimension -1 of [-1, 5] must be 0 or more",
                assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[5], -1, 5))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[][] {{1}, {1, 2}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> Tensor.of(new float[4], 2, 3).reshape(5));
    }

    @Test
    void doesNotSeeLaterChangesOfTheArray() {
        float[] values = {1, 2};
        Tensor tensor = Tensor.of(values, 2);
        values[0] = 9;
        tensor.toFloatArray()[1] = 9;
        assertArrayEquals(new float[] {1, 2}, tensor.toFloatArray());
        assertTrue(tensor.buffer().isReadOnly());
    }

    @Test
    void largeTensorsLiveOffTheHeapAligned() {
        ByteBuffer buffer = Tensor.zeros(DType.FLOAT32, Shape.of(1000, 1000)).buffer();
        assertTrue(buffer.isDirect());
        assertEquals(ByteOrder.nativeOrder(), buffer.order());
        assertEquals(0, buffer.alignmentOffset(0, 64));
        assertEquals(4_000_000, buffer.remaining());
    }

    @ParameterizedTest
    @EnumSource(names = "STRING", mode = EnumSource.Mode.EXCLUDE)
    void castsThereAndBack(DType dtype) {
        Tensor small = Tensor.of(new int[] {0, 1, 1, 0}, 2, 2);
        assertEquals(small, small.cast(dtype).cast(DType.INT32));
        assertEquals(dtype, small.cast(dtype).dtype());
        assertEquals(4L * dtype.bytes(), small.cast(dtype).buffer().remaining());
    }

    @Test
    void castsTruncateAndKeepLargeIntegers() {
        assertArrayEquals(
                new int[] {1, -1, 0},
                Tensor.of(new float[] {1.9f, -1.9f, 0.5f}, 3).cast(DType.INT32).toIntArray());
        long large = (1L << 53) + 1;
        assertEquals(large, Tensor.of(new long[] {large}, 1).cast(DType.INT64).getLong(0));
        assertEquals(200, Tensor.of(new byte[] {(byte) 200}, 1).getLong(0));
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -0f, 1f, -2.5f, 65504f, 6.1035156e-5f, 5.9604645e-8f, Float.POSITIVE_INFINITY})
    void valuesThatFitSixteenBitsAreKept(float value) {
        Tensor half = Tensor.of(new float[] {value}, 1).cast(DType.FLOAT16);
        assertEquals(value, half.toFloatArray()[0]);
    }

    @Test
    void sixteenBitsRoundToNearestEven() {
        assertEquals(2048f, half(2049f));
        assertEquals(2052f, half(2051f));
        assertEquals(Float.POSITIVE_INFINITY, half(65520f));
        assertEquals(65504f, half(65519f));
        assertTrue(Float.isNaN(half(Float.NaN)));
        assertEquals(
                1f, Tensor.of(new float[] {1.00390625f}, 1).cast(DType.BFLOAT16).toFloatArray()[0]);
        assertEquals(
                1.015625f,
                Tensor.of(new float[] {1.01171875f}, 1).cast(DType.BFLOAT16).toFloatArray()[0]);
    }

    private static float half(float value) {
        return Tensor.of(new float[] {value}, 1).cast(DType.FLOAT16).toFloatArray()[0];
    }

    @Test
    void arraysOfArraysBecomeDimensions() {
        assertEquals(Tensor.of(new float[] {1, 2, 3, 4}, 2, 1, 2), Tensor.of(new float[][][] {{{1, 2}}, {{3, 4}}}));
        assertEquals(Shape.of(1, 2, 1, 3), Tensor.of(new float[1][2][1][3]).shape());
        assertEquals(Tensor.of(new double[] {1, 2}, 1, 2), Tensor.of(new double[][] {{1, 2}}));
        assertEquals(Tensor.of(new int[] {1, 2}, 2, 1), Tensor.of(new int[][] {{1}, {2}}));
        assertEquals(Tensor.of(new long[] {1, 2}, 2, 1), Tensor.of(new long[][] {{1}, {2}}));
        assertEquals(Tensor.of(new String[] {"a", "b"}, 2, 1), Tensor.of(new String[][] {{"a"}, {"b"}}));
        assertEquals(Shape.of(0, 0), Tensor.of(new float[0][]).shape());
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[][][] {{{1}}, {{1}, {2}}}));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new int[][] {{1}, null}));
    }

    @Test
    void whatRemainsInABufferIsCopiedWhateverItsOrder() {
        FloatBuffer floats = FloatBuffer.wrap(new float[] {9, 1, 2}).position(1);
        assertEquals(Tensor.of(new float[] {1, 2}, 2), Tensor.of(floats, 2));
        assertEquals(1, floats.position());
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            ByteBuffer bytes = ByteBuffer.allocate(12).order(order);
            bytes.putInt(9).putInt(1).putInt(2).position(4);
            assertEquals(Tensor.of(new int[] {1, 2}, 2), Tensor.of(DType.INT32, bytes, 2));
            assertThrows(IllegalArgumentException.class, () -> Tensor.of(DType.INT32, bytes, 3));
            assertThrows(IllegalArgumentException.class, () -> Tensor.of(DType.STRING, bytes, 2));
        }
        ByteBuffer flags = ByteBuffer.wrap(new byte[] {0, 2});
        assertEquals(Tensor.of(new boolean[] {false, true}, 2), Tensor.of(DType.BOOL, flags, 2));
    }

    @Test
    void stringsAreKeptAsTheyAre() {
        Tensor words = Tensor.of(new String[] {"Été", ""}, 2);
        assertEquals("Été", words.getString(0));
        assertEquals(words, Tensor.of(List.of("Été", "")));
        assertEquals(Tensor.of(new String[] {"", ""}, 2, 1), Tensor.zeros(DType.STRING, Shape.of(2, 1)));
        assertThrows(IllegalStateException.class, words::buffer);
        assertThrows(IllegalStateException.class, () -> words.cast(DType.INT32));
    }

    @Test
    void printsItsTypeShapeAndFirstValues() {
        assertEquals(
                "float32[2] {1.0, 2.5}", Tensor.of(new float[] {1, 2.5f}, 2).toString());
        assertEquals("bool[1] {true}", Tensor.of(new boolean[] {true}, 1).toString());
    }
}
