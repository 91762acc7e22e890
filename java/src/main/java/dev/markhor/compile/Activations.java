package dev.markhor.compile;

import dev.markhor.binding.Clamp;
import dev.markhor.ops.Unary;

/** Which functions can be applied on the way out of another kernel. */
final class Activations {
    private Activations() {}

    /** Whether the function only cuts values off: {@code relu}, {@code relu6}, {@code clip}. */
    static boolean isClamp(Unary function) {
        return switch (function.function()) {
            case RELU -> function.a() == 0 && function.c() == 0;
            case CLIP -> true;
            default -> false;
        };
    }

    /** @throws IllegalArgumentException if the function does more than cut off */
    static Clamp clamp(Unary function) {
        if (!isClamp(function)) {
            throw new IllegalArgumentException(function + " is no clamp");
        }
        if (function.function() == Unary.Function.CLIP) {
            return Clamp.to(function.a(), function.b());
        }
        return Double.isInfinite(function.b()) ? Clamp.RELU : Clamp.to(0, function.b());
    }
}
