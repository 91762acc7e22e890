package dev.markhor.examples.textgenrnn;

import dev.markhor.Markhor;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Goes on with a text, character by character, in the manner of the headlines that textgenrnn learned from. */
public final class TextGenerator {
    private static final String USAGE = "TextGenerator [TEXT] [--temperature X] [--length N] [--seed N] [--model FILE]";
    private static final int WINDOW = 40;

    private final Model model;
    private final Vocabulary vocabulary;
    private final double temperature;
    private final Random random;

    private TextGenerator(Model model, Vocabulary vocabulary, double temperature, long seed) {
        this.model = model;
        this.vocabulary = vocabulary;
        this.temperature = temperature;
        this.random = new Random(seed);
    }

    /**
     * Prints the text and what follows.
     *
     * @param args the text to begin with; how daring it is to be (0: always the likeliest character), how many characters to add, the
     *     seed of chance, and the file of the weights, with its architecture and vocabulary beside it
     */
    public static void main(String[] args) {
        String text = "The best way to ";
        double temperature = 0.5;
        int length = 200;
        long seed = System.nanoTime();
        Path file = Path.of("golden/real/textgenrnn/textgenrnn_weights.hdf5");
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--") && i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value; usage: " + USAGE);
            }
            switch (args[i]) {
                case "--temperature" -> temperature = Double.parseDouble(args[++i]);
                case "--length" -> length = Integer.parseInt(args[++i]);
                case "--seed" -> seed = Long.parseLong(args[++i]);
                case "--model" -> file = Path.of(args[++i]);
                default -> text = args[i];
            }
        }
        LoadOptions options =
                LoadOptions.defaults().withLayer("AttentionWeightedAverage", AttentionWeightedAverage::fromConfig);
        try (Model model = Markhor.load(file, options)) {
            Vocabulary vocabulary = Vocabulary.read(file.resolveSibling("textgenrnn_vocab.json"));
            TextGenerator generator = new TextGenerator(model, vocabulary, temperature, seed);
            System.out.println(text + generator.goOn(text, length));
        }
    }

    /** So many characters; where a headline ends, another begins, on a line of its own. */
    private String goOn(String text, int length) {
        List<Integer> read = new ArrayList<>(List.of(vocabulary.number(Vocabulary.START)));
        text.codePoints().forEach(point -> read.add(vocabulary.number(Character.toString(point))));
        StringBuilder added = new StringBuilder();
        while (added.codePointCount(0, added.length()) < length) {
            int next = draw(likelihoods(read));
            if (next == vocabulary.number(Vocabulary.START)) {
                read.clear();
                added.append('\n');
            } else {
                added.append(vocabulary.character(next));
            }
            read.add(next);
        }
        return added.toString();
    }

    /** Of each character, after the last ones that were read. */
    private float[] likelihoods(List<Integer> read) {
        float[] window = new float[WINDOW];
        for (int i = 1; i <= Math.min(WINDOW, read.size()); i++) {
            window[WINDOW - i] = read.get(read.size() - i);
        }
        return model.predict(Tensor.of(window, 1, WINDOW)).toFloatArray();
    }

    /** A character by chance; unlikely ones are the rarer, the lower the temperature. Number 0 is no character. */
    private int draw(float[] likelihoods) {
        double[] weights = new double[likelihoods.length];
        double sum = 0;
        int likeliest = 1;
        for (int i = 1; i < weights.length; i++) {
            likeliest = likelihoods[i] > likelihoods[likeliest] ? i : likeliest;
        }
        if (temperature <= 0) {
            return likeliest;
        }
        for (int i = 1; i < weights.length; i++) {
            weights[i] = Math.pow(likelihoods[i] / likelihoods[likeliest], 1 / temperature);
            sum += weights[i];
        }
        double left = random.nextDouble() * sum;
        for (int i = 1; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return likeliest;
    }
}
