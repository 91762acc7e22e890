package dev.markhor.examples.dtln;

import dev.markhor.graph.Value;
import dev.markhor.layers.Activation;
import dev.markhor.layers.Conv1D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.Lambda;
import dev.markhor.layers.Multiply;
import dev.markhor.model.Input;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.ops.Complex;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * DTLN, a small network that takes noise out of speech: https://github.com/breizhn/DTLN. Its file {@code model.h5} holds weights only;
 * they are matched in order, so the names here are free.
 *
 * <p>Twice a mask from 0 to 1 is multiplied with what is there: first with the magnitudes of a Fourier transform, then with features
 * that the network has learned.
 */
public final class Dtln {
    /** Samples a second. */
    public static final int RATE = 16000;

    private static final int FRAME = 512;
    private static final int STEP = 128;
    private static final int UNITS = 128;
    private static final int FEATURES = 256;

    private Dtln() {}

    /** From a signal {@code [batch, samples]} to one without noise; samples at the end that fill no frame are left out. */
    public static Model model() {
        Value signal = Input.of(Shape.FREE);
        List<Value> spectrum = Lambda.ofList(x -> spectrum(x.get(0)))
                .name("stft")
                .apply(Inputs.of(signal))
                .flatten();
        Value magnitude = new Multiply()
                .name("masked_magnitude")
                .apply(List.of(spectrum.get(0), mask(spectrum.get(0), FRAME / 2 + 1, "1")));
        Value frames = Lambda.ofList(x -> List.of(Ops.irfft(Complex.polar(x.get(0), x.get(1)), FRAME)))
                .name("ifft")
                .apply(List.of(magnitude, spectrum.get(1)));
        Value features = new Conv1D(FEATURES, 1).useBias(false).name("encoder").apply(frames);
        Value normal =
                new InstantLayerNormalization().name("instant_layer_norm").apply(features);
        Value masked = new Multiply().name("masked_features").apply(List.of(features, mask(normal, FEATURES, "2")));
        Value clean = new Conv1D(FRAME, 1).useBias(false).name("decoder").apply(masked);
        return Model.of(
                signal,
                new Lambda(x -> Ops.overlapAndAdd(x, STEP)).name("overlap_add").apply(clean));
    }

    /** Magnitudes and phases {@code [batch, frames, 257]}. */
    private static List<Value> spectrum(Value signal) {
        Complex bins = Ops.rfft(Ops.frame(signal, FRAME, STEP), FRAME);
        return List.of(bins.magnitude(), bins.phase());
    }

    private static Value mask(Value x, int size, String number) {
        Value first = new LSTM(UNITS)
                .returnSequences(true)
                .name("lstm_" + number + "a")
                .apply(x);
        Value second = new LSTM(UNITS)
                .returnSequences(true)
                .name("lstm_" + number + "b")
                .apply(first);
        Value logits = new Dense(size).name("dense_" + number).apply(second);
        return new Activation("sigmoid").name("mask_" + number).apply(logits);
    }
}
