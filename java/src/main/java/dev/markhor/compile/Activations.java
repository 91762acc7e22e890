package dev.markhor.compile;

import dev.markhor.ops.Unary;

/** Which functions a product's epilogue can apply. */
final class Activations {
    private Activations() {}

    static boolean fusable(Unary function) {
        return false;
    }
}
