package dev.markhor.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Spec;
import dev.markhor.ops.Size.Function;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ops with sizes of their operands as parameters. */
class SizedOpsTest {
    private static final long FREE = Shape.FREE;
    private static final Size BATCH = new Size.Dim(0, 0);
    private static final Size STEPS = new Size.Dim(1, 1);

    private static List<Spec> operands(Shape... shapes) {
        return java.util.Arrays.stream(shapes)
                .map(shape -> new Spec(DType.FLOAT32, shape))
                .toList();
    }

    private static Shape shape(SizedOp op, Shape... shapes) {
        return op.infer(operands(shapes)).get(0).shape();
    }

    @Test
    void sizesAreComputed() {
        List<Spec> known = operands(Shape.of(3, 4), Shape.of(2, 7));
        assertEquals(3, BATCH.value(known));
        assertEquals(21, Size.combine(Function.MULTIPLY, BATCH, STEPS).value(known));
        assertEquals(
                -2, Size.combine(Function.FLOOR_DIVIDE, Size.of(-3), Size.of(2)).value(known));
        assertEquals(1, Size.combine(Function.MOD, STEPS, BATCH).value(known));
        assertEquals(Size.of(5), Size.combine(Function.ADD, Size.of(2), Size.of(3)));
        assertEquals(FREE, Size.combine(Function.ADD, BATCH, Size.of(1)).value(operands(Shape.of(FREE))));
    }

    @Test
    void sizesOfNothingAreRefused() {
        List<Spec> one = operands(Shape.of(3));
        assertThrows(IllegalArgumentException.class, () -> STEPS.value(one));
        assertThrows(IllegalArgumentException.class, () -> new Size.Dim(0, 1).value(one));
        assertThrows(IllegalArgumentException.class, () -> new Size.Dim(0, -1));
        Size byZero = Size.combine(Function.MOD, BATCH, Size.of(0));
        assertThrows(IllegalArgumentException.class, () -> byZero.value(one));
        Size huge = Size.combine(Function.MULTIPLY, Size.of(Long.MAX_VALUE), BATCH);
        assertThrows(ArithmeticException.class, () -> huge.value(one));
    }

    @Test
    void reshapes() {
        SizedReshape op = new SizedReshape(List.of(BATCH, STEPS, Size.of(2)));
        assertEquals(Shape.of(FREE, 5, 2), shape(op, Shape.of(FREE, 10), Shape.of(FREE, 5)));
        assertEquals(Shape.of(3, 5, 2), shape(op, Shape.of(3, 10), Shape.of(3, 5)));
        assertThrows(IllegalArgumentException.class, () -> shape(op, Shape.of(3, 10), Shape.of(3, 4)));
        SizedReshape inferred = new SizedReshape(List.of(BATCH, Size.of(-1)));
        assertEquals(Shape.of(3, 20), shape(inferred, Shape.of(3, 4, 5)));
        assertEquals(Shape.of(FREE, FREE), shape(inferred, Shape.of(FREE, 4, 5)));
        SizedReshape negative = new SizedReshape(List.of(Size.combine(Function.SUBTRACT, BATCH, Size.of(5))));
        assertThrows(IllegalArgumentException.class, () -> shape(negative, Shape.of(3)));
    }

    @Test
    void slicesTilesAndBroadcasts() {
        SizedSlice half =
                new SizedSlice(1, Size.of(0), Size.combine(Function.FLOOR_DIVIDE, new Size.Dim(0, 1), Size.of(2)), 1);
        assertEquals(Shape.of(3, 2), shape(half, Shape.of(3, 5)));
        assertEquals(Shape.of(3, FREE), shape(half, Shape.of(3, FREE)));
        SizedTile tile = new SizedTile(List.of(Size.of(1), STEPS));
        assertEquals(Shape.of(FREE, 14), shape(tile, Shape.of(FREE, 2), Shape.of(4, 7)));
        SizedTile less = new SizedTile(List.of(Size.combine(Function.SUBTRACT, BATCH, Size.of(5))));
        assertThrows(IllegalArgumentException.class, () -> shape(less, Shape.of(3)));
        SizedBroadcast to = new SizedBroadcast(List.of(STEPS, Size.of(4)));
        assertEquals(Shape.of(FREE, 4), shape(to, Shape.of(4), Shape.of(2, FREE)));
        assertThrows(IllegalArgumentException.class, () -> shape(to, Shape.of(3), Shape.of(2, 2)));
        assertThrows(IllegalArgumentException.class, () -> new BroadcastTo(List.of(-1L)));
    }

    @Test
    void rangesAndShapesAreConstantsInTheEnd() {
        SizedRange down = new SizedRange(STEPS, Size.of(0), Size.of(-2), DType.INT64);
        List<Spec> known = operands(Shape.of(3), Shape.of(2, 5));
        Constant numbers = (Constant) down.resolved(known);
        assertArrayEquals(new long[] {5, 3, 1}, numbers.tensor().toLongArray());
        assertEquals(Shape.of(3), shape(down, Shape.of(3), Shape.of(2, 5)));
        assertEquals(Shape.of(FREE), shape(down, Shape.of(3), Shape.of(2, FREE)));
        SizedRange endless = new SizedRange(Size.of(0), BATCH, Size.of(0), DType.INT32);
        assertThrows(IllegalArgumentException.class, () -> shape(endless, Shape.of(3)));
        SizedRange huge = new SizedRange(Size.of(0), Size.of(1L << 40), Size.of(1), DType.INT32);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> shape(huge))
                .getMessage()
                .contains("range of"));
        Constant sizes = (Constant) new Sizes(List.of(STEPS, Size.of(9)), DType.INT32).resolved(known);
        assertArrayEquals(new int[] {5, 9}, sizes.tensor().toIntArray());
    }

    @Test
    void picking() {
        List<Spec> table = List.of(Spec.of(DType.FLOAT32, FREE, 4, 5, 6), Spec.of(DType.INT32, FREE, 2));
        assertEquals(
                Shape.of(FREE, 4, 2, 6), new Gather(2, 1).infer(table).get(0).shape());
        assertEquals(
                Shape.of(FREE, 4, FREE, 2, 6),
                new Gather(2, 0).infer(table).get(0).shape());
        assertThrows(IllegalArgumentException.class, () -> new Gather(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Gather(4, 0).infer(table));
        List<Spec> different = List.of(Spec.of(DType.FLOAT32, 3, 4), Spec.of(DType.INT32, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> new Gather(1, 1).infer(different));
        assertThrows(IllegalArgumentException.class, () -> new TakeAlongAxis(1).infer(different));
        assertThrows(IllegalArgumentException.class, () -> new TopK(5).infer(different.subList(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> new TopK(-2));
        assertThrows(IllegalArgumentException.class, () -> new Cumulate(Cumulate.Function.MAX, 0, true, false));
    }

    @Test
    void padsByHalfOfWhatIsMissing() {
        Size wanted = Size.combine(Function.FLOAT_DIVIDE, STEPS, Size.of(2));
        Size missing = Size.combine(Function.SUBTRACT, Size.combine(Function.MAXIMUM, BATCH, wanted), BATCH);
        SizedPad pad = new SizedPad(List.of(Size.combine(Function.FLOOR_DIVIDE, missing, Size.of(2)), Size.of(0)), 1);
        assertEquals(Shape.of(5, 2), shape(pad, Shape.of(3, 2), Shape.of(1, 11)));
        assertEquals(Shape.of(FREE, 2), shape(pad, Shape.of(3, 2), Shape.of(1, FREE)));
        assertThrows(IllegalArgumentException.class, () -> shape(pad, Shape.of(3, 2, 4), Shape.of(1, FREE)));
        assertEquals(
                3, Size.combine(Function.FLOAT_DIVIDE, Size.of(7), Size.of(2)).value(List.of()));
    }
}
