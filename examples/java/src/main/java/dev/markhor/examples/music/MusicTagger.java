package dev.markhor.examples.music;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.ELU;
import dev.markhor.layers.GRU;
import dev.markhor.layers.MaxPooling2D;
import dev.markhor.layers.Permute;
import dev.markhor.layers.Reshape;
import dev.markhor.layers.ZeroPadding2D;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.restore.Writer;

/**
 * Hears genres, instruments and moods in music: https://github.com/keunwoochoi/music-auto_tagging-keras. Its file
 * {@code crnn_weights_theano.h5} holds weights only, from the days of Keras 1 on Theano, and does not say so.
 */
public final class MusicTagger {
    private static final String FIRST = "channels_first";
    private static final int[] FILTERS = {64, 128, 128, 128};
    private static final int[] POOLS = {2, 3, 4, 4};

    private MusicTagger() {}

    /** Who wrote the file. The repository says to run it with a Keras after 1.0.6, which takes a deviation in it for a variance. */
    public static Writer writer() {
        return Writer.ofKeras("1.1.0").withBackend("theano");
    }

    /**
     * From log-mel spectrograms {@code [batch, 1, 96, 1366]}, of mean 0 and deviation about 1, to the probabilities of 50 tags.
     *
     * @param writer whose file it is read as: what batch normalisation adds to the variance changed between versions
     */
    public static Model model(Writer writer) {
        double epsilon = writer.isBefore(1, 0, 7) ? 1e-6 : 1e-5;
        Value spectrogram = Input.of(1, 96, 1366);
        Value x = new ZeroPadding2D(0, 37).dataFormat(FIRST).apply(spectrogram);
        x = new BatchNormalization().axis(3).epsilon(epsilon).name("bn_0_freq").apply(x);
        for (int i = 1; i <= FILTERS.length; i++) {
            x = new Conv2D(FILTERS[i - 1], 3)
                    .padding("same")
                    .dataFormat(FIRST)
                    .name("conv" + i)
                    .apply(x);
            x = new BatchNormalization().axis(1).epsilon(epsilon).name("bn" + i).apply(x);
            x = new ELU().apply(x);
            x = new MaxPooling2D(POOLS[i - 1])
                    .dataFormat(FIRST)
                    .name("pool" + i)
                    .apply(x);
            x = new Dropout(0.1).apply(x);
        }
        x = new Reshape(15, 128).apply(new Permute(3, 1, 2).apply(x));
        x = gru().returnSequences(true).name("gru1").apply(x);
        x = new Dropout(0.3).apply(gru().name("gru2").apply(x));
        Model model = Model.of(
                spectrogram, new Dense(50).activation("sigmoid").name("output").apply(x));
        model.setModelDialect(Dialect.KERAS1);
        return model;
    }

    private static GRU gru() {
        return new GRU(32).recurrentActivation("hard_sigmoid").resetAfter(false);
    }
}
