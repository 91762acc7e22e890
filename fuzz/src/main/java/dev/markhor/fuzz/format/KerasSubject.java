package dev.markhor.fuzz.format;

import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.fuzz.mutation.Mutation;
import dev.markhor.fuzz.mutation.ZipImage;
import dev.markhor.fuzz.mutation.ZipMutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A {@code .keras} archive: the zip around it, the configuration and the HDF5 file inside. */
final class KerasSubject extends ArchiveSubject {
    private static final String NAME = "mutant.keras";

    private final ZipMutator mutator;

    KerasSubject(Path seed, Path other) throws IOException {
        super(seed, other);
        this.mutator = new ZipMutator(Files.readAllBytes(seed));
        for (ZipImage.Entry entry : mutator.entries()) {
            add(entry.name(), entry.content());
        }
    }

    @Override
    public Mutant mutate(Dice dice) {
        Mutation mutation = mutator.mutate(other, (entry, chance) -> inside(entry.name(), chance), dice);
        return new Mutant(Map.of(NAME, mutation.bytes()), mutation.what(), mutation.sealed());
    }

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        return use(folder.resolve(NAME), mutant.sealed(), dice);
    }
}
