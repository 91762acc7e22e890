package dev.markhor.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
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
    void concatenationAddsTheJoinedDimension() {
        assertEquals(Shape.of(FREE, 5), shape(new Concat(1), Shape.of(FREE, 2), Shape.of(FREE, 3)));
        assertThrows(IllegalArgumentException.class, () -> shape(new Concat(1), Shape.of(2, 2), Shape.of(3, 3)));
    }

    @Test
    void reductionsDropOrKeepDimensions() {
        assertEquals(Shape.of(2, 4), shape(new Reduce(Reduce.Function.SUM, List.of(1), false), Shape.of(2, 3, 4)));
        assertEquals(Shape.of(2, 1, 4), shape(new Reduce(Reduce.Function.SUM, List.of(1), true), Shape.of(2, 3, 4)));
    }
}
