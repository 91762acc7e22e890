package dev.markhor.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ShapeRulesTest {
    private static final long FREE = Shape.FREE;

    private static Shape shape(Op op, Shape... inputs) {
        List<Spec> specs =
                Arrays.stream(inputs).map(s -> new Spec(DType.FLOAT32, s)).toList();
        return op.infer(specs).get(0).shape();
    }

    @Test
    void broadcasting() {
        Op add = new Binary(Binary.Function.ADD);
        assertEquals(Shape.of(2, 3), shape(add, Shape.of(2, 1), Shape.of(3)));
        assertEquals(Shape.of(FREE, 3), shape(add, Shape.of(FREE, 3), Shape.of(3)));
        assertEquals(Shape.of(4, 3), shape(add, Shape.of(FREE, 3), Shape.of(4, 1)));
        assertEquals(Shape.of(FREE, 3), shape(add, Shape.of(FREE, 3), Shape.of(1, 3)));
        assertThrows(IllegalArgumentException.class, () -> shape(add, Shape.of(2), Shape.of(3)));
    }

    @Test
    void reshapeInfersWhatIsLeft() {
        Op flatten = new Reshape(List.of(Reshape.copy(0), Reshape.INFER));
        assertEquals(Shape.of(FREE, 12), shape(flatten, Shape.of(FREE, 3, 4)));
        assertEquals(Shape.of(FREE, FREE), shape(flatten, Shape.of(FREE, FREE, 4)));
        assertEquals(Shape.of(2, 20), shape(flatten, Shape.of(2, 5, 4)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Reshape(List.of(5L, -1L)), Shape.of(2, 3)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Reshape(List.of(5L)), Shape.of(2, 3)));
    }

    @Test
    void bandsAreAsLargeAsWhatTheyMask() {
        assertEquals(Shape.of(FREE, 5), shape(new Band(1, 0, -1, 0), Shape.of(2, FREE), Shape.of(5)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Band(2, 0, -1, 0), Shape.of(2, 3), Shape.of(5)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Band(0, 0, -1, 0), Shape.of(2, 3)));
    }

    @Test
    void convolutionFollowsKerasPadding() {
        Shape kernel = Shape.of(3, 3, 8, 16);
        Op same = new Conv(List.of(2, 2), List.of(1, 1), Padding.SAME, 1);
        assertEquals(Shape.of(FREE, 4, FREE, 16), shape(same, Shape.of(FREE, 7, FREE, 8), kernel));
        Op valid = new Conv(List.of(1, 1), List.of(2, 2), Padding.VALID, 1);
        assertEquals(Shape.of(1, 3, 3, 16), shape(valid, Shape.of(1, 7, 7, 8), kernel));
        assertThrows(IllegalArgumentException.class, () -> shape(valid, Shape.of(1, 4, 4, 8), kernel));
        assertThrows(IllegalArgumentException.class, () -> shape(valid, Shape.of(1, 7, 7, 4), kernel));
    }

    @Test
    void samePaddingPutsTheExtraElementAtTheEnd() {
        assertEquals(1, Padding.SAME.before(0, 5, 4, 1, 1));
        assertEquals(2, Padding.SAME.after(0, 5, 4, 1, 1));
        assertEquals(0, Padding.SAME.before(0, 6, 3, 2, 1));
        assertEquals(1, Padding.SAME.after(0, 6, 3, 2, 1));
    }

    @Test
    void transposedConvolutionLengthsAreKeras() {
        ConvTranspose same = new ConvTranspose(List.of(2), List.of(1), true, List.of());
        ConvTranspose valid = new ConvTranspose(List.of(2), List.of(1), false, List.of());
        assertEquals(6, same.outputs(0, 3, 4));
        assertEquals(8, valid.outputs(0, 3, 4));
        assertEquals(6, valid.outputs(0, 3, 1));
    }

    @Test
    void slicesCountLikePython() {
        assertEquals(3, new Slice(0, 1, -1, 1).count(5));
        assertEquals(5, new Slice(0, Slice.OPEN, Slice.OPEN, -1).count(5));
        assertEquals(4, new Slice(0, Slice.OPEN, Slice.OPEN, -1).first(5));
        assertEquals(2, new Slice(0, 0, 4, 2).count(9));
        assertEquals(0, new Slice(0, 4, 2, 1).count(9));
        assertEquals(1, new Slice(0, -1, Slice.OPEN, 1).count(9));
    }

    @Test
    void framesCoverWholeStepsOnly() {
        Op frame = new Frame(4, 3);
        assertEquals(Shape.of(2, 3, 4), shape(frame, Shape.of(2, 12)));
        assertEquals(Shape.of(0, 4), shape(frame, Shape.of(3)));
        assertEquals(Shape.of(2, FREE, 4), shape(frame, Shape.of(2, FREE)));
        assertThrows(IllegalArgumentException.class, () -> shape(frame, Shape.of()));
        assertThrows(IllegalArgumentException.class, () -> new Frame(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Frame(1, 0));
        Op together = new OverlapAndAdd(3);
        assertEquals(Shape.of(2, 10), shape(together, Shape.of(2, 3, 4)));
        assertEquals(Shape.of(FREE), shape(together, Shape.of(FREE, 4)));
        assertThrows(IllegalArgumentException.class, () -> shape(together, Shape.of(0, 4)));
        assertThrows(IllegalArgumentException.class, () -> shape(together, Shape.of(4)));
        assertThrows(IllegalArgumentException.class, () -> new OverlapAndAdd(0));
    }

    @Test
    void transformsGiveHalfTheFrequencies() {
        assertEquals(Shape.of(FREE, 9), shape(new Rfft(16), Shape.of(FREE, FREE)));
        assertEquals(Shape.of(2, 8), shape(new Rfft(15), Shape.of(2, 20)));
        assertEquals(Shape.of(2, 15), shape(new Irfft(15), Shape.of(2, 3), Shape.of(FREE, 3)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Irfft(15), Shape.of(2, 3), Shape.of(2, 4)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Rfft(4), Shape.of()));
        assertThrows(IllegalArgumentException.class, () -> new Rfft(0));
        assertThrows(IllegalArgumentException.class, () -> new Irfft(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> new Rfft(4).infer(List.of(Spec.of(DType.INT32, 4))));
    }

    @Test
    void concatenationAddsTheJoinedDimension() {
        assertEquals(Shape.of(FREE, 5), shape(new Concat(1), Shape.of(FREE, 2), Shape.of(FREE, 3)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Concat(1), Shape.of(2, 2), Shape.of(3, 3)));
    }

    @Test
    void reductionsDropOrKeepDimensions() {
        assertEquals(Shape.of(2, 4), shape(new Reduce(Reduce.Function.SUM, List.of(1), false), Shape.of(2, 3, 4)));
        assertEquals(Shape.of(2, 1, 4), shape(new Reduce(Reduce.Function.SUM, List.of(1), true), Shape.of(2, 3, 4)));
    }

    private static void refused(String message, Op op, Spec... inputs) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Node.of(op, values(inputs)).outputs());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    private static void refused(String message, Supplier<?> op) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, op::get);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    private static List<Value> values(Spec... specs) {
        return Arrays.stream(specs).map(Placeholder::create).toList();
    }

    private static Spec floats(long... dims) {
        return Spec.of(DType.FLOAT32, dims);
    }

    @Test
    void parametersThatLeadOutOfAnArrayAreRefused() {
        refused("strides", () -> new Conv(List.of(0), List.of(1), Padding.VALID, 1));
        refused("strides", () -> new Conv(List.of(-1), List.of(1), Padding.VALID, 1));
        refused("dilation", () -> new DepthwiseConv(List.of(1), List.of(0), Padding.VALID));
        refused("groups", () -> new Conv(List.of(1), List.of(1), Padding.VALID, 0));
        refused("paddings for 2", () -> new Conv(List.of(1, 1), List.of(1, 1), Padding.symmetric(1), 1));
        refused("output padding", () -> new ConvTranspose(List.of(1), List.of(1), true, List.of(-1)));
        refused("pool size", () -> new Pool(true, List.of(0), List.of(1), Padding.VALID));
        refused("strides", () -> new Pool(true, List.of(1), List.of(0), Padding.VALID));
        refused("hold nothing", () -> new Pool(true, List.of(2), List.of(1), Padding.symmetric(2)));
        refused("padding", () -> new Pad(List.of(-1), List.of(0), Pad.Mode.CONSTANT, 0));
        refused("padding", () -> Padding.symmetric(-3));
        refused("too large", () -> Padding.causal(3, Integer.MAX_VALUE));
        refused("step of 0", () -> new Slice(0, 0, 1, 0));
        refused("no order of all axes", () -> new Transpose(List.of(0, 0)));
        refused("no order of all axes", () -> new Transpose(List.of(0, 2)));
        refused("one dimension at most", () -> new Reshape(List.of(-1L, -1L)));
        refused("repeats", () -> new Tile(List.of(-1)));
        refused("repeats", () -> new RepeatElements(0, -1));
        refused("height", () -> new Resize(-1, 1, false, Resize.Interpolation.NEAREST));
        refused("along one axis", () -> new Reduce(Reduce.Function.ARGMAX, List.of(0, 1), false));
        refused("not in order", () -> new Reduce(Reduce.Function.SUM, List.of(1, 1), false));
    }

    @Test
    void operandsThatDoNotFitAreRefused() {
        Spec bytes = Spec.of(DType.UINT8, 1, 4, 2);
        refused("differ in type", new Conv(List.of(1), List.of(1), Padding.VALID, 1), bytes, floats(3, 2, 5));
        refused("differ in type", new DepthwiseConv(List.of(1), List.of(1), Padding.VALID), bytes, floats(3, 2, 1));
        refused("differ in type", new ConvTranspose(List.of(1), List.of(1), true, List.of()), bytes, floats(3, 5, 2));
        refused("no elements", new Conv(List.of(1), List.of(1), Padding.VALID, 1), floats(1, 4, 0), floats(2, 0, 3));
        refused(
                "no elements",
                new DepthwiseConv(List.of(1), List.of(1), Padding.VALID),
                floats(1, 4, 0),
                floats(2, 0, 1));
        refused("differ in type", new Concat(0), floats(2), Spec.of(DType.FLOAT64, 2));
        refused("out of range", new Concat(1), floats(2), floats(2));
        refused("out of range", new Softmax(2, false), floats(2, 3));
        refused("out of range", new Reduce(Reduce.Function.SUM, List.of(2), false), floats(2, 3));
        refused("out of range", new Gather(), floats(), Spec.of(DType.INT32, 1));
        refused("parameters of shape [3]", new LayerNorm(1e-3, false), floats(2, 3), floats(2), floats(3));
        Spec three = floats(3);
        refused("parameters of shape [3]", new BatchNorm(1e-3), floats(2, 3), three, three, three, floats(4));
        refused("nothing but padding", new Pool(true, List.of(2), List.of(1), Padding.symmetric(1)), floats(1, 0, 2));
        refused("too large", new Resize(1 << 30, 2, true, Resize.Interpolation.NEAREST), floats(0, 2, 2, 1));
        refused("no pixels", new Resize(2, 2, false, Resize.Interpolation.NEAREST), floats(1, 0, 3, 1));
        refused("too few elements", new Pad(List.of(3), List.of(0), Pad.Mode.REFLECT, 0), floats(3));
        refused("copies a dimension", new Reshape(List.of(Reshape.copy(2))), floats(2, 3));
    }

    @Test
    void sizesThatOverflowAreRefused() {
        long large = 1L << 40;
        refused("exceed", new Tile(List.of(1 << 30)), floats(large));
        refused("exceed", new RepeatElements(0, 1 << 30), floats(large));
        refused("exceed", new Reshape(List.of(large, large, -1L)), floats(4));
        refused(
                "exceed",
                new Conv(List.of(1), List.of(1), Padding.VALID, 1 << 30),
                floats(1, 9, 8),
                floats(1, large, 8));
        refused(
                "too large",
                new Conv(List.of(1), List.of(Integer.MAX_VALUE), Padding.SAME, 1),
                floats(1, 9, 8),
                floats(3, 8, 8));
    }

    @Test
    void anEmptyBatchReshapes() {
        Op flatten = new Reshape(List.of(Reshape.copy(0), Reshape.INFER));
        assertEquals(Shape.of(0, 12), shape(flatten, Shape.of(0, 3, 4)));
        assertEquals(Shape.of(0, 0), shape(flatten, Shape.of(0, 0, 4)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Reshape(List.of(0L, -1L)), Shape.of(0, 3)));
    }
}
