package dev.markhor.examples.dtln;

import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Takes the noise out of a noisy voice; both are computed, so that what is left of the noise can be measured. */
public final class SpeechDenoiser {
    private static final double SECONDS = 8;

    private SpeechDenoiser() {}

    /** @param args the folder for noisy.wav and clean.wav, and how much louder than the noise the voice is, in dB */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/denoiser");
        double ratio = args.length > 1 ? Double.parseDouble(args[1]) : 3;
        float[] speech = Speech.synthesize(Dtln.RATE, SECONDS, 1);
        float[] noisy = withNoise(speech, ratio, 2);
        try (Model model = Dtln.model()) {
            model.loadWeights(Path.of("golden/real/dtln/model.h5"));
            float[] clean = model.predict(Tensor.of(noisy, 1, noisy.length)).toFloatArray();
            double before = ratio(speech, noisy, clean.length);
            double after = ratio(speech, clean, clean.length);
            create(folder);
            write(folder.resolve("noisy.wav"), noisy);
            write(folder.resolve("clean.wav"), clean);
            System.out.printf(
                    Locale.ROOT,
                    "signal to noise: %.1f dB in %s, %.1f dB in %s, %.1f dB better%n",
                    before,
                    folder.resolve("noisy.wav"),
                    after,
                    folder.resolve("clean.wav"),
                    after - before);
        }
    }

    private static float[] withNoise(float[] speech, double ratio, long seed) {
        Random random = new Random(seed);
        double loudness = Math.sqrt(power(speech, speech.length) / Math.pow(10, ratio / 10));
        float[] noisy = speech.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (loudness * random.nextGaussian());
        }
        return noisy;
    }

    /** How much louder the speech is than what differs from it, in dB. */
    static double ratio(float[] speech, float[] sound, int count) {
        float[] rest = new float[count];
        for (int i = 0; i < count; i++) {
            rest[i] = sound[i] - speech[i];
        }
        return 10 * Math.log10(power(speech, count) / power(rest, count));
    }

    private static double power(float[] sound, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return sum / count;
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }

    private static void write(Path file, float[] sound) {
        ByteBuffer samples = ByteBuffer.allocate(2 * sound.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : sound) {
            samples.putShort((short) Math.round(Short.MAX_VALUE * Math.max(-1, Math.min(1, value))));
        }
        AudioFormat format = new AudioFormat(Dtln.RATE, 16, 1, true, false);
        ByteArrayInputStream bytes = new ByteArrayInputStream(samples.array());
        try (AudioInputStream audio = new AudioInputStream(bytes, format, sound.length)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
