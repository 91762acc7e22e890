package dev.markhor.layers;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.model.Layer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keras' layers by class name. A layer is one file, one line here and one folder of golden values. */
public final class KerasLayers {
    private static final Map<String, LayerFactory> BY_CLASS = new TreeMap<>();

    static {
        register("Activation", Activation::fromConfig);
        register("ActivityRegularization", ActivityRegularization::fromConfig);
        register("AdaptiveAveragePooling1D", AdaptiveAveragePooling1D::fromConfig);
        register("AdaptiveAveragePooling2D", AdaptiveAveragePooling2D::fromConfig);
        register("AdaptiveAveragePooling3D", AdaptiveAveragePooling3D::fromConfig);
        register("AdaptiveMaxPooling1D", AdaptiveMaxPooling1D::fromConfig);
        register("AdaptiveMaxPooling2D", AdaptiveMaxPooling2D::fromConfig);
        register("AdaptiveMaxPooling3D", AdaptiveMaxPooling3D::fromConfig);
        register("Add", Add::fromConfig);
        register("AlphaDropout", AlphaDropout::fromConfig);
        register("Average", Average::fromConfig);
        register("AveragePooling1D", AveragePooling1D::fromConfig);
        register("AveragePooling2D", AveragePooling2D::fromConfig);
        register("AveragePooling3D", AveragePooling3D::fromConfig);
        register("BatchNormalization", BatchNormalization::fromConfig);
        register("CenterCrop", CenterCrop::fromConfig);
        register("Concatenate", Concatenate::fromConfig);
        register("Conv1D", Conv1D::fromConfig);
        register("Conv1DTranspose", Conv1DTranspose::fromConfig);
        register("Conv2D", Conv2D::fromConfig);
        register("Conv2DTranspose", Conv2DTranspose::fromConfig);
        register("Conv3D", Conv3D::fromConfig);
        register("Conv3DTranspose", Conv3DTranspose::fromConfig);
        register("Cropping1D", Cropping1D::fromConfig);
        register("Cropping2D", Cropping2D::fromConfig);
        register("Cropping3D", Cropping3D::fromConfig);
        register("Dense", Dense::fromConfig);
        register("DepthwiseConv1D", DepthwiseConv1D::fromConfig);
        register("DepthwiseConv2D", DepthwiseConv2D::fromConfig);
        register("Dot", Dot::fromConfig);
        register("Dropout", Dropout::fromConfig);
        register("ELU", ELU::fromConfig);
        register("Embedding", Embedding::fromConfig);
        register("Flatten", Flatten::fromConfig);
        register("GaussianDropout", GaussianDropout::fromConfig);
        register("GaussianNoise", GaussianNoise::fromConfig);
        register("GlobalAveragePooling1D", GlobalAveragePooling1D::fromConfig);
        register("GlobalAveragePooling2D", GlobalAveragePooling2D::fromConfig);
        register("GlobalAveragePooling3D", GlobalAveragePooling3D::fromConfig);
        register("GlobalMaxPooling1D", GlobalMaxPooling1D::fromConfig);
        register("GlobalMaxPooling2D", GlobalMaxPooling2D::fromConfig);
        register("GlobalMaxPooling3D", GlobalMaxPooling3D::fromConfig);
        register("GroupNormalization", GroupNormalization::fromConfig);
        register("Identity", Identity::fromConfig);
        register("LayerNormalization", LayerNormalization::fromConfig);
        register("LeakyReLU", LeakyReLU::fromConfig);
        register("Masking", Masking::fromConfig);
        register("MaxPooling1D", MaxPooling1D::fromConfig);
        register("MaxPooling2D", MaxPooling2D::fromConfig);
        register("MaxPooling3D", MaxPooling3D::fromConfig);
        register("Maximum", Maximum::fromConfig);
        register("Minimum", Minimum::fromConfig);
        register("Multiply", Multiply::fromConfig);
        register("Normalization", Normalization::fromConfig);
        register("PReLU", PReLU::fromConfig);
        register("Permute", Permute::fromConfig);
        register("RMSNormalization", RMSNormalization::fromConfig);
        register("ReLU", ReLU::fromConfig);
        register("RepeatVector", RepeatVector::fromConfig);
        register("Rescaling", Rescaling::fromConfig);
        register("Reshape", Reshape::fromConfig);
        register("Resizing", Resizing::fromConfig);
        register("SeparableConv1D", SeparableConv1D::fromConfig);
        register("SeparableConv2D", SeparableConv2D::fromConfig);
        register("Softmax", Softmax::fromConfig);
        register("SpatialDropout1D", SpatialDropout1D::fromConfig);
        register("SpatialDropout2D", SpatialDropout2D::fromConfig);
        register("SpatialDropout3D", SpatialDropout3D::fromConfig);
        register("Subtract", Subtract::fromConfig);
        register("ThresholdedReLU", ThresholdedReLU::fromConfig);
        register("UnitNormalization", UnitNormalization::fromConfig);
        register("UpSampling1D", UpSampling1D::fromConfig);
        register("UpSampling2D", UpSampling2D::fromConfig);
        register("UpSampling3D", UpSampling3D::fromConfig);
        register("ZeroPadding1D", ZeroPadding1D::fromConfig);
        register("ZeroPadding2D", ZeroPadding2D::fromConfig);
        register("ZeroPadding3D", ZeroPadding3D::fromConfig);
        register("Lambda", Lambda::fromConfig);

        // other names of the same layers, of Keras 1 and of TensorFlow
        register("Convolution1D", Conv1D::fromConfig);
        register("Convolution2D", Conv2D::fromConfig);
        register("Convolution3D", Conv3D::fromConfig);
        register("AtrousConvolution1D", Conv1D::fromConfig);
        register("AtrousConvolution2D", Conv2D::fromConfig);
        register("Deconvolution2D", Conv2DTranspose::fromConfig);
        register("Deconvolution3D", Conv3DTranspose::fromConfig);
        register("Convolution1DTranspose", Conv1DTranspose::fromConfig);
        register("Convolution2DTranspose", Conv2DTranspose::fromConfig);
        register("Convolution3DTranspose", Conv3DTranspose::fromConfig);
        register("SeparableConvolution1D", SeparableConv1D::fromConfig);
        register("SeparableConvolution2D", SeparableConv2D::fromConfig);
        register("DepthwiseConvolution1D", DepthwiseConv1D::fromConfig);
        register("DepthwiseConvolution2D", DepthwiseConv2D::fromConfig);
        register("MaxPool1D", MaxPooling1D::fromConfig);
        register("MaxPool2D", MaxPooling2D::fromConfig);
        register("MaxPool3D", MaxPooling3D::fromConfig);
        register("AvgPool1D", AveragePooling1D::fromConfig);
        register("AvgPool2D", AveragePooling2D::fromConfig);
        register("AvgPool3D", AveragePooling3D::fromConfig);
        register("GlobalMaxPool1D", GlobalMaxPooling1D::fromConfig);
        register("GlobalMaxPool2D", GlobalMaxPooling2D::fromConfig);
        register("GlobalMaxPool3D", GlobalMaxPooling3D::fromConfig);
        register("GlobalAvgPool1D", GlobalAveragePooling1D::fromConfig);
        register("GlobalAvgPool2D", GlobalAveragePooling2D::fromConfig);
        register("GlobalAvgPool3D", GlobalAveragePooling3D::fromConfig);
        register("Merge", Keras1Merge::fromConfig);
        register("BatchNormalizationV1", BatchNormalization::fromConfig);
        register("BatchNormalizationV2", BatchNormalization::fromConfig);
        register("SyncBatchNormalization", BatchNormalization::fromConfig);
    }

    private KerasLayers() {}

    private static void register(String className, LayerFactory factory) {
        if (BY_CLASS.put(className, factory) != null) {
            throw new IllegalStateException(className + " is registered twice");
        }
    }

    /** How layers of this class are made, if it is one of Keras' that Markhor has. */
    public static Optional<LayerFactory> find(String className) {
        return Optional.ofNullable(BY_CLASS.get(className));
    }

    /** Every class name that {@link #find} knows. */
    public static Set<String> classNames() {
        return Collections.unmodifiableSet(BY_CLASS.keySet());
    }

    /**
     * Makes a layer with Keras' own class.
     *
     * @throws UnsupportedModelException if the class is unknown; the message names it
     * @throws MalformedFileException if a value does not fit
     */
    public static Layer create(LayerConfig config) {
        LayerFactory factory = find(config.className())
                .orElseThrow(() -> config.unsupported("unknown layer class "
                        + config.registeredName()
                                .filter(name -> !name.isEmpty())
                                .orElse(config.className())
                        + config.module().map(module -> " of " + module).orElse("")
                        + "; register a layer factory under this name"));
        return create(config, factory);
    }

    /** Makes a layer with a given factory, and sets what all layers have: name, trainable, dtype, dialect. */
    public static Layer create(LayerConfig config, LayerFactory factory) {
        Layer layer;
        try {
            layer = factory.create(config);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(config.describe() + ": " + e.getMessage(), e);
        }
        config.name().ifPresent(layer::setName);
        layer.setTrainable(config.trainable());
        layer.setDialect(config.dialect());
        if (!layer.isBuilt()) {
            layer.setDType(config.dtype());
        }
        return layer;
    }
}
