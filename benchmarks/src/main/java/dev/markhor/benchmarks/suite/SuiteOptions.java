package dev.markhor.benchmarks.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the suite is asked for.
 *
 * @param models the folder that make_models.py and make_onnx.py filled
 * @param results where the report goes
 * @param only names of models; all if empty
 * @param python an interpreter with Keras or OpenVINO, to measure them too
 * @param isa the instruction set that Markhor is held to
 */
record SuiteOptions(
        Effort effort, Path models, Path results, List<String> only, Optional<String> python, Optional<String> isa) {
    private static final List<String> ISAS = List.of("portable", "avx2", "avx512");

    static final String USAGE = """
            suite [--trial | --short] [--full] [--python INTERPRETER] [--models FOLDER] [--results FOLDER] [--only NAME,...]
                  [--isa avx2]
              --trial    one round: whether everything works
              --short    a few rounds of everything; ten minutes at most on a quiet machine
              --full     beside TensorFlow Java, DL4J and PyTorch by DJL too (their files are downloaded once)
              --python   an interpreter with Keras or OpenVINO, which are measured too, for reference
              --models   what benchmarks/python/make_models.py and make_onnx.py wrote (results/suite)
              --results  where suite.json, suite.html and suite.md go (results)
              --isa      an instruction set that Markhor is held to: portable, avx2 or avx512; others use what they like
              --only     some models, by the names of their folders
            """;

    /** @throws IllegalArgumentException saying what is wrong */
    static SuiteOptions parse(String... words) {
        Effort effort = Effort.NORMAL;
        Path models = Path.of("results/suite");
        Path results = Path.of("results");
        List<String> only = List.of();
        Optional<String> python = Optional.empty();
        Optional<String> isa = Optional.empty();
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--short" -> effort = Effort.SHORT;
                case "--trial" -> effort = Effort.TRIAL;
                case "--full" -> {} // benchmarks/run has built with the peers, which are on the class path now
                case "--python" -> python = Optional.of(value(words, i++));
                case "--models" -> models = Path.of(value(words, i++));
                case "--results" -> results = Path.of(value(words, i++));
                case "--isa" -> isa = Optional.of(isa(value(words, i++)));
                case "--only" -> only = List.of(value(words, i++).split(","));
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        if (!Files.isDirectory(models)) {
            throw new IllegalArgumentException("there are no models in " + models
                    + "; benchmarks/README.md tells how to make them, --models names another folder");
        }
        return new SuiteOptions(effort, models, results, only, python, isa);
    }

    private static String isa(String word) {
        if (!ISAS.contains(word)) {
            throw new IllegalArgumentException("--isa takes one of " + ISAS + ", not " + word);
        }
        return word;
    }

    /** Flags of Markhor's JVMs. */
    List<String> flags() {
        return isa.map(set -> List.of("-Dmarkhor.isa=" + set)).orElse(List.of());
    }

    private static String value(String[] words, int option) {
        if (option + 1 == words.length) {
            throw new IllegalArgumentException(words[option] + " needs a value");
        }
        return words[option + 1];
    }
}
