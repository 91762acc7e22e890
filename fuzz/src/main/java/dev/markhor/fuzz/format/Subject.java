package dev.markhor.fuzz.format;

import dev.markhor.fuzz.mutation.Dice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A sound file, what it holds, and how files like it are used. */
public interface Subject extends AutoCloseable {
    /**
     * Files made from the sound one.
     *
     * @param files by name
     * @param sealed whether whatever is accepted must have the sound file's values
     */
    record Mutant(Map<String, byte[]> files, String what, boolean sealed) {
        /** Writes the files, in place of those of another mutant if that had the same ones. */
        public void write(Path folder) throws IOException {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
    }

    Path seed();

    Mutant mutate(Dice dice);

    /**
     * Uses the files that lie in the folder as users do, in all ways in which they can.
     *
     * @throws RuntimeException only if Markhor is at fault
     */
    Outcome use(Path folder, Mutant mutant, Dice dice) throws IOException;

    @Override
    void close();
}
