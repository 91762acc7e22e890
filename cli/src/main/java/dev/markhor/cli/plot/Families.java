package dev.markhor.cli.plot;

import java.util.Map;
import java.util.Set;

/** Which layers look alike. */
final class Families {
    private static final Map<String, Paint> NAMED = Map.ofEntries(
            Map.entry("Activation", Paint.ACTIVATION),
            Map.entry("ReLU", Paint.ACTIVATION),
            Map.entry("LeakyReLU", Paint.ACTIVATION),
            Map.entry("PReLU", Paint.ACTIVATION),
            Map.entry("ELU", Paint.ACTIVATION),
            Map.entry("Softmax", Paint.ACTIVATION),
            Map.entry("ThresholdedReLU", Paint.ACTIVATION),
            Map.entry("Add", Paint.MERGE),
            Map.entry("Subtract", Paint.MERGE),
            Map.entry("Multiply", Paint.MERGE),
            Map.entry("Average", Paint.MERGE),
            Map.entry("Maximum", Paint.MERGE),
            Map.entry("Minimum", Paint.MERGE),
            Map.entry("Concatenate", Paint.MERGE),
            Map.entry("Merge", Paint.MERGE),
            Map.entry("Dot", Paint.MERGE),
            Map.entry("Embedding", Paint.DENSE),
            Map.entry("SimpleRNN", Paint.RECURRENT),
            Map.entry("RNN", Paint.RECURRENT),
            Map.entry("Bidirectional", Paint.RECURRENT),
            Map.entry("Functional", Paint.MODEL),
            Map.entry("Sequential", Paint.MODEL));

    /** Work element by element on one value: they stand in the box of the layer before them. */
    private static final Set<String> SMALL =
            Set.of("Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D");

    private Families() {}

    static Paint paint(String className) {
        Paint named = NAMED.get(className);
        if (named != null) {
            return named;
        }
        return className.contains("Pooling")
                ? Paint.POOLING
                : className.endsWith("Normalization")
                        ? Paint.NORMALISATION
                        : className.contains("LSTM") || className.contains("GRU")
                                ? Paint.RECURRENT
                                : className.contains("Conv")
                                        ? Paint.CONVOLUTION
                                        : className.contains("Dense") || className.contains("Attention")
                                                ? Paint.DENSE
                                                : Paint.PLAIN;
    }

    static boolean isSmall(String className) {
        Paint paint = paint(className);
        return paint == Paint.ACTIVATION || paint == Paint.NORMALISATION || SMALL.contains(className);
    }
}
