package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Size;
import dev.markhor.ops.Size.Function;
import dev.markhor.ops.SizedPad;
import dev.markhor.ops.SizedSlice;
import java.util.List;

/** Cuts or pads images {@code [batch, height, width, channels]}, of known sizes or free ones, to the aspect ratio of a target. */
final class AspectRatio {
    private static final Size NONE = Size.of(0);
    private static final Size TWO = Size.of(2);
    /** Sizes of the images, which every op here has as its second operand. */
    private static final Size HEIGHT = new Size.Dim(1, 1);

    private static final Size WIDTH = new Size.Dim(1, 2);

    private AspectRatio() {}

    /** The middle of the images, at least one pixel high and wide. */
    static Value crop(Value x, int targetHeight, int targetWidth) {
        Value rows = cut(x, x, 1, HEIGHT, scaled(WIDTH, targetHeight, targetWidth));
        return cut(rows, x, 2, WIDTH, scaled(HEIGHT, targetWidth, targetHeight));
    }

    private static Value cut(Value x, Value images, int axis, Size size, Size wanted) {
        Size length = Size.combine(Function.MAXIMUM, Size.of(1), Size.combine(Function.MINIMUM, size, wanted));
        Size first = half(Size.combine(Function.SUBTRACT, size, length));
        return Ops.apply(new SizedSlice(axis, first, Size.combine(Function.ADD, first, length), 1), x, images);
    }

    /** The images in the middle of a constant. */
    static Value pad(Value x, int targetHeight, int targetWidth, double value) {
        Size top = border(HEIGHT, scaled(WIDTH, targetHeight, targetWidth));
        Size left = border(WIDTH, scaled(HEIGHT, targetWidth, targetHeight));
        return Ops.apply(new SizedPad(List.of(NONE, top, left, NONE), value), x, x);
    }

    private static Size border(Size size, Size wanted) {
        return half(Size.combine(Function.SUBTRACT, Size.combine(Function.MAXIMUM, size, wanted), size));
    }

    private static Size scaled(Size size, int by, int over) {
        return Size.combine(Function.FLOAT_DIVIDE, Size.combine(Function.MULTIPLY, size, Size.of(by)), Size.of(over));
    }

    private static Size half(Size size) {
        return Size.combine(Function.FLOOR_DIVIDE, size, TWO);
    }
}
