package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers of sound, images and lists of layers that are made in Java; what files make of them is in the golden cases. */
class SpectrogramTest {
    private static final Tensor SIGNAL = signal(46);

    private static Tensor signal(int samples) {
        float[] values = new float[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = (float) Math.sin(i * i * 0.1) + 0.1f * i;
        }
        return Tensor.of(values, 1, samples / 2, 2);
    }

    /** The weights in these files are those that Keras began with. */
    @Test
    void wavesAreThoseOfKeras() {
        assertBeginsAsInFile("log", new STFTSpectrogram().frameLength(8));
        assertBeginsAsInFile(
                "stft", new STFTSpectrogram().frameLength(8).mode("stft").window("blackman"));
    }

    private static void assertBeginsAsInFile(String name, STFTSpectrogram layer) {
        Value x = Input.of(23, 2);
        try (Model file = Markhor.load(Path.of("..", "golden", "layers", "stft_spectrogram", name + ".keras"));
                Model made = Model.of(x, layer.apply(x))) {
            float[] expected = file.predict(SIGNAL).toFloatArray();
            assertArrayEquals(expected, made.predict(SIGNAL).toFloatArray(), 1e-5f);
        }
    }

    @Test
    void windowsMustFitTheirFrames() {
        Layer layer = new MelSpectrogram().fftLength(16).window(1, 2, 3);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> layer.apply(Input.of(40)));
        assertTrue(e.getMessage().contains("window must have 16 values, got 3"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new STFTSpectrogram().mode("power"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new STFTSpectrogram().frameLength(9).fftLength(8).apply(Input.of(40, 1)));
    }

    @Test
    void framesLongerThanTheSoundAreRefused() {
        Value x = Input.of(5);
        assertThrows(
                IllegalArgumentException.class,
                () -> new MelSpectrogram().fftLength(16).apply(x));
    }

    @Test
    void augmentationsAreKnownByKerasNames() {
        assertEquals("RandomFlip", new Augmentation("RandomFlip").className());
        assertThrows(IllegalArgumentException.class, () -> new Augmentation("RandomFlop"));
    }

    @Test
    void tilesMustFitTheImage() {
        Value x = Input.of(3, 9, 1);
        try (Model model = Model.of(x, new ContrastLimitedAdaptiveHistogramEqualization().apply(x))) {
            Tensor image = Tensor.zeros(DType.FLOAT32, Shape.of(1, 3, 9, 1));
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> model.predict(image));
            assertTrue(e.getMessage().contains("too small for 8 tiles"), e.getMessage());
        }
    }

    @Test
    void wrappersRefuseWhatTheyCannotWrap() {
        assertThrows(IllegalArgumentException.class, () -> new Pipeline(List.of()));
        Layer layer = new SpectralNormalization(new Dropout(0.5));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> layer.apply(Input.of(4)));
        assertTrue(e.getMessage().contains("needs a layer with a kernel or embeddings"), e.getMessage());
    }

    @Test
    void crossesFeaturesOfOneShape() {
        Layer layer = new HashedCrossing(7);
        List<Value> features = List.of(Input.of(DType.STRING, 1), Input.of(DType.FLOAT32, 1));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> layer.apply(features));
        assertTrue(e.getMessage().contains("crosses strings and integers"), e.getMessage());
    }

    @Test
    void embeddingsGoBackByTheSameWeights() {
        Value x = Input.of(DType.INT32, 3);
        ReversibleEmbedding layer = new ReversibleEmbedding(5, 2);
        try (Model model = Model.of(x, layer.apply(layer.apply(x), true))) {
            assertEquals(
                    Shape.of(1, 3, 5),
                    model.predict(Tensor.of(new int[] {0, 4, 2}, 1, 3)).shape());
            assertEquals(1, layer.weights().size());
        }
    }
}
