package dev.markhor.layers;

import dev.markhor.tensor.Shape;
import java.util.Arrays;

/** The dense layers of attention, by Keras' equations. */
final class Projections {
    private Projections() {}

    /**
     * Keeps leading dimensions and replaces the last ones: {@code abc,cde->abde}.
     *
     * @param kept dimensions that stay, the batch included
     * @param replaced how many are summed over
     * @param sizes of the new ones, each with a bias of its own
     */
    static EinsumDense of(int kept, int replaced, long... sizes) {
        String free = letters(0, kept);
        String summed = letters(kept, replaced);
        String fresh = letters(kept + replaced, sizes.length);
        long[] outputShape = new long[kept - 1 + sizes.length];
        Arrays.fill(outputShape, Shape.FREE);
        System.arraycopy(sizes, 0, outputShape, kept - 1, sizes.length);
        String equation = free + summed + ',' + summed + fresh + "->" + free + fresh;
        return new EinsumDense(equation, outputShape).biasAxes(fresh);
    }

    /** {@code count} letters, from number {@code from} on. */
    static String letters(int from, int count) {
        if (from + count > 26) {
            throw new IllegalArgumentException("an equation of " + (from + count) + " dimensions has too few letters");
        }
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('a' + from + i));
        }
        return letters.toString();
    }
}
