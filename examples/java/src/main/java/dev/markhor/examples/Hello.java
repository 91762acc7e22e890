package dev.markhor.examples;

import dev.markhor.tensor.Tensor;

/** Prints a tensor. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println(Tensor.of(new float[] {1, 2, 3}, 3));
    }
}
