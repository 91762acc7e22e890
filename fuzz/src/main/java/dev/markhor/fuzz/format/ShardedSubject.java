package dev.markhor.fuzz.format;

import dev.markhor.Markhor;
import dev.markhor.formats.json.Json;
import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.fuzz.mutation.HdfMutator;
import dev.markhor.fuzz.mutation.JsonMutator;
import dev.markhor.fuzz.mutation.Mutation;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Weights in shards: the list, and the HDF5 files that it names. One of a single file becomes a list over copies of it. */
final class ShardedSubject implements Subject {
    private static final String LIST = "mutant.weights.json";
    private static final int COPIES = 3;

    private final Path seed;
    private final byte[] other;
    private final JsonMutator list;
    private final byte[] soundList;
    private final Map<String, byte[]> shards = new TreeMap<>();
    private final Map<String, HdfMutator> mutators = new TreeMap<>();
    private final LoadOptions options;
    private final Model model;

    ShardedSubject(Path seed, Path other) throws IOException {
        this.seed = seed;
        this.other = Files.readAllBytes(other);
        byte[] bytes = Files.readAllBytes(seed);
        String text;
        if (seed.toString().endsWith(".json")) {
            text = Files.readString(seed);
            for (Json files :
                    Json.parse(seed.toString(), text).get("weight_map").asMap().values()) {
                for (Json file : files.isArray() ? files.asList() : java.util.List.of(files)) {
                    shards.put(file.asString(), Files.readAllBytes(seed.resolveSibling(file.asString())));
                }
            }
        } else {
            for (int i = 0; i < COPIES; i++) {
                shards.put("mutant_0000" + i + ".weights.h5", bytes);
            }
            text = ShardList.of(bytes, shards.keySet().stream().toList());
        }
        soundList = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        list = new JsonMutator(text);
        shards.forEach((name, shard) -> mutators.put(name, new HdfMutator(shard)));
        String name = seed.getFileName().toString().replaceFirst("\\.weights\\.(h5|json)$", ".json");
        options = LoadOptions.defaults().withArchitecture(seed.resolveSibling(name));
        model = Use.model(() -> Markhor.load(seed, options));
    }

    @Override
    public Path seed() {
        return seed;
    }

    @Override
    public Mutant mutate(Dice dice) {
        Map<String, byte[]> files = new TreeMap<>(shards);
        files.put(LIST, soundList);
        StringBuilder what = new StringBuilder();
        for (int i = dice.few(); i > 0; i--) {
            String name = dice.pick(shards.keySet().stream().toList());
            switch (dice.below(10)) {
                case 0 -> {
                    files.remove(name);
                    what.append(name).append(" removed; ");
                }
                case 1 -> {
                    files.put(name, dice.pick(new byte[0], other, soundList));
                    what.append(name).append(" replaced; ");
                }
                case 2, 3, 4 -> {
                    Mutation mutation = list.mutate(dice);
                    files.put(LIST, mutation.bytes());
                    what.append("list: ").append(mutation.what()).append("; ");
                }
                default -> {
                    Mutation mutation = mutators.get(name).mutate(other, dice);
                    files.put(name, mutation.bytes());
                    what.append(name).append(": ").append(mutation.what()).append("; ");
                }
            }
        }
        return new Mutant(files, what.toString(), false);
    }

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        Path file = folder.resolve(LIST);
        Outcome outcome = Outcome.REFUSED;
        if (dice.oneIn(4)) {
            Use.diagnose(file, options);
        }
        try (Model loaded = Use.model(() -> Markhor.load(file, options))) {
            if (loaded != null) {
                outcome = Use.predict(loaded);
            }
        }
        if (model != null && Use.accepts(() -> model.loadWeights(file, options.withSkipMismatch(dice.oneIn(3))))) {
            outcome = outcome.or(Outcome.LOADED);
        }
        return outcome;
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
