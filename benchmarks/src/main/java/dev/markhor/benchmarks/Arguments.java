package dev.markhor.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link SideBySide} is asked for.
 *
 * @param keras the Keras file
 * @param onnx the same model in ONNX
 * @param threads threads of each engine
 * @param turns how often each engine is measured
 * @param batch size of the batch
 */
record Arguments(Path keras, Path onnx, int threads, int turns, int batch) {
    static final String USAGE = """
            side-by-side [--threads N] [--turns N] [--batch N] [KERAS_FILE ONNX_FILE]
              KERAS_FILE  a model with one input and one output (golden/real/mlperf-tiny/resnet8_cifar10.h5)
              ONNX_FILE   the same in ONNX, made by golden/onnx_twin.py (benchmarks/models/resnet8_cifar10.onnx)
              --threads   threads of each engine (all processors)
              --turns     how often each engine is measured (20)
              --batch     size of the batch (1)
            """;

    /** @throws IllegalArgumentException saying what is wrong */
    static Arguments parse(String... words) {
        int threads = Runtime.getRuntime().availableProcessors();
        int turns = 20;
        int batch = 1;
        List<String> files = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--threads" -> threads = number(words, i++);
                case "--turns" -> turns = number(words, i++);
                case "--batch" -> batch = number(words, i++);
                default -> {
                    if (words[i].startsWith("-")) {
                        throw new IllegalArgumentException("unknown option " + words[i]);
                    }
                    files.add(words[i]);
                }
            }
        }
        if (files.isEmpty()) {
            files = List.of("golden/real/mlperf-tiny/resnet8_cifar10.h5", "benchmarks/models/resnet8_cifar10.onnx");
        }
        if (files.size() != 2) {
            throw new IllegalArgumentException("expected a Keras file and its ONNX twin, got " + files);
        }
        return new Arguments(existing(files.get(0)), existing(files.get(1)), threads, turns, batch);
    }

    private static int number(String[] words, int option) {
        String text = option + 1 < words.length ? words[option + 1] : "nothing";
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(words[option] + " needs a number of 1 or more, got " + text);
    }

    private static Path existing(String name) {
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no file " + file);
        }
        return file;
    }
}
