package dev.markhor.fuzz.format;

import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A checkpoint that is restored into a model written in Java before that is built, so that values wait for their variables and are read
 * when these are made. Whatever comes of it, the model takes a sound checkpoint afterwards, and has its values then.
 */
final class RestoreSubject extends CheckpointSubject {
    private static final int SIZE = 4;

    private Map<String, Tensor> soundValues;

    /** @param seed its index */
    RestoreSubject(Path seed) throws IOException {
        super(seed);
    }

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        Path path = dice.oneIn(4) ? folder : folder.resolve(PREFIX);
        Path sound = soundPrefix();
        try (Unbuilt model = new Unbuilt(contents())) {
            boolean isBuilt = dice.oneIn(4) && Use.accepts(() -> model.build(1, SIZE));
            boolean taken = Use.accepts(() -> model.loadWeights(path));
            boolean readable = isBuilt || Use.accepts(() -> model.build(1, SIZE));
            if (readable && mutant.sealed() && taken) {
                Use.requireSame(contents(), model.values());
            }
            Map<String, Tensor> expected = soundValues();
            if (!expected.isEmpty()) {
                model.loadWeights(sound);
                if (!readable) {
                    model.build(1, SIZE);
                }
                if (!expected.equals(model.values())) {
                    throw new Use.WrongValues("after " + mutant.what() + " a sound checkpoint is not restored");
                }
            }
            return !taken ? Outcome.REFUSED : readable ? Outcome.LOADED : Outcome.READ;
        }
    }

    private Path soundPrefix() {
        return Path.of(seed().toString().replaceFirst("\\.index$", ""));
    }

    /** What the model has when the sound file is restored; nothing if there is nothing to restore. */
    private Map<String, Tensor> soundValues() {
        if (soundValues == null) {
            try (Unbuilt model = new Unbuilt(contents())) {
                soundValues = Use.accepts(() -> model.loadWeights(soundPrefix())) ? built(model) : Map.of();
            }
        }
        return soundValues;
    }

    private Map<String, Tensor> built(Unbuilt model) {
        model.build(1, SIZE);
        Map<String, Tensor> values = model.values();
        Use.requireSame(contents(), values);
        return values;
    }
}
