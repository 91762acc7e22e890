package dev.markhor.reference;

import dev.markhor.ops.Dequantize;
import dev.markhor.ops.RoundFloat8;
import dev.markhor.ops.UnpackInt4;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Quantised weights: these run once for large ones too, and in float32 round as Keras does. */
final class Quantized {
    private static final float LARGEST_FLOAT8 = 448;
    private static final int LEAST_EXPONENT = -6;
    private static final int FRACTION_BITS = 3;

    private Quantized() {}

    static Tensor unpackInt4(UnpackInt4 op, Tensor packed) {
        ByteBuffer bytes = packed.buffer();
        int pairs = Math.toIntExact(packed.shape().dim(op.axis()));
        int size = Math.toIntExact(op.size());
        int inner = Math.toIntExact(
                packed.shape().slice(op.axis() + 1, packed.shape().rank()).size());
        int outer = Math.toIntExact(packed.shape().slice(0, op.axis()).size());
        byte[] numbers = new byte[Math.multiplyExact(Math.multiplyExact(outer, size), inner)];
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < size; i++) {
                int from = (o * pairs + i / 2) * inner;
                for (int k = 0; k < inner; k++) {
                    int bits = bytes.get(from + k) >> (i % 2 * 4) & 15;
                    numbers[at++] = (byte) (op.signed() ? (bits ^ 8) - 8 : bits);
                }
            }
        }
        DType dtype = op.signed() ? DType.INT8 : DType.UINT8;
        long[] dims = packed.shape().dims();
        dims[op.axis()] = size;
        return Tensor.adopt(dtype, Shape.of(dims), ByteBuffer.wrap(numbers).order(ByteOrder.nativeOrder()));
    }

    static Tensor dequantize(Dequantize op, List<Tensor> inputs) {
        Tensor q = inputs.get(0);
        Tensor scale = inputs.get(1);
        int rows = Math.toIntExact(q.shape().dim(op.isTurned() ? 1 : 0));
        int columns = Math.toIntExact(q.shape().dim(op.isTurned() ? 0 : 1));
        boolean single = scale.dtype() != DType.FLOAT64;
        Numbers numbers = new Numbers(rows, columns, single);
        for (int row = 0; row < rows; row++) {
            int groups = op.rule() == Dequantize.Rule.COLUMNS ? 1 : groups(op, scale);
            int group = op.rule() == Dequantize.Rule.COLUMNS ? 0 : group(inputs.get(3), row, groups);
            double divisor =
                    op.rule() == Dequantize.Rule.DIVIDED_GROUPS ? inputs.get(4).getDouble(row) : 1;
            for (int column = 0; column < columns; column++) {
                long at = op.isTurned() ? (long) column * rows + row : (long) row * columns + column;
                long parameter = op.isTurned() ? (long) column * groups + group : (long) group * columns + column;
                double value = op.rule() == Dequantize.Rule.COLUMNS
                        ? q.getLong(at) / scale.getDouble(parameter)
                        : (q.getLong(at) - inputs.get(2).getLong(parameter)) * scale.getDouble(parameter);
                numbers.add(op.rule() == Dequantize.Rule.DIVIDED_GROUPS ? numbers.rounded(value) / divisor : value);
            }
        }
        return numbers.tensor().cast(scale.dtype());
    }

    private static int groups(Dequantize op, Tensor scale) {
        return Math.toIntExact(scale.shape().dim(op.isTurned() ? 1 : 0));
    }

    private static int group(Tensor groups, int row, int count) {
        double group = groups.getDouble(row);
        if (!(group >= 0 && group < count)) {
            throw new IllegalArgumentException(
                    "row " + row + " of a quantised kernel is in group " + group + ", of " + count + " groups");
        }
        return (int) group;
    }

    static Tensor roundFloat8(RoundFloat8 op, List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        double scale = inputs.get(1).getDouble(0);
        boolean single = x.dtype() != DType.FLOAT64;
        Numbers numbers = new Numbers(1, Math.toIntExact(x.size()), single);
        for (long i = 0; i < x.size(); i++) {
            numbers.add(float8(numbers.rounded(x.getDouble(i) / scale)) * scale);
        }
        return numbers.tensor().reshape(x.shape().dims()).cast(x.dtype());
    }

    /** The nearest number of {@code float8_e4m3fn}, half to even. */
    static double float8(double value) {
        if (Double.isNaN(value) || value == 0) {
            return value;
        }
        double clipped = Math.max(-LARGEST_FLOAT8, Math.min(LARGEST_FLOAT8, value));
        int exponent = Math.max(Math.getExponent(clipped), LEAST_EXPONENT);
        double step = Math.scalb(1.0, exponent - FRACTION_BITS);
        return Math.rint(clipped / step) * step;
    }

    /** The result so far, in single or double precision. */
    private static final class Numbers {
        private final long[] dims;
        private final float[] floats;
        private final double[] doubles;
        private int count;

        Numbers(int rows, int columns, boolean single) {
            int size = Math.multiplyExact(rows, columns);
            dims = new long[] {rows, columns};
            floats = single ? new float[size] : null;
            doubles = single ? null : new double[size];
        }

        double rounded(double value) {
            return floats != null ? (float) value : value;
        }

        void add(double value) {
            if (floats != null) {
                floats[count++] = (float) value;
            } else {
                doubles[count++] = value;
            }
        }

        Tensor tensor() {
            return floats != null ? Tensor.of(floats, dims) : Tensor.of(doubles, dims);
        }
    }
}
