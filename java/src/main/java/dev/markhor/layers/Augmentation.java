package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;

/**
 * One of Keras' layers that change images {@code [batch, height, width, channels]} in training and leave them alone at inference:
 * {@code RandomFlip}, {@code RandomZoom}, {@code MixUp}, … Some convert them to the layer's type, as they do in Keras.
 */
public final class Augmentation extends BaseLayer<Augmentation> {
    private final String className;

    /** @throws IllegalArgumentException if {@code className} is none of Keras' that does nothing at inference */
    public Augmentation(String className) {
        converts(className, true);
        this.className = className;
    }

    @Override
    public String className() {
        return className;
    }

    @Override
    protected Value call(Value x, CallContext context) {
        return converts(className, context.dialect().isKeras3()) ? Ops.cast(x, dtype()) : x;
    }

    private static boolean converts(String className, boolean keras3) {
        return switch (className) {
            case "AugMix",
                    "CutMix",
                    "RandAugment",
                    "RandomElasticTransform",
                    "RandomErasing",
                    "RandomFlip",
                    "RandomGaussianBlur",
                    "RandomPerspective",
                    "RandomRotation",
                    "RandomSharpness",
                    "RandomShear",
                    "RandomTranslation",
                    "RandomZoom",
                    "Solarization" -> true;
            case "RandomBrightness", "RandomContrast" -> !keras3;
            case "Equalization",
                    "MaxNumBoundingBoxes",
                    "MixUp",
                    "RandomColorDegeneration",
                    "RandomColorJitter",
                    "RandomGrayscale",
                    "RandomHeight",
                    "RandomHue",
                    "RandomInvert",
                    "RandomPosterization",
                    "RandomSaturation",
                    "RandomWidth" -> false;
            default -> throw new IllegalArgumentException("Keras has no image augmentation " + className);
        };
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    static Augmentation fromConfig(LayerConfig config) {
        return new Augmentation(config.className());
    }
}
