package dev.markhor.examples.dtln;

import java.util.Random;

/**
 * Something like speech, computed: a voice, which is a sum of harmonics, shaped by the resonances of vowels that glide into each other, in
 * syllables with a hiss before some of them and pauses after words.
 */
final class Speech {
    private static final double SYLLABLE = 0.24; // seconds
    private static final int SYLLABLES_IN_WORD = 3;
    private static final double HIGHEST = 4000; // Hz

    /** First three resonances in Hz. */
    private static final double[][] VOWELS = {
        {730, 1090, 2440}, {530, 1840, 2480}, {270, 2290, 3010}, {570, 840, 2410}, {300, 870, 2240}
    };

    private static final double[] WIDTHS = {90, 110, 170}; // Hz
    private static final double[] STRENGTHS = {1, 0.6, 0.3};

    private final int rate;
    private final Random random;

    private Speech(int rate, long seed) {
        this.rate = rate;
        this.random = new Random(seed);
    }

    /** Samples from -0.5 to 0.5; the same ones for the same seed. */
    static float[] synthesize(int rate, double seconds, long seed) {
        return new Speech(rate, seed).synthesize((int) (seconds * rate));
    }

    private float[] synthesize(int count) {
        double[] sound = new double[count];
        int length = (int) (SYLLABLE * rate);
        double[] from = VOWELS[0];
        for (int start = 0, number = 0; start < count; start += length, number++) {
            double[] to = VOWELS[random.nextInt(VOWELS.length)];
            boolean pause = number % (SYLLABLES_IN_WORD + 1) == SYLLABLES_IN_WORD;
            if (!pause) {
                addVowel(sound, start, length, from, to);
                if (random.nextInt(3) == 0) {
                    addHiss(sound, start, length / 4);
                }
            }
            from = to;
        }
        return scaled(sound);
    }

    /** The pitch falls within a word, and trembles a little. */
    private void addVowel(double[] sound, int start, int length, double[] from, double[] to) {
        double pitch = 105 + 30 * random.nextDouble();
        double phase = 0;
        for (int i = 0; i < length && start + i < sound.length; i++) {
            double progress = (double) i / length;
            double seconds = (double) (start + i) / rate;
            double frequency = pitch * (1.1 - 0.2 * progress) + 2 * Math.sin(2 * Math.PI * 5 * seconds);
            phase += 2 * Math.PI * frequency / rate;
            double loudness = Math.pow(Math.sin(Math.PI * progress), 0.7);
            for (int h = 1; h * frequency < HIGHEST; h++) {
                sound[start + i] += loudness * loudnessAt(h * frequency, from, to, progress) * Math.sin(h * phase);
            }
        }
    }

    /** Of a harmonic: high near a resonance, and less the higher it is. */
    private static double loudnessAt(double frequency, double[] from, double[] to, double progress) {
        double glide = Math.min(1, 2 * progress);
        double sum = 0.02;
        for (int f = 0; f < WIDTHS.length; f++) {
            double away = (frequency - from[f] - glide * (to[f] - from[f])) / WIDTHS[f];
            sum += STRENGTHS[f] / (1 + away * away);
        }
        return sum / (1 + frequency / 1500);
    }

    /** A consonant: noise whose low frequencies are weak. */
    private void addHiss(double[] sound, int start, int length) {
        double before = 0;
        for (int i = 0; i < length && start + i < sound.length; i++) {
            double noise = random.nextGaussian();
            sound[start + i] += 0.12 * Math.sin(Math.PI * i / length) * (noise - before);
            before = noise;
        }
    }

    private static float[] scaled(double[] sound) {
        double loudest = 1e-9;
        for (double value : sound) {
            loudest = Math.max(loudest, Math.abs(value));
        }
        float[] scaled = new float[sound.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (0.5 * sound[i] / loudest);
        }
        return scaled;
    }
}
