package dev.markhor.ops;

import dev.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** How a window meets the border, one dimension at a time. {@code same} depends on the size of the input, so it is resolved late. */
public sealed interface Padding {
    Padding SAME = new Same();
    Padding VALID = new Valid();

    record Same() implements Padding {}

    record Valid() implements Padding {}

    /** Zeros before and after each spatial dimension. */
    record Explicit(List<Integer> before, List<Integer> after) implements Padding {
        public Explicit {
            before = Checks.atLeast(0, before, "padding");
            after = Checks.atLeast(0, after, "padding");
            Checks.require(before.size() == after.size(), "needs as many paddings before as after");
        }
    }

    /** @throws IllegalArgumentException if this is for another number of spatial dimensions */
    default void requireDimensions(int spatial) {
        Checks.require(
                !(this instanceof Explicit explicit) || explicit.before().size() == spatial,
                "needs paddings for " + spatial + " spatial dimension(s)");
    }

    /** Zeros in front only: convolution over time that never sees the future. */
    static Padding causal(int kernel, int dilation) {
        return new Explicit(List.of(Checks.reach(kernel, dilation) - 1), List.of(0));
    }

    /** Zeros before spatial dimension {@code i} of {@code size}. */
    default int before(int i, long size, long kernel, int stride, int dilation) {
        return this instanceof Explicit explicit
                ? explicit.before().get(i)
                : total(i, size, kernel, stride, dilation) / 2;
    }

    /** Zeros after spatial dimension {@code i}; where an odd number is needed, the extra one is here. */
    default int after(int i, long size, long kernel, int stride, int dilation) {
        if (this instanceof Explicit explicit) {
            return explicit.after().get(i);
        }
        int total = total(i, size, kernel, stride, dilation);
        return total - total / 2;
    }

    private int total(int i, long size, long kernel, int stride, int dilation) {
        if (this instanceof Valid) {
            return 0;
        }
        int window = Checks.reach(kernel, dilation);
        long outputs = (size + stride - 1) / stride;
        return (int) Math.max(0, (outputs - 1) * stride + window - size);
    }

    /**
     * Number of window positions, or {@link Shape#FREE} for a free size.
     *
     * @throws IllegalArgumentException if no window fits
     */
    default long outputs(int i, long size, long kernel, int stride, int dilation) {
        int window = Checks.reach(kernel, dilation);
        if (size == Shape.FREE) {
            return Shape.FREE;
        }
        if (this instanceof Same) {
            return (size + stride - 1) / stride;
        }
        long padded = size + before(i, size, kernel, stride, dilation) + after(i, size, kernel, stride, dilation);
        if (padded < window) {
            throw new IllegalArgumentException(
                    "a window of " + window + " does not fit an input of " + padded + " along spatial dimension " + i);
        }
        return (padded - window) / stride + 1;
    }

    /** @param name Keras' {@code valid} or {@code same} */
    static Padding of(String name) {
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "valid" -> VALID;
            case "same" -> SAME;
            default -> throw new IllegalArgumentException("padding '" + name + "' is none of valid, same");
        };
    }

    /** The same amounts on both sides of every spatial dimension. */
    static Padding symmetric(int... amounts) {
        List<Integer> list = Arrays.stream(amounts).boxed().toList();
        return new Explicit(list, list);
    }
}
