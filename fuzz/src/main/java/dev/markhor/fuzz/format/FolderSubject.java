package dev.markhor.fuzz.format;

import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.fuzz.mutation.Mutation;
import dev.markhor.fuzz.mutation.ZipImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Keras archive as a folder: the files that the zip would have, without its checksums. */
final class FolderSubject extends ArchiveSubject {
    private static final String FOLDER = "mutant/";
    private static final String WEIGHTS = "model.weights.h5";
    private static final String SHARDS = "model.weights.json";

    private final Map<String, byte[]> files = new TreeMap<>();

    FolderSubject(Path seed, Path other) throws IOException {
        super(seed, other);
        for (ZipImage.Entry entry : ZipImage.of(Files.readAllBytes(seed)).entries()) {
            files.put(entry.name(), entry.content());
            add(entry.name(), entry.content());
        }
    }

    @Override
    public Mutant mutate(Dice dice) {
        Map<String, byte[]> changed = new TreeMap<>(files);
        String what = "";
        for (int i = dice.few(); i > 0; i--) {
            what += change(changed, dice) + "; ";
        }
        Map<String, byte[]> placed = new TreeMap<>();
        changed.forEach((name, bytes) -> placed.put(FOLDER + name, bytes));
        placed.put("beside.h5", other); // for paths that lead out
        return new Mutant(placed, what, false);
    }

    private String change(Map<String, byte[]> changed, Dice dice) {
        String name = dice.pick(files.keySet().stream().toList());
        switch (dice.below(12)) {
            case 0 -> {
                changed.remove(name);
                return name + " removed";
            }
            case 1 -> {
                changed.put(name, dice.pick(new byte[0], other, files.get(dice.pick(List.copyOf(files.keySet())))));
                return name + " replaced";
            }
            case 2 -> {
                String odd = dice.pick("assets/" + name, "variables.h5", "assets/a/b/c.txt", "CONFIG.JSON");
                changed.put(odd, files.get(name));
                return odd + " added";
            }
            case 3 -> {
                if (changed.containsKey(WEIGHTS)) {
                    String shard = dice.pick("shard.h5", "../beside.h5", "shard.h5/x", "", ".", "model.weights.json");
                    changed.put("shard.h5", changed.remove(WEIGHTS));
                    changed.put(
                            SHARDS,
                            ShardList.of(files.get(WEIGHTS), List.of(shard)).getBytes(StandardCharsets.UTF_8));
                }
                return "weights in shards";
            }
            default -> {
                Mutation mutation = inside(name, dice);
                if (mutation != null) {
                    changed.put(name, mutation.bytes());
                }
                return name + ": " + (mutation == null ? "left" : mutation.what());
            }
        }
    }

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        return use(folder.resolve(FOLDER), mutant.sealed(), dice);
    }
}
