package dev.markhor.ops;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Functions on symbolic values, named as in {@code keras.ops}: what a {@code call} is written with. Axes may be negative. All throw
 * {@link IllegalArgumentException} if the operands do not fit.
 */
public final class Ops {
    private static final int MOST_CLASSES = 1 << 24;

    private Ops() {}

    // ---- constants and conversion

    public static Value constant(Tensor tensor) {
        return Constant.create(tensor);
    }

    /** A scalar of {@code like}'s type. */
    public static Value constant(double value, Value like) {
        return Constant.create(Tensor.full(like.dtype(), Shape.of(), value));
    }

    public static Value cast(Value x, DType dtype) {
        return x.dtype() == dtype ? x : apply(new Cast(dtype), x);
    }

    // ---- element by element

    public static Value add(Value a, Value b) {
        return binary(Binary.Function.ADD, a, b);
    }

    public static Value add(Value a, double b) {
        return unary(Unary.Function.AFFINE, a, 1, b);
    }

    public static Value subtract(Value a, Value b) {
        return binary(Binary.Function.SUBTRACT, a, b);
    }

    public static Value multiply(Value a, Value b) {
        return binary(Binary.Function.MULTIPLY, a, b);
    }

    public static Value multiply(Value a, double b) {
        return unary(Unary.Function.AFFINE, a, b, 0);
    }

    public static Value divide(Value a, Value b) {
        return binary(Binary.Function.DIVIDE, a, b);
    }

    public static Value maximum(Value a, Value b) {
        return binary(Binary.Function.MAXIMUM, a, b);
    }

    public static Value minimum(Value a, Value b) {
        return binary(Binary.Function.MINIMUM, a, b);
    }

    public static Value power(Value a, Value b) {
        return binary(Binary.Function.POWER, a, b);
    }

    public static Value equal(Value a, Value b) {
        return binary(Binary.Function.EQUAL, a, b);
    }

    public static Value notEqual(Value a, Value b) {
        return binary(Binary.Function.NOT_EQUAL, a, b);
    }

    public static Value greater(Value a, Value b) {
        return binary(Binary.Function.GREATER, a, b);
    }

    public static Value less(Value a, Value b) {
        return binary(Binary.Function.LESS, a, b);
    }

    public static Value logicalAnd(Value a, Value b) {
        return binary(Binary.Function.LOGICAL_AND, a, b);
    }

    public static Value logicalOr(Value a, Value b) {
        return binary(Binary.Function.LOGICAL_OR, a, b);
    }

    public static Value logicalNot(Value x) {
        return unary(Unary.Function.LOGICAL_NOT, x);
    }

    public static Value where(Value condition, Value a, Value b) {
        return apply(new Where(), condition, a, b);
    }

    public static Value negative(Value x) {
        return unary(Unary.Function.NEGATIVE, x);
    }

    public static Value exp(Value x) {
        return unary(Unary.Function.EXP, x);
    }

    public static Value log(Value x) {
        return unary(Unary.Function.LOG, x);
    }

    public static Value sqrt(Value x) {
        return unary(Unary.Function.SQRT, x);
    }

    public static Value rsqrt(Value x) {
        return unary(Unary.Function.RSQRT, x);
    }

    public static Value square(Value x) {
        return unary(Unary.Function.SQUARE, x);
    }

    public static Value abs(Value x) {
        return unary(Unary.Function.ABSOLUTE, x);
    }

    public static Value tanh(Value x) {
        return unary(Unary.Function.TANH, x);
    }

    public static Value sigmoid(Value x) {
        return unary(Unary.Function.SIGMOID, x);
    }

    public static Value relu(Value x) {
        return relu(x, 0, Double.POSITIVE_INFINITY, 0);
    }

    /** Keras' ReLU with all its constants; {@code maxValue} infinite: no limit. */
    public static Value relu(Value x, double negativeSlope, double maxValue, double threshold) {
        return apply(new Unary(Unary.Function.RELU, negativeSlope, maxValue, threshold), x);
    }

    public static Value clip(Value x, double min, double max) {
        return unary(Unary.Function.CLIP, x, min, max);
    }

    /** Any other function of one element. */
    public static Value unary(Unary.Function function, Value x, double... constants) {
        double a = constants.length > 0 ? constants[0] : 0;
        double b = constants.length > 1 ? constants[1] : 0;
        double c = constants.length > 2 ? constants[2] : 0;
        return apply(new Unary(function, a, b, c), x);
    }

    /** Any other function of two elements. */
    public static Value binary(Binary.Function function, Value a, Value b) {
        return apply(new Binary(function), a, b);
    }

    // ---- reductions

    /** @param axes none: all */
    public static Value reduce(Reduce.Function function, Value x, boolean keepDims, int... axes) {
        int[] all = axes.length == 0 ? IntStream.range(0, x.rank()).toArray() : Axes.normalize(axes, x.rank());
        return apply(new Reduce(function, list(all), keepDims), x);
    }

    public static Value mean(Value x, boolean keepDims, int... axes) {
        return reduce(Reduce.Function.MEAN, x, keepDims, axes);
    }

    public static Value sum(Value x, boolean keepDims, int... axes) {
        return reduce(Reduce.Function.SUM, x, keepDims, axes);
    }

    public static Value max(Value x, boolean keepDims, int... axes) {
        return reduce(Reduce.Function.MAX, x, keepDims, axes);
    }

    public static Value softmax(Value x, int axis) {
        return apply(new Softmax(Axes.normalize(axis, x.rank()), false), x);
    }

    public static Value logSoftmax(Value x, int axis) {
        return apply(new Softmax(Axes.normalize(axis, x.rank()), true), x);
    }

    // ---- products

    public static Value matmul(Value a, Value b) {
        return apply(new MatMul(false, false), a, b);
    }

    public static Value matmul(Value a, Value b, boolean transposeA, boolean transposeB) {
        return apply(new MatMul(transposeA, transposeB), a, b);
    }

    /**
     * Sums of products by an equation such as {@code abc,cd->abd}, of one operand or two; {@code ...} stands for dimensions without names.
     *
     * @throws IllegalArgumentException if the equation does not fit the operands, names a dimension of one twice (a diagonal), or there are
     *     more than two
     */
    public static Value einsum(String equation, Value... operands) {
        return Einsum.of(equation, List.of(operands));
    }

    // ---- shape

    /** A size of -1 is inferred; a free batch dimension stays free if its target is {@link Reshape#copy}. */
    public static Value reshape(Value x, long... target) {
        return apply(
                new Reshape(IntStream.range(0, target.length)
                        .mapToObj(i -> target[i])
                        .toList()),
                x);
    }

    public static Value transpose(Value x, int... axes) {
        return apply(new Transpose(list(axes)), x);
    }

    public static Value expandDims(Value x, int axis) {
        int at = axis < 0 ? axis + x.rank() + 1 : axis;
        Checks.require(at >= 0 && at <= x.rank(), "axis " + axis + " is out of range for a new one in " + x.shape());
        List<Long> target = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            target.add(Reshape.copy(i));
        }
        target.add(at, 1L);
        return apply(new Reshape(target), x);
    }

    /** Drops dimension {@code axis}, which must be 1. */
    public static Value squeeze(Value x, int axis) {
        int at = Axes.normalize(axis, x.rank());
        List<Long> target = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            if (i != at) {
                target.add(Reshape.copy(i));
            }
        }
        return apply(new Reshape(target), x);
    }

    public static Value concatenate(List<Value> values, int axis) {
        Checks.require(!values.isEmpty(), "concatenate needs an operand");
        return Node.of(new Concat(Axes.normalize(axis, values.get(0).rank())), values)
                .output();
    }

    /** Python's {@code x[start:stop:step]} along {@code axis}; {@link Slice#OPEN} for an absent bound. */
    public static Value slice(Value x, int axis, long start, long stop, long step) {
        return apply(new Slice(Axes.normalize(axis, x.rank()), start, stop, step), x);
    }

    public static Value flip(Value x, int axis) {
        return slice(x, axis, Slice.OPEN, Slice.OPEN, -1);
    }

    public static Value pad(Value x, int[] before, int[] after, double value) {
        return apply(new Pad(list(before), list(after), Pad.Mode.CONSTANT, value), x);
    }

    public static Value tile(Value x, int... repeats) {
        return apply(new Tile(list(repeats)), x);
    }

    public static Value repeat(Value x, int times, int axis) {
        return apply(new RepeatElements(Axes.normalize(axis, x.rank()), times), x);
    }

    /** Rows of {@code table} (its first dimension) by index. */
    public static Value gather(Value table, Value indices) {
        return gather(table, indices, 0);
    }

    /** Elements of {@code axis} by index; the indices' dimensions take that axis' place. */
    public static Value gather(Value x, Value indices, int axis) {
        return apply(new Gather(Axes.normalize(axis, x.rank()), 0), x, indices);
    }

    /** The running sum along {@code axis}. */
    public static Value cumsum(Value x, int axis) {
        return apply(new Cumulate(Cumulate.Function.SUM, Axes.normalize(axis, x.rank()), false, false), x);
    }

    /** Values and indices (int32) of the {@code k} largest elements of the last dimension, largest first. */
    public static List<Value> topK(Value x, int k) {
        return Node.of(new TopK(k), List.of(x)).outputs();
    }

    /** {@code 1} in the column that an integer names, else 0: {@code [...] -> [..., classes]}; no row has it for numbers beyond. */
    public static Value oneHot(Value indices, int classes, DType dtype) {
        Checks.require(classes >= 1 && classes <= MOST_CLASSES, "one-hot vectors of " + classes + " classes");
        Value numbers = constant(Tensor.of(LongStream.range(0, classes).toArray(), classes));
        return cast(equal(expandDims(cast(indices, DType.INT64), -1), numbers), dtype);
    }

    // ---- signals, along the last axis

    /** Frequencies of a real signal, {@code [..., fftLength / 2 + 1]}; it is cut, or filled with zeros, to {@code fftLength}. */
    public static Complex rfft(Value x, int fftLength) {
        List<Value> parts = Node.of(new Rfft(fftLength), List.of(x)).outputs();
        return new Complex(parts.get(0), parts.get(1));
    }

    /** The real signal {@code [..., fftLength]} with these frequencies. */
    public static Value irfft(Complex x, int fftLength) {
        return apply(new Irfft(fftLength), x.real(), x.imaginary());
    }

    /** A frame every {@code step} samples, {@code [..., samples] -> [..., frames, length]}: {@code tf.signal.frame}. */
    public static Value frame(Value x, int length, int step) {
        return apply(new Frame(length, step), x);
    }

    /** The sum of frames that start {@code step} samples apart: {@code tf.signal.overlap_and_add}. */
    public static Value overlapAndAdd(Value frames, int step) {
        return apply(new OverlapAndAdd(step), frames);
    }

    // ---- anything else

    /**
     * A function in Java, for what no op does. It runs whenever the model does, on tensors, also of strings; any number of
     * threads may be in it.
     *
     * @param output type and shape of the result, from those of the inputs. Asked while the model is made, when dimensions such as the
     *     batch may be {@link Shape#FREE}, and again when all are known
     * @param function from tensors to a tensor of just that type and shape; anything else makes {@code predict} throw
     *     {@link IllegalStateException}
     */
    public static Value javaFunction(
            Function<List<Spec>, Spec> output, Function<List<Tensor>, Tensor> function, Value... inputs) {
        return apply(
                new JavaFunction(
                        specs -> Collections.singletonList(output.apply(specs)),
                        tensors -> Collections.singletonList(function.apply(tensors))),
                inputs);
    }

    // ---- sequences

    /**
     * Applies {@code body} to each step of {@code x} in turn, with the states that the step before left, as {@code keras.ops.scan} does.
     * The body is traced once; it may use layers, weights and values from outside.
     *
     * @param x {@code [batch, steps, ...]}
     * @param states the first states, each {@code [batch, ...]}
     */
    public static Scan.Result scan(Value x, List<Value> states, Scan.Body body) {
        return Scan.trace(x, states, Optional.empty(), false, false, body);
    }

    /** Zeros of the type and shape of {@code x}. */
    public static Value zerosLike(Value x) {
        return where(constant(Tensor.of(new boolean[] {false})), x, constant(0, x));
    }

    /** Any op with one output. */
    public static Value apply(Op op, Value... inputs) {
        return Node.of(op, List.of(inputs)).output();
    }

    private static List<Integer> list(int[] values) {
        return IntStream.of(values).boxed().toList();
    }
}
