package dev.markhor.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An immutable array of numbers, booleans or strings, row-major. Large tensors live outside the Java heap and are freed when
 * the last reference is gone; nothing needs closing.
 */
public final class Tensor {
    private final DType dtype;
    private final Shape shape;
    private final ByteBuffer data;
    private final String[] strings;

    private Tensor(DType dtype, Shape shape, ByteBuffer data, String[] strings) {
        this.dtype = dtype;
        this.shape = shape;
        this.data = data;
        this.strings = strings;
    }

    /** @throws IllegalArgumentException if the number of values is not the product of {@code dims} */
    public static Tensor of(float[] values, long... dims) {
        ByteBuffer data = allocate(DType.FLOAT32, values.length, dims);
        data.asFloatBuffer().put(values);
        return adopt(DType.FLOAT32, Shape.of(dims), data);
    }

    /** @throws IllegalArgumentException if the number of values is not the product of {@code dims} */
    public static Tensor of(double[] values, long... dims) {
        ByteBuffer data = allocate(DType.FLOAT64, values.length, dims);
        data.asDoubleBuffer().put(values);
        return adopt(DType.FLOAT64, Shape.of(dims), data);
    }

    /** @throws IllegalArgumentException if the number of values is not the product of {@code dims} */
    public static Tensor of(int[] values, long... dims) {
        ByteBuffer data = allocate(DType.INT32, values.length, dims);
        data.asIntBuffer().put(values);
        return adopt(DType.INT32, Shape.of(dims), data);
    }

    /** @throws IllegalArgumentException if the number of values is not the product of {@code dims} */
    public static Tensor of(long[] values, long... dims) {
        ByteBuffer data = allocate(DType.INT64, values.length, dims);
        data.asLongBuffer().put(values);
        return adopt(DType.INT64, Shape.of(dims), data);
    }

    /** A {@code uint8} tensor: pixels, say. @throws IllegalArgumentException if the number of values is not the product of {@code dims} */
    public static Tensor of(byte[] values, long... dims) {
        ByteBuffer data = allocate(DType.UINT8, values.length, dims);
        data.duplicate().put(values);
        return adopt(DType.UINT8, Shape.of(dims), data);
    }

    /** @throws IllegalArgumentException if the number of values is not the product of {@code dims} */
    public static Tensor of(boolean[] values, long... dims) {
        ByteBuffer data = allocate(DType.BOOL, values.length, dims);
        for (int i = 0; i < values.length; i++) {
            data.put(i, (byte) (values[i] ? 1 : 0));
        }
        return adopt(DType.BOOL, Shape.of(dims), data);
    }

    /** @throws IllegalArgumentException if the number of values is not the product of {@code dims} */
    public static Tensor of(String[] values, long... dims) {
        checkCount(values.length, dims);
        String[] copy = values.clone();
        for (String value : copy) {
            Objects.requireNonNull(value, "a string tensor holds no null");
        }
        return new Tensor(DType.STRING, Shape.of(dims), null, copy);
    }

    /** A matrix {@code [rows, columns]}. @throws IllegalArgumentException if the rows differ in length */
    public static Tensor of(float[][] rows) {
        return ofFloats(rows);
    }

    /** As deep as the arrays are. @throws IllegalArgumentException if those of one level differ in length */
    public static Tensor of(float[][][] nested) {
        return ofFloats(nested);
    }

    /** As deep as the arrays are: {@code [batch][height][width][channels]}. @throws IllegalArgumentException if those of one level differ in length */
    public static Tensor of(float[][][][] nested) {
        return ofFloats(nested);
    }

    private static Tensor ofFloats(Object nested) {
        long[] dims = NestedArrays.dims(nested);
        return of(NestedArrays.flatten(nested, dims, new float[count(dims)]), dims);
    }

    /** A matrix {@code [rows, columns]}. @throws IllegalArgumentException if the rows differ in length */
    public static Tensor of(double[][] rows) {
        long[] dims = NestedArrays.dims(rows);
        return of(NestedArrays.flatten(rows, dims, new double[count(dims)]), dims);
    }

    /** A matrix {@code [rows, columns]}. @throws IllegalArgumentException if the rows differ in length */
    public static Tensor of(int[][] rows) {
        long[] dims = NestedArrays.dims(rows);
        return of(NestedArrays.flatten(rows, dims, new int[count(dims)]), dims);
    }

    /** A matrix {@code [rows, columns]}. @throws IllegalArgumentException if the rows differ in length */
    public static Tensor of(long[][] rows) {
        long[] dims = NestedArrays.dims(rows);
        return of(NestedArrays.flatten(rows, dims, new long[count(dims)]), dims);
    }

    /** A matrix {@code [rows, columns]}. @throws IllegalArgumentException if the rows differ in length */
    public static Tensor of(String[][] rows) {
        long[] dims = NestedArrays.dims(rows);
        return of(NestedArrays.flatten(rows, dims, new String[count(dims)]), dims);
    }

    private static int count(long[] dims) {
        return Math.toIntExact(Shape.of(dims).size());
    }

    /** Texts, a batch of them: {@code [texts.size()]}. */
    public static Tensor of(List<String> texts) {
        return of(texts.toArray(new String[0]), texts.size());
    }

    /** A copy of what remains in a buffer, which stays as it is. @throws IllegalArgumentException if the number of values is not the product of {@code dims} */
    public static Tensor of(FloatBuffer values, long... dims) {
        ByteBuffer data = allocate(DType.FLOAT32, values.remaining(), dims);
        data.asFloatBuffer().put(values.duplicate());
        return adopt(DType.FLOAT32, Shape.of(dims), data);
    }

    /**
     * A copy of what remains in a buffer, which stays as it is. Its byte order counts: Java's buffers are big-endian unless told otherwise.
     *
     * @throws IllegalArgumentException if what remains is not exactly the elements, or {@code dtype} is string
     */
    public static Tensor of(DType dtype, ByteBuffer elements, long... dims) {
        Shape shape = Shape.of(dims);
        ByteBuffer data = Buffers.allocate(elements.remaining());
        Elements.copy(elements.slice().order(elements.order()), data, dtype);
        return adopt(dtype, shape, data);
    }

    public static Tensor scalar(float value) {
        return of(new float[] {value});
    }

    public static Tensor scalar(double value) {
        return of(new double[] {value});
    }

    public static Tensor scalar(int value) {
        return of(new int[] {value});
    }

    /** All elements zero (or false, or empty texts). */
    public static Tensor zeros(DType dtype, Shape shape) {
        if (dtype == DType.STRING) {
            String[] empty = new String[Math.toIntExact(bytes(dtype, shape))];
            Arrays.fill(empty, "");
            return new Tensor(dtype, shape, null, empty);
        }
        return adopt(dtype, shape, Buffers.allocate(bytes(dtype, shape)));
    }

    /** All elements {@code value}, converted as {@link #cast} would. */
    public static Tensor full(DType dtype, Shape shape, double value) {
        ByteBuffer data = Buffers.allocate(bytes(dtype, shape));
        int count = Math.toIntExact(shape.size());
        for (int i = 0; i < count; i++) {
            Elements.putDouble(data, dtype, i, value);
        }
        return adopt(dtype, shape, data);
    }

    /**
     * A tensor over {@code data} without a copy; the caller gives the buffer away and must not write to it again.
     *
     * @param data in native byte order, position 0, exactly the elements
     * @throws IllegalArgumentException if the buffer's size or order does not fit
     */
    public static Tensor adopt(DType dtype, Shape shape, ByteBuffer data) {
        if (dtype == DType.STRING) {
            throw new IllegalArgumentException("strings have no binary form");
        }
        long bytes = bytes(dtype, shape);
        if (data.capacity() != bytes || data.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("a " + dtype.kerasName() + " tensor of shape " + shape + " needs "
                    + bytes + " bytes in native order, found " + data.capacity());
        }
        return new Tensor(dtype, shape, data, null);
    }

    private static ByteBuffer allocate(DType dtype, int count, long... dims) {
        checkCount(count, dims);
        return Buffers.allocate((long) count * dtype.bytes());
    }

    private static void checkCount(int count, long... dims) {
        Shape shape = sizes(dims);
        if (elements(shape) != count) {
            throw new IllegalArgumentException("shape " + shape + " does not hold " + count + " values");
        }
    }

    private static long elements(Shape shape) {
        try {
            return shape.size();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("shape " + shape + " has more elements than a tensor can hold", e);
        }
    }

    /** Bytes of all elements; of texts, their number. @throws IllegalArgumentException if no tensor holds so many */
    private static long bytes(DType dtype, Shape shape) {
        long elements = elements(shape);
        int size = dtype == DType.STRING ? 1 : dtype.bytes();
        if (elements > Integer.MAX_VALUE / size) {
            throw new IllegalArgumentException(
                    "a " + dtype.kerasName() + " tensor of shape " + shape + " exceeds the limit of 2 GiB");
        }
        return elements * size;
    }

    /** A shape without free dimensions. */
    private static Shape sizes(long... dims) {
        for (long dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException(
                        "dimension " + dim + " of " + Arrays.toString(dims) + " must be 0 or more");
            }
        }
        return Shape.of(dims);
    }

    public DType dtype() {
        return dtype;
    }

    public Shape shape() {
        return shape;
    }

    /** Number of elements. */
    public long size() {
        return shape.size();
    }

    /**
     * The elements, row-major, in native byte order: a read-only view that stays valid as long as it is referenced.
     *
     * @throws IllegalStateException for a string tensor
     */
    public ByteBuffer buffer() {
        requireNumbers();
        return data.asReadOnlyBuffer().order(ByteOrder.nativeOrder()).clear();
    }

    /** Element {@code index} of the flattened tensor; booleans are 0 or 1. */
    public double getDouble(long index) {
        requireNumbers();
        return Elements.getDouble(data, dtype, Math.toIntExact(index));
    }

    /** Element {@code index} of the flattened tensor; floating values are truncated. */
    public long getLong(long index) {
        requireNumbers();
        return Elements.getLong(data, dtype, Math.toIntExact(index));
    }

    /** @throws IllegalStateException unless this is a string tensor */
    public String getString(long index) {
        requireStrings();
        return strings[Math.toIntExact(index)];
    }

    /** All elements, flattened, as {@code float}; precision is lost where the type has more. */
    public float[] toFloatArray() {
        float[] values = new float[Math.toIntExact(size())];
        if (dtype == DType.FLOAT32) {
            data.duplicate()
                    .order(ByteOrder.nativeOrder())
                    .clear()
                    .asFloatBuffer()
                    .get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) getDouble(i);
        }
        return values;
    }

    /** All elements, flattened, as {@code double}. */
    public double[] toDoubleArray() {
        double[] values = new double[Math.toIntExact(size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = getDouble(i);
        }
        return values;
    }

    /** All elements, flattened, as {@code long}; floating values are truncated. */
    public long[] toLongArray() {
        long[] values = new long[Math.toIntExact(size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = getLong(i);
        }
        return values;
    }

    /** All elements, flattened, as {@code int}; larger values wrap. */
    public int[] toIntArray() {
        int[] values = new int[Math.toIntExact(size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) getLong(i);
        }
        return values;
    }

    /** @throws IllegalStateException unless this is a string tensor */
    public String[] toStringArray() {
        requireStrings();
        return strings.clone();
    }

    /** The same elements under another shape, without a copy. @throws IllegalArgumentException if the sizes differ */
    public Tensor reshape(long... dims) {
        Shape target = sizes(dims);
        if (elements(target) != size()) {
            throw new IllegalArgumentException("shape " + shape + " does not reshape to " + target);
        }
        return new Tensor(dtype, target, data, strings);
    }

    /** Values converted one by one: floating ones to integers by truncation (out of range: the nearest end), any to booleans by "is not zero". */
    public Tensor cast(DType target) {
        if (target == dtype) {
            return this;
        }
        requireNumbers();
        if (target == DType.STRING) {
            throw new IllegalArgumentException("numbers are not cast to strings");
        }
        int count = Math.toIntExact(size());
        ByteBuffer out = Buffers.allocate((long) count * target.bytes());
        boolean exact = !dtype.isFloating() && !target.isFloating();
        for (int i = 0; i < count; i++) {
            if (exact) {
                Elements.putLong(out, target, i, Elements.getLong(data, dtype, i));
            } else {
                Elements.putDouble(out, target, i, Elements.getDouble(data, dtype, i));
            }
        }
        return adopt(target, shape, out);
    }

    /** Whether dtype, shape and every element's bits are equal. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Tensor tensor) || dtype != tensor.dtype || !shape.equals(tensor.shape)) {
            return false;
        }
        return dtype == DType.STRING ? Arrays.equals(strings, tensor.strings) : buffer().equals(tensor.buffer());
    }

    @Override
    public int hashCode() {
        return Objects.hash(dtype, shape, dtype == DType.STRING ? Arrays.hashCode(strings) : buffer().hashCode());
    }

    /** {@code float32[2, 3]} and the first values. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(dtype.kerasName()).append(shape).append(" {");
        long shown = Math.min(size(), 8);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : ", ").append(elementText(i));
        }
        return text.append(shown < size() ? ", …}" : "}").toString();
    }

    private String elementText(int index) {
        return switch (dtype) {
            case STRING -> '"' + strings[index] + '"';
            case BOOL -> Boolean.toString(getLong(index) != 0);
            case FLOAT64 -> Double.toString(getDouble(index));
            case FLOAT16, BFLOAT16, FLOAT32 -> Float.toString((float) getDouble(index));
            default -> Long.toString(getLong(index));
        };
    }

    private void requireNumbers() {
        if (dtype == DType.STRING) {
            throw new IllegalStateException("this tensor holds strings");
        }
    }

    private void requireStrings() {
        if (dtype != DType.STRING) {
            throw new IllegalStateException("this tensor holds " + dtype.kerasName() + ", not strings");
        }
    }
}
