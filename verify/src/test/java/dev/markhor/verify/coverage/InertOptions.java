package dev.markhor.verify.coverage;

import java.util.List;
import java.util.Set;

/** Options that change nothing of what a model with its weights computes at inference; they need no golden case. */
final class InertOptions {
    private static final List<String> SUFFIXES =
            List.of("_initializer", "_regularizer", "_constraint", "regularizer", "seed");

    /** Of every layer: training, speed, and how numbers are drawn. */
    private static final Set<String> EVERYWHERE = Set.of(
            "dropout",
            "recurrent_dropout",
            "noise_shape",
            "rate",
            "stddev", // drop and disturb while training only
            "momentum",
            "renorm",
            "renorm_clipping",
            "renorm_momentum",
            "synchronized",
            "virtual_batch_size",
            "unit_forget_bias",
            "unroll",
            "sparse_gradients",
            "input_length",
            "l1",
            "l2");

    /** Augmentation leaves images alone at inference; these of the same folder work then too. */
    private static final Set<String> NOT_AUGMENTATION = Set.of(
            "AutoContrast", "CenterCrop", "ContrastLimitedAdaptiveHistogramEqualization", "RandomCrop", "Resizing");

    private InertOptions() {}

    static boolean contains(KerasLayer layer, String option) {
        return EVERYWHERE.contains(option)
                || SUFFIXES.stream().anyMatch(option::endsWith)
                || layer.group().equals("image_preprocessing") && !NOT_AUGMENTATION.contains(layer.name())
                || option.equals("bounding_box_format") // images only
                || layer.name().equals("Discretization")
                        && Set.of("num_bins", "epsilon").contains(option) // for `adapt`
                || layer.name().equals("Lambda")
                        && !option.equals("function"); // Python's, in whose place a class in Java is registered
    }
}
