package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Resizes {@code [batch, height, width, channels]} by whole factors ({@code height} and {@code width} are factors) or to a size.
 * Half-pixel centres.
 *
 * @param antialias whether a target pixel mixes all that it covers where pictures become smaller; changes nothing for {@code NEAREST} and
 *     {@code AREA}
 */
public record Resize(int height, int width, boolean factors, Interpolation interpolation, boolean antialias)
        implements Op {
    public enum Interpolation {
        NEAREST,
        BILINEAR,
        BICUBIC,
        /** Average of the area a target pixel covers. */
        AREA,
        /** As TensorFlow's {@code scale_and_translate} computes it; the next ones as well. */
        GAUSSIAN,
        MITCHELLCUBIC,
        LANCZOS3,
        LANCZOS5
    }

    /** Pixels of a side. */
    private static final int LARGEST = 1 << 20;

    public Resize {
        Checks.atLeast(factors ? 1 : 0, height, "height");
        Checks.atLeast(factors ? 1 : 0, width, "width");
    }

    /** Without antialiasing. */
    public Resize(int height, int width, boolean factors, Interpolation interpolation) {
        this(height, width, factors, interpolation, false);
    }

    @Override
    public String name() {
        return "resize";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        if (x.rank() != 4) {
            throw new IllegalArgumentException("needs an input of rank 4");
        }
        long rows = size(x.dim(1), height);
        long columns = size(x.dim(2), width);
        Checks.require(
                (x.dim(1) != 0 || rows == 0) && (x.dim(2) != 0 || columns == 0),
                "a picture of no pixels does not resize");
        Checks.require(
                rows <= LARGEST && columns <= LARGEST,
                "a picture of " + rows + " x " + columns + " is too large; its sides may have " + LARGEST + " pixels");
        return List.of(inputs.get(0).withShape(Shape.of(x.dim(0), rows, columns, x.dim(3))));
    }

    private long size(long dim, int parameter) {
        return !factors ? parameter : dim == Shape.FREE ? Shape.FREE : Math.multiplyExact(dim, parameter);
    }
}
