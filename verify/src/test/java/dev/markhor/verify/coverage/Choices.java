package dev.markhor.verify.coverage;

import java.util.List;

/** Options with more than two values, all of which need a golden case. */
final class Choices {
    private static final List<String> INTERPOLATIONS_3 =
            List.of("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5");
    private static final List<String> INTERPOLATIONS_2 =
            List.of("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area", "gaussian", "mitchellcubic");
    private static final List<String> ACTIVATIONS_2 =
            words("linear relu elu selu gelu softplus softsign swish mish exponential "
                    + "sigmoid hard_sigmoid tanh softmax leaky_relu relu6");
    private static final List<String> ACTIVATIONS_3 =
            words("linear relu elu selu gelu softplus softsign silu mish exponential "
                    + "sigmoid hard_sigmoid tanh softmax leaky_relu relu6 celu glu hard_tanh hard_shrink tanh_shrink soft_shrink squareplus "
                    + "sparse_plus sparse_sigmoid sparsemax log_sigmoid log_softmax hard_silu");

    private Choices() {}

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    /** All values; empty where any value other than the default will do. */
    static List<String> of(String layer, String option, String dialect) {
        boolean two = dialect.equals("keras2");
        return switch (layer + "." + option) {
            case "Activation.activation" -> two ? ACTIVATIONS_2 : ACTIVATIONS_3;
            case "Conv1D.padding" -> List.of("valid", "same", "causal");
            case "SeparableConv1D.padding" -> two ? List.of("valid", "same", "causal") : List.of("valid", "same");
            case "UpSampling2D.interpolation", "Resizing.interpolation" -> two ? INTERPOLATIONS_2 : INTERPOLATIONS_3;
            case "Resizing.fill_mode" -> List.of("constant"); // Keras takes no other
            case "IntegerLookup.vocabulary_dtype" -> List.of("int64"); // nor here
            case "StringLookup.output_mode", "IntegerLookup.output_mode" ->
                List.of("int", "one_hot", "multi_hot", "count", "tf_idf");
            case "TextVectorization.output_mode" -> List.of("int", "multi_hot", "count", "tf_idf");
            case "TextVectorization.standardize" ->
                List.of("None", "lower_and_strip_punctuation", "lower", "strip_punctuation");
            case "TextVectorization.split" -> List.of("None", "whitespace", "character");
            case "CategoryEncoding.output_mode" -> List.of("one_hot", "multi_hot", "count");
            case "Discretization.output_mode", "Hashing.output_mode" -> List.of("int", "one_hot", "multi_hot", "count");
            case "Bidirectional.merge_mode" -> List.of("concat", "sum", "mul", "ave", "None");
            case "STFTSpectrogram.mode" -> List.of("log", "magnitude", "psd", "real", "imag", "angle", "stft");
            case "STFTSpectrogram.window", "MelSpectrogram.window" -> List.of("hann", "hamming", "None");
            case "LocallyConnected1D.implementation", "LocallyConnected2D.implementation" -> List.of("1", "2", "3");
            default -> List.of();
        };
    }
}
