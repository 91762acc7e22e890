package dev.markhor.benchmarks.engine;

import dev.markhor.Markhor;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Markhor on its own kernels. */
public final class MarkhorFactory implements EngineFactory {
    public static final String NAME = "markhor";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Markhor";
    }

    @Override
    public List<ModelFile> files() {
        return List.of(ModelFile.KERAS, ModelFile.HDF5, ModelFile.CHECKPOINT);
    }

    @Override
    public Engine open(Path folder, ModelFile file, long[] sample, int threads) {
        Path path = file.in(folder);
        Model model = file == ModelFile.CHECKPOINT ? restored(folder, path) : Markhor.load(path);
        return MarkhorEngine.of(model, path, threads);
    }

    private static Model restored(Path folder, Path checkpoint) {
        try {
            Model model = Markhor.fromConfig(Files.readString(ModelFile.architecture(folder)));
            Checkpoint.of("model", model).read(checkpoint).assertExistingObjectsMatched();
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
