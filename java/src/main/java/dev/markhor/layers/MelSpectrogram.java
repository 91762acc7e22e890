package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Complex;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Pad;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sound {@code [batch, samples]} to how loud it is in bands of the mel scale, {@code [batch, num_mel_bins, time]}, in decibels or as it is. The
 * loudest value of the whole batch decides where decibels are cut off, as in Keras.
 */
public final class MelSpectrogram extends BaseLayer<MelSpectrogram> {
    private int fftLength = 2048;
    private int sequenceStride = 512;
    private int sequenceLength;
    private Optional<String> windowName = Optional.of("hann");
    private Optional<double[]> window = Optional.empty(); // of the name, or given without one
    private double samplingRate = 16000;
    private int numMelBins = 128;
    private double minFreq = 20;
    private double maxFreq;
    private boolean powerToDb = true;
    private double topDb = 80;
    private double magExp = 2;
    private double minPower = 1e-10;
    private double refPower = 1;

    public MelSpectrogram() {}

    /** Size of the Fourier transform, 2048 unless set. */
    public MelSpectrogram fftLength(int length) {
        fftLength = Options.positive("fft_length", length);
        return this;
    }

    /** Samples from one frame to the next, 512 unless set. */
    public MelSpectrogram sequenceStride(int samples) {
        sequenceStride = Options.positive("sequence_stride", samples);
        return this;
    }

    /** Samples of a frame, at most and unless set as many as the transform has. */
    public MelSpectrogram sequenceLength(int samples) {
        sequenceLength = Options.positive("sequence_length", samples);
        return this;
    }

    /** {@code hann} (unless set) or {@code hamming}. */
    public MelSpectrogram window(String name) {
        Windows.named(name, 1, true); // it is one
        windowName = Optional.of(name);
        return this;
    }

    /** What each sample of a frame is multiplied by. */
    public MelSpectrogram window(double... values) {
        return windowValues(Optional.of(values.clone()));
    }

    private MelSpectrogram windowValues(Optional<double[]> values) {
        windowName = Optional.empty();
        window = values;
        return this;
    }

    /** Samples of a second, 16000 unless set. */
    public MelSpectrogram samplingRate(double hertz) {
        samplingRate = hertz;
        return this;
    }

    /** Number of bands, 128 unless set. */
    public MelSpectrogram numMelBins(int bins) {
        numMelBins = Options.positive("num_mel_bins", bins);
        return this;
    }

    /** Where the bands begin and end, 20 to half the sampling rate unless set. */
    public MelSpectrogram frequencies(double lowest, double highest) {
        minFreq = lowest;
        maxFreq = highest;
        return this;
    }

    /** Whether values become decibels, true unless set, and how far below the loudest they are cut off, 80 unless set. */
    public MelSpectrogram powerToDb(boolean flag, double top) {
        powerToDb = flag;
        topDb = top;
        return this;
    }

    /** 1 for magnitudes, 2 (unless set) for power. */
    public MelSpectrogram magExp(double exponent) {
        magExp = exponent;
        return this;
    }

    /** The power of 0 decibels, 1 unless set, and the least power, 1e-10 unless set. */
    public MelSpectrogram powers(double reference, double least) {
        refPower = reference;
        minPower = least;
        return this;
    }

    private int length() {
        return sequenceLength == 0 ? fftLength : sequenceLength;
    }

    /** TensorFlow's windows of odd length are symmetric, whatever is asked for. */
    private boolean isPeriodic() {
        return length() % 2 == 0;
    }

    @Override
    protected void build(Shape input) {
        if (length() > fftLength) {
            throw new IllegalArgumentException(
                    "fft_length " + fftLength + " must be at least sequence_length " + length());
        }
        if (input.rank() == 0) {
            throw new IllegalArgumentException("needs sound [batch, samples], got " + input);
        }
        if (windowName.isPresent()) {
            window = Optional.of(Windows.named(windowName.get(), length(), isPeriodic()));
        }
        if (window.isPresent() && window.get().length != length()) {
            throw new IllegalArgumentException("window must have " + length() + " values, got " + window.get().length);
        }
    }

    @Override
    protected Value call(Value x) {
        Value sound = Ops.cast(x, dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32);
        Value bands = bands(power(Ops.rfft(frames(sound), fftLength)));
        Value y = powerToDb ? decibels(bands) : bands;
        return Ops.cast(swapped(y), dtype());
    }

    /** Frames around each place, {@code [..., time, fft_length]}; the window lies in their middle. */
    private Value frames(Value sound) {
        Integer[] around = new Integer[sound.rank()];
        Arrays.fill(around, 0);
        around[around.length - 1] = fftLength / 2;
        Pad pad = new Pad(List.of(around), List.of(around), Pad.Mode.REFLECT, 0);
        Value frames = Ops.frame(Ops.apply(pad, sound), fftLength, sequenceStride);
        if (window.isEmpty()) {
            return frames;
        }
        double[] values = new double[fftLength];
        System.arraycopy(window.get(), 0, values, (fftLength - length()) / 2, length());
        return Ops.multiply(frames, Ops.constant(Tensor.of(values, fftLength).cast(sound.dtype())));
    }

    private Value power(Complex spectrum) {
        Value magnitude = Ops.sqrt(Ops.add(Ops.square(spectrum.real()), Ops.square(spectrum.imaginary())));
        return Ops.power(magnitude, Ops.constant(magExp, magnitude));
    }

    private Value bands(Value spectrum) {
        double highest = maxFreq == 0 ? (int) (samplingRate / 2) : maxFreq;
        int frequencies = fftLength / 2 + 1;
        return Ops.matmul(
                spectrum,
                Ops.constant(
                        MelScale.matrix(frequencies, numMelBins, samplingRate, minFreq, highest, spectrum.dtype())));
    }

    private Value decibels(Value power) {
        double perLog = 10 / Math.log(10);
        Value level = Ops.multiply(Ops.log(Ops.maximum(power, Ops.constant(minPower, power))), perLog);
        Value relative = Ops.add(level, -perLog * Math.log(Math.max(Math.abs(refPower), minPower)));
        Value loudest = Ops.max(relative, false);
        return Ops.binary(Binary.Function.MAXIMUM, relative, Ops.add(loudest, -topDb));
    }

    private static Value swapped(Value x) {
        int[] axes = IntStream.range(0, x.rank()).toArray();
        axes[axes.length - 1] = axes.length - 2;
        axes[axes.length - 2] = axes.length - 1;
        return Ops.transpose(x, axes);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("fft_length", fftLength)
                .put("sequence_stride", sequenceStride)
                .put("sequence_length", length())
                .put("sampling_rate", samplingRate)
                .put("num_mel_bins", numMelBins)
                .put("min_freq", minFreq)
                .put("max_freq", maxFreq == 0 ? null : maxFreq)
                .put("power_to_db", powerToDb)
                .put("top_db", topDb)
                .put("mag_exp", magExp)
                .put("min_power", minPower)
                .put("ref_power", refPower);
        config.put("window", windowName.isPresent() ? windowName : window);
    }

    static MelSpectrogram fromConfig(LayerConfig config) {
        MelSpectrogram layer = new MelSpectrogram()
                .fftLength(config.integer("fft_length", 2048))
                .sequenceStride(config.integer("sequence_stride", 512))
                .samplingRate(config.number("sampling_rate", 16000))
                .numMelBins(config.integer("num_mel_bins", 128))
                .frequencies(config.number("min_freq", 20), config.number("max_freq", 0))
                .powerToDb(config.bool("power_to_db", true), config.number("top_db", 80))
                .magExp(config.number("mag_exp", 2))
                .powers(config.number("ref_power", 1), config.number("min_power", 1e-10));
        config.optionalInteger("sequence_length").ifPresent(layer::sequenceLength);
        boolean named = config.find("window").filter(Json::isString).isPresent();
        return named
                ? layer.window(config.string("window"))
                : layer.windowValues(config.tensor("window").map(Tensor::toDoubleArray));
    }
}
