package dev.markhor.benchmarks.soak;

import java.nio.file.Path;
import java.util.List;

/**
 * What a soak is asked for.
 *
 * @param callers threads that call, load and close
 * @param isVirtual whether these are virtual ones
 * @param results where soak.csv and soak.svg go
 */
record SoakOptions(double minutes, int callers, boolean isVirtual, List<Path> models, Path results) {
    static final String USAGE = """
            soak [--minutes M] [--threads N | --virtual N] [--models FOLDER] [--results FOLDER]
              --minutes  how long (2)
              --threads  so many threads call, load, reload weights and close at random (4)
              --virtual  so many virtual threads instead; needs JDK 21 or newer
              --models   mlp_small, lstm, resnet8 and mobilenet_v2 in this folder, as benchmarks/python/make_models.py writes them;
                         otherwise four published models of this repository
              --results  where soak.csv and soak.svg go (results)
            """;

    private static final Path REAL = Path.of("golden/real");

    /** A small dense network, an LSTM, a residual network and a MobileNet. */
    static final List<Path> PUBLISHED = List.of(
            REAL.resolve("art/extraction.keras"),
            REAL.resolve("ner-lstm/model.keras"),
            REAL.resolve("mlperf-tiny/resnet8_cifar10.h5"),
            REAL.resolve("mlperf-tiny/vww_96.h5"));

    /** @throws IllegalArgumentException saying what is wrong */
    static SoakOptions parse(String... words) {
        SoakOptions options = new SoakOptions(2, 4, false, PUBLISHED, Path.of("results"));
        for (int i = 0; i < words.length; i += 2) {
            if (i + 1 == words.length) {
                throw new IllegalArgumentException(words[i] + " lacks its value");
            }
            options = options.with(words[i], words[i + 1]);
        }
        return options;
    }

    private SoakOptions with(String option, String value) {
        return switch (option) {
            case "--minutes" -> new SoakOptions(Double.parseDouble(value), callers, isVirtual, models, results);
            case "--threads" -> new SoakOptions(minutes, Integer.parseInt(value), false, models, results);
            case "--virtual" -> new SoakOptions(minutes, Integer.parseInt(value), true, models, results);
            case "--models" -> new SoakOptions(minutes, callers, isVirtual, suite(Path.of(value)), results);
            case "--results" -> new SoakOptions(minutes, callers, isVirtual, models, Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + option);
        };
    }

    private static List<Path> suite(Path folder) {
        return List.of("mlp_small", "lstm", "resnet8", "mobilenet_v2").stream()
                .map(name -> folder.resolve(name).resolve("model.keras"))
                .toList();
    }
}
