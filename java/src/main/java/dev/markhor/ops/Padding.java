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
    record Explicit(List<Integer> before, List<Integer> after) implements Padding {}

    /** Zeros in front only: convolution over time that never sees the future. */
    static Padding causal(int kernel, int dilation) {
        return new Explicit(List.of((kernel - 1) * dilation), List.of(0));
    }

    /** Zeros before spatial dimension {@code i} of {@code size}. */
    default int before(int i, long size, int kernel, int stride, int dilation) {
        return this instanceof Explicit explicit
                ? explicit.before().get(i)
                : total(i, size, kernel, stride, dilation) / 2;
    }

    /** Zeros after spatial dimension {@code i}; where an odd number is needed, the extra one is here. */
    default int after(int i, long size, int kernel, int stride, int dilation) {
        if (this instanceof Explicit explicit) {
            return explicit.after().get(i);
        }
        int total = total(i, size, kernel, stride, dilation);
        return total - total / 2;
    }

    private int total(int i, long size, int kernel, int stride, int dilation) {
        if (this instanceof Valid) {
            return 0;
        }
        int window = (kernel - 1) * dilation + 1;
        long outputs = (size + stride - 1) / stride;
        return (int) Math.max(0, (outputs - 1) * stride + window - size);
    }

    /**
     * Number of window positions, or {@link Shape#FREE} for a free size.
     *
     * @throws IllegalArgumentException if no window fits
     */
    default long outputs(int i, long size, int kernel, int stride, int dilation) {
        if (size == Shape.FREE) {
            return Shape.FREE;
        }
        if (this instanceof Same) {
            return (size + stride - 1) / stride;
        }
        long padded = size + before(i, size, kernel, stride, dilation) + after(i, size, kernel, stride, dilation);
        long window = (kernel - 1L) * dilation + 1;
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
