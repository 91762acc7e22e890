package dev.markhor.layers;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.model.Layer;
import java.util.Optional;

/** Keras' layers by class name. A layer is one file, one line here and one folder of golden values. */
public final class KerasLayers {
    private KerasLayers() {}

    /** How layers of this class are made, if it is one of Keras' that Markhor has. */
    public static Optional<LayerFactory> find(String className) {
        return Optional.ofNullable(factory(className));
    }

    /**
     * One line for each layer, with the other names it had in Keras 1 and has in TensorFlow. A switch and no map: a map would load the
     * classes of all layers, and make an object for each, before the first model opens.
     */
    private static LayerFactory factory(String className) {
        return switch (className) {
            case "Activation" -> Activation::fromConfig;
            case "ActivityRegularization" -> ActivityRegularization::fromConfig;
            case "AdaptiveAveragePooling1D" -> AdaptiveAveragePooling1D::fromConfig;
            case "AdaptiveAveragePooling2D" -> AdaptiveAveragePooling2D::fromConfig;
            case "AdaptiveAveragePooling3D" -> AdaptiveAveragePooling3D::fromConfig;
            case "AdaptiveMaxPooling1D" -> AdaptiveMaxPooling1D::fromConfig;
            case "AdaptiveMaxPooling2D" -> AdaptiveMaxPooling2D::fromConfig;
            case "AdaptiveMaxPooling3D" -> AdaptiveMaxPooling3D::fromConfig;
            case "Add" -> Add::fromConfig;
            case "AdditiveAttention" -> AdditiveAttention::fromConfig;
            case "AlphaDropout" -> AlphaDropout::fromConfig;
            case "Attention" -> Attention::fromConfig;
            case "AutoContrast" -> AutoContrast::fromConfig;
            case "AugMix",
                    "CutMix",
                    "Equalization",
                    "MaxNumBoundingBoxes",
                    "MixUp",
                    "RandAugment",
                    "RandomBrightness",
                    "RandomColorDegeneration",
                    "RandomColorJitter",
                    "RandomContrast",
                    "RandomElasticTransform",
                    "RandomErasing",
                    "RandomFlip",
                    "RandomGaussianBlur",
                    "RandomGrayscale",
                    "RandomHeight",
                    "RandomHue",
                    "RandomInvert",
                    "RandomPerspective",
                    "RandomPosterization",
                    "RandomRotation",
                    "RandomSaturation",
                    "RandomSharpness",
                    "RandomShear",
                    "RandomTranslation",
                    "RandomWidth",
                    "RandomZoom",
                    "Solarization" -> Augmentation::fromConfig;
            case "Average" -> Average::fromConfig;
            case "AveragePooling1D", "AvgPool1D" -> AveragePooling1D::fromConfig;
            case "AveragePooling2D", "AvgPool2D" -> AveragePooling2D::fromConfig;
            case "AveragePooling3D", "AvgPool3D" -> AveragePooling3D::fromConfig;
            case "BatchNormalization", "BatchNormalizationV1", "BatchNormalizationV2", "SyncBatchNormalization" ->
                BatchNormalization::fromConfig;
            case "Bidirectional" -> Bidirectional::fromConfig;
            case "CategoryEncoding" -> CategoryEncoding::fromConfig;
            case "CenterCrop" -> CenterCrop::fromConfig;
            case "Concatenate", "TFDConcat" -> Concatenate::fromConfig;
            case "ContrastLimitedAdaptiveHistogramEqualization" ->
                ContrastLimitedAdaptiveHistogramEqualization::fromConfig;
            case "Conv1D", "AtrousConvolution1D", "Convolution1D" -> Conv1D::fromConfig;
            case "Conv1DTranspose", "Convolution1DTranspose" -> Conv1DTranspose::fromConfig;
            case "Conv2D", "AtrousConvolution2D", "Convolution2D" -> Conv2D::fromConfig;
            case "Conv2DTranspose", "Convolution2DTranspose", "Deconvolution2D" -> Conv2DTranspose::fromConfig;
            case "Conv3D", "Convolution3D" -> Conv3D::fromConfig;
            case "Conv3DTranspose", "Convolution3DTranspose", "Deconvolution3D" -> Conv3DTranspose::fromConfig;
            case "ConvLSTM1D" -> ConvLSTM1D::fromConfig;
            case "ConvLSTM2D" -> ConvLSTM2D::fromConfig;
            case "ConvLSTM3D" -> ConvLSTM3D::fromConfig;
            case "Cropping1D" -> Cropping1D::fromConfig;
            case "Cropping2D" -> Cropping2D::fromConfig;
            case "Cropping3D" -> Cropping3D::fromConfig;
            case "CustomScaleLayer" -> CustomScaleLayer::fromConfig;
            case "Custom>CustomScaleLayer" -> CustomScaleLayer::fromConfig; // as tf.keras registers it
            case "Dense", "TimeDistributedDense" -> Dense::fromConfig;
            case "DepthwiseConv1D", "DepthwiseConvolution1D" -> DepthwiseConv1D::fromConfig;
            case "DepthwiseConv2D", "DepthwiseConvolution2D" -> DepthwiseConv2D::fromConfig;
            case "Discretization" -> Discretization::fromConfig;
            case "Dot" -> Dot::fromConfig;
            case "Dropout" -> Dropout::fromConfig;
            case "ELU" -> ELU::fromConfig;
            case "EinsumDense" -> EinsumDense::fromConfig;
            case "Embedding" -> Embedding::fromConfig;
            case "Flatten" -> Flatten::fromConfig;
            case "GRU", "CuDNNGRU" -> GRU::fromConfig;
            case "GRUCell" -> GRUCell::fromConfig;
            case "GaussianDropout" -> GaussianDropout::fromConfig;
            case "GaussianNoise" -> GaussianNoise::fromConfig;
            case "GlobalAveragePooling1D", "GlobalAvgPool1D" -> GlobalAveragePooling1D::fromConfig;
            case "GlobalAveragePooling2D", "GlobalAvgPool2D" -> GlobalAveragePooling2D::fromConfig;
            case "GlobalAveragePooling3D", "GlobalAvgPool3D" -> GlobalAveragePooling3D::fromConfig;
            case "GlobalMaxPooling1D", "GlobalMaxPool1D" -> GlobalMaxPooling1D::fromConfig;
            case "GlobalMaxPooling2D", "GlobalMaxPool2D" -> GlobalMaxPooling2D::fromConfig;
            case "GlobalMaxPooling3D", "GlobalMaxPool3D" -> GlobalMaxPooling3D::fromConfig;
            case "GroupNormalization" -> GroupNormalization::fromConfig;
            case "GroupedQueryAttention", "GroupQueryAttention" -> GroupedQueryAttention::fromConfig;
            case "HashedCrossing" -> HashedCrossing::fromConfig;
            case "Hashing" -> Hashing::fromConfig;
            case "Identity", "TFDIdentity" -> Identity::fromConfig;
            case "IntegerLookup" -> IntegerLookup::fromConfig;
            case "Merge" -> Keras1Merge::fromConfig;
            case "Lambda" -> Lambda::fromConfig;
            case "LSTM", "CuDNNLSTM" -> LSTM::fromConfig;
            case "LSTMCell" -> LSTMCell::fromConfig;
            case "LayerNormalization" -> LayerNormalization::fromConfig;
            case "LayerScale" -> LayerScale::fromConfig;
            case "LeakyReLU" -> LeakyReLU::fromConfig;
            case "LocallyConnected1D" -> LocallyConnected1D::fromConfig;
            case "LocallyConnected2D" -> LocallyConnected2D::fromConfig;
            case "Masking" -> Masking::fromConfig;
            case "MaxPooling1D", "MaxPool1D" -> MaxPooling1D::fromConfig;
            case "MaxPooling2D", "MaxPool2D" -> MaxPooling2D::fromConfig;
            case "MaxPooling3D", "MaxPool3D" -> MaxPooling3D::fromConfig;
            case "Maximum" -> Maximum::fromConfig;
            case "MelSpectrogram" -> MelSpectrogram::fromConfig;
            case "Minimum" -> Minimum::fromConfig;
            case "MultiHeadAttention" -> MultiHeadAttention::fromConfig;
            case "Multiply" -> Multiply::fromConfig;
            case "Normalization" -> Normalization::fromConfig;
            case "PReLU" -> PReLU::fromConfig;
            case "Permute" -> Permute::fromConfig;
            case "Pipeline" -> Pipeline::fromConfig;
            case "RMSNormalization" -> RMSNormalization::fromConfig;
            case "RNN" -> RNN::fromConfig;
            case "RandomCrop" -> RandomCrop::fromConfig;
            case "RandomFourierFeatures" -> RandomFourierFeatures::fromConfig;
            case "ReLU" -> ReLU::fromConfig;
            case "RepeatVector" -> RepeatVector::fromConfig;
            case "Rescaling" -> Rescaling::fromConfig;
            case "Reshape" -> Reshape::fromConfig;
            case "Resizing" -> Resizing::fromConfig;
            case "ReversibleEmbedding" -> ReversibleEmbedding::fromConfig;
            case "STFTSpectrogram" -> STFTSpectrogram::fromConfig;
            case "SeparableConv1D", "SeparableConvolution1D" -> SeparableConv1D::fromConfig;
            case "SeparableConv2D", "SeparableConvolution2D" -> SeparableConv2D::fromConfig;
            case "SimpleRNN" -> SimpleRNN::fromConfig;
            case "SimpleRNNCell" -> SimpleRNNCell::fromConfig;
            case "Softmax" -> Softmax::fromConfig;
            case "SpatialDropout1D" -> SpatialDropout1D::fromConfig;
            case "SpatialDropout2D" -> SpatialDropout2D::fromConfig;
            case "SpatialDropout3D" -> SpatialDropout3D::fromConfig;
            case "SpectralNormalization" -> SpectralNormalization::fromConfig;
            case "StackedRNNCells" -> StackedRNNCells::fromConfig;
            case "StringLookup" -> StringLookup::fromConfig;
            case "StochasticDepth" -> StochasticDepth::fromConfig;
            case "Subtract" -> Subtract::fromConfig;
            case "TextVectorization" -> TextVectorization::fromConfig;
            case "ThresholdedReLU" -> ThresholdedReLU::fromConfig;
            case "TimeDistributed" -> TimeDistributed::fromConfig;
            case "UnitNormalization" -> UnitNormalization::fromConfig;
            case "UpSampling1D" -> UpSampling1D::fromConfig;
            case "UpSampling2D" -> UpSampling2D::fromConfig;
            case "UpSampling3D" -> UpSampling3D::fromConfig;
            case "ZeroPadding1D" -> ZeroPadding1D::fromConfig;
            case "ZeroPadding2D" -> ZeroPadding2D::fromConfig;
            case "ZeroPadding3D" -> ZeroPadding3D::fromConfig;
            default -> null;
        };
    }

    /**
     * Makes a layer with Keras' own class.
     *
     * @throws UnsupportedModelException if the class is unknown; the message names it
     * @throws MalformedFileException if a value does not fit
     */
    public static Layer create(LayerConfig config) {
        LayerFactory factory = factory(config.className());
        if (factory == null) {
            throw config.unregistered(unknown(config));
        }
        return create(config, factory);
    }

    private static String unknown(LayerConfig config) {
        String name = config.registeredName().filter(text -> !text.isEmpty()).orElse(config.className());
        Optional<String> refused = RefusedLayers.reason(config.className());
        if (refused.isPresent()) {
            return "layer class " + name + " is not supported: " + refused.get() + "; or register what stands for it: "
                    + "LoadOptions.withLayer(\"" + name + "\", config -> ...)";
        }
        String keys = String.join(", ", config.json().asMap().keySet());
        return "unknown layer class " + name
                + config.module().map(module -> " of " + module).orElse("")
                + "; register what makes it with the loading call: LoadOptions.withLayer(\"" + name
                + "\", config -> ...); its configuration has " + (keys.isEmpty() ? "no values" : keys);
    }

    /** Makes a layer with a given factory, and sets what all layers have: name, trainable, dtype, dialect. */
    public static Layer create(LayerConfig config, LayerFactory factory) {
        Layer layer;
        try {
            layer = factory.create(config);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(config.describe() + ": " + e.getMessage(), e);
        }
        if (layer == null) {
            throw new MalformedFileException(
                    config.describe() + ": what is registered for it gave null in place of a layer");
        }
        requireQuantizable(config, layer);
        Optional<String> name = config.name();
        if (name.isPresent()) {
            layer.setName(name.get());
        }
        layer.setTrainable(config.trainable());
        layer.setDialect(config.dialect());
        if (!layer.isBuilt()) {
            layer.setDType(config.dtype());
        }
        return layer;
    }

    /** Keras quantises these only; others that have such a policy cannot be called in Keras either. */
    private static void requireQuantizable(LayerConfig config, Layer layer) {
        boolean quantizable =
                layer instanceof ProductLayer<?> || layer instanceof Embedding || layer instanceof ReversibleEmbedding;
        Optional<String> mode = DTypePolicies.quantizationMode(config);
        if (mode.isPresent() && !quantizable) {
            throw config.unsupported(
                    "its dtype policy quantizes it with '" + mode.get()
                            + "', and Keras quantizes Dense, EinsumDense, Embedding and ReversibleEmbedding only; give it a policy that does not");
        }
    }
}
