package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Conv;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Padding;
import dev.markhor.ops.Reshape;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Frequencies of a signal over time, by convolutions whose kernels are waves that Keras can train: {@code [batch, samples, channels]} to
 * {@code [batch, time, channels * frequencies]}, or with {@code expand_dims} to {@code [batch, time, frequencies, channels]}.
 */
public final class STFTSpectrogram extends BaseLayer<STFTSpectrogram> {
    private static final double SMALLEST = 1e-7;

    /** What is given of each frequency. */
    private enum Mode {
        LOG,
        MAGNITUDE,
        PSD,
        REAL,
        IMAG,
        ANGLE,
        STFT
    }

    private Mode mode = Mode.LOG;
    private int frameLength = 256;
    private int frameStep;
    private int fftLength;
    private StftKernels kernels = StftKernels.DEFAULT;
    private Padding padding = Padding.VALID;
    private boolean expandDims;
    private boolean channelsFirst;
    private Variable realKernel;
    private Variable imagKernel;

    public STFTSpectrogram() {}

    /** {@code log} (unless set), {@code magnitude}, {@code psd}, {@code real}, {@code imag}, {@code angle} or {@code stft}. */
    public STFTSpectrogram mode(String name) {
        for (Mode one : Mode.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
                mode = one;
                return this;
            }
        }
        throw new IllegalArgumentException(
                "mode must be log, magnitude, psd, real, imag, angle or stft, got '" + name + "'");
    }

    /** Samples of a frame, 256 unless set. */
    public STFTSpectrogram frameLength(int samples) {
        frameLength = Options.positive("frame_length", samples);
        return this;
    }

    /** Samples from one frame to the next, half a frame unless set. */
    public STFTSpectrogram frameStep(int samples) {
        frameStep = Options.positive("frame_step", samples);
        return this;
    }

    /** Size of the Fourier transform, unless set the next power of two. */
    public STFTSpectrogram fftLength(int length) {
        fftLength = Options.positive("fft_length", length);
        return this;
    }

    /** {@code hann} (unless set), {@code hamming}, {@code blackman} or {@code boxcar}; for a layer that gets no weights. */
    public STFTSpectrogram window(String name) {
        kernels = kernels.withWindow(Optional.of(name));
        return this;
    }

    /** {@code valid} (unless set) or {@code same}. */
    public STFTSpectrogram padding(String name) {
        padding = switch (name) {
            case "valid" -> Padding.VALID;
            case "same" -> Padding.SAME;
            default -> throw new IllegalArgumentException("padding must be valid or same, got '" + name + "'");
        };
        return this;
    }

    /** Whether frequencies have a dimension of their own; false unless set. */
    public STFTSpectrogram expandDims(boolean flag) {
        expandDims = flag;
        return this;
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public STFTSpectrogram dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return this;
    }

    private int frequencies() {
        int length = fftLength > 0 ? fftLength : frameLength == 1 ? 1 : Integer.highestOneBit(frameLength - 1) * 2;
        if (length < frameLength) {
            throw new IllegalArgumentException("fft_length " + length + " is less than frame_length " + frameLength);
        }
        return length / 2 + 1;
    }

    @Override
    protected void build(Shape input) {
        ChannelsFirst.channels(channelsFirst, input, 1);
        Shape shape = Shape.of(frameLength, 1, frequencies());
        if (mode != Mode.IMAG) {
            realKernel = addWeight("real_kernel", shape, kernels.initializer(Math::cos));
        }
        if (mode != Mode.REAL) {
            imagKernel = addWeight("imag_kernel", shape, kernels.initializer(Math::sin));
        }
    }

    @Override
    protected Value call(Value x) {
        Value signals = channelsFirst ? x : Ops.transpose(x, 0, 2, 1);
        Value y = frequencies(Ops.expandDims(signals, -1)); // [batch, channels, time, frequencies]
        if (expandDims) {
            return channelsFirst ? y : Ops.transpose(y, 0, 2, 3, 1);
        }
        long features = y.shape().dim(1) * y.shape().dim(3);
        Value flat = Ops.reshape(Ops.transpose(y, 0, 2, 1, 3), Reshape.copy(0), Reshape.copy(1), features);
        return channelsFirst ? Ops.transpose(flat, 0, 2, 1) : flat;
    }

    private Value frequencies(Value signals) {
        return switch (mode) {
            case REAL -> waves(signals, realKernel);
            case IMAG -> waves(signals, imagKernel);
            default -> combined(waves(signals, realKernel), waves(signals, imagKernel));
        };
    }

    private Value combined(Value real, Value imaginary) {
        Value power = Ops.add(Ops.square(real), Ops.square(imaginary));
        return switch (mode) {
            case ANGLE -> Ops.binary(Binary.Function.ATAN2, imaginary, real);
            case STFT -> Ops.concatenate(List.of(real, imaginary), -1);
            case PSD -> bothSides(power);
            default -> {
                Value magnitude = Ops.sqrt(Ops.maximum(power, Ops.constant(SMALLEST, power)));
                yield mode == Mode.MAGNITUDE ? magnitude : Ops.log(magnitude);
            }
        };
    }

    /** Frequencies between the lowest and the highest stand for two. */
    private static Value bothSides(Value power) {
        int last = (int) power.shape().dim(-1) - 1;
        double[] twice = new double[last + 1];
        Arrays.fill(twice, 2);
        twice[0] = 1;
        twice[last] = 1;
        return Ops.multiply(power, Ops.constant(Tensor.of(twice, twice.length).cast(power.dtype())));
    }

    /** {@code [batch, channels, samples, 1] -> [batch, channels, time, frequencies]}: channels are samples of their own. */
    private Value waves(Value signals, Variable kernel) {
        int step = frameStep > 0 ? frameStep : frameLength / 2;
        Conv conv = new Conv(List.of(step), List.of(1), padding, 1);
        return TimeDistributed.split(Ops.apply(conv, TimeDistributed.merged(signals), kernel.value()), signals);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("mode", mode)
                .put("frame_length", frameLength)
                .put("frame_step", frameStep == 0 ? null : frameStep)
                .put("fft_length", fftLength == 0 ? null : fftLength)
                .put("padding", padding.equals(Padding.SAME) ? "same" : "valid")
                .put("expand_dims", expandDims)
                .putDataFormat(channelsFirst);
        kernels.write(config);
    }

    static STFTSpectrogram fromConfig(LayerConfig config) {
        STFTSpectrogram layer = new STFTSpectrogram()
                .mode(config.string("mode", "log"))
                .frameLength(config.integer("frame_length", 256))
                .padding(config.string("padding", "valid"))
                .expandDims(config.bool("expand_dims", false));
        config.optionalInteger("frame_step").ifPresent(layer::frameStep);
        config.optionalInteger("fft_length").ifPresent(layer::fftLength);
        layer.kernels = StftKernels.read(config);
        layer.channelsFirst = config.channelsFirst();
        return layer;
    }
}
