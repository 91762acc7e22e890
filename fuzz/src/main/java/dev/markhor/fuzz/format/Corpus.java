package dev.markhor.fuzz.format;

import dev.markhor.fuzz.mutation.Dice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sound files that mutants are made of: golden and real models, sorted by name; small ones mostly. */
final class Corpus {
    private static final long SMALL = 48 << 10;
    private static final long LARGE = 1200 << 10;
    private static final Map<Path, Corpus> MADE = new HashMap<>();

    /** Small files and larger ones. */
    record Choice(List<Path> small, List<Path> large) {}

    private final Choice hdf5;
    private final Choice rewritten;
    private final Choice keras;
    private final Choice sharded;
    private final Choice checkpoints;
    private final List<Path> savedModels;
    private final Choice configs;

    private Corpus(Path repository) throws IOException {
        List<Path> golden = files(repository.resolve("golden"));
        List<Path> library = files(repository.resolve("java/src/test/resources/hdf5")).stream()
                .filter(file -> !file.toString().contains("attacks"))
                .toList();
        List<Path> models = new ArrayList<>(ending(golden, ".h5", ".hdf5"));
        models.addAll(ending(library, ".h5"));
        hdf5 = choice(models);
        rewritten = choice(ending(library, ".h5"));
        keras = choice(ending(golden, ".keras"));
        sharded = choice(ending(golden, ".weights.json", ".weights.h5").stream()
                .filter(Corpus::isDescribed)
                .toList());
        checkpoints = choice(ending(golden, ".index"));
        savedModels = ending(golden, "/saved_model.pb");
        List<Path> configured = new ArrayList<>(ending(golden, ".keras"));
        configured.addAll(ending(golden, ".h5"));
        configured.addAll(
                ending(golden, ".json").stream().filter(Corpus::isConfig).toList());
        configs = choice(configured);
    }

    static synchronized Corpus of(Path repository) throws IOException {
        Corpus corpus = MADE.get(repository);
        if (corpus == null) {
            corpus = new Corpus(repository);
            MADE.put(repository, corpus);
        }
        return corpus;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> ending(List<Path> files, String... ends) {
        return files.stream()
                .filter(file -> List.of(ends).stream().anyMatch(file.toString()::endsWith))
                .toList();
    }

    /** Configurations beside weights; what describes a golden case is another kind of JSON. */
    private static boolean isConfig(Path file) {
        String name = file.getFileName().toString();
        return !name.endsWith(".golden.json")
                && (Files.exists(file.resolveSibling(name.replace(".json", ".weights.h5")))
                        || Files.exists(file.resolveSibling(name.replace(".json", ".h5")))
                        || name.equals("architecture.json"));
    }

    /** Weights beside a configuration, that are no shards themselves. */
    private static boolean isDescribed(Path file) {
        String name = file.getFileName().toString();
        return Files.exists(file.resolveSibling(name.replaceFirst("\\.weights\\.(h5|json)$", ".json")));
    }

    private static Choice choice(List<Path> files) throws IOException {
        List<Path> small = new ArrayList<>();
        List<Path> large = new ArrayList<>();
        for (Path file : files) {
            long size = Files.size(file);
            if (size <= SMALL) {
                small.add(file);
            } else if (size <= LARGE) {
                large.add(file);
            }
        }
        return new Choice(small, large);
    }

    Path pick(Choice choice, Dice dice) {
        boolean large = dice.oneIn(50) && !choice.large().isEmpty();
        return dice.pick(large ? choice.large() : choice.small());
    }

    Choice hdf5() {
        return hdf5;
    }

    /** Files that programs other than Keras wrote, with filters and structures that it does not use. */
    Choice rewritten() {
        return rewritten;
    }

    Choice sharded() {
        return sharded;
    }

    Choice keras() {
        return keras;
    }

    Choice checkpoints() {
        return checkpoints;
    }

    /** Graphs of SavedModels; none is so large that it would be slow. */
    List<Path> savedModels() {
        return savedModels;
    }

    Choice configs() {
        return configs;
    }
}
