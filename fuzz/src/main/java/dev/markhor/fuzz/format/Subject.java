package dev.markhor.fuzz.format;

import dev.markhor.fuzz.mutation.Dice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A sound file, what it holds, and how files like it are used. */
public interface Subject extends AutoCloseable {
    /**
     * Files made from the sound one.
     *
     * @param files by name
     * @param links symbolic ones, by name: what they lead to
     * @param sealed whether whatever is accepted must have the sound file's values
     */
    record Mutant(Map<String, byte[]> files, Map<String, String> links, String what, boolean sealed) {
        Mutant(Map<String, byte[]> files, String what, boolean sealed) {
            this(files, Map.of(), what, sealed);
        }

        /** Writes the files; a folder must be empty, or have had a mutant of the same files, and no links, in it. */
        public void write(Path folder) throws IOException {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            for (Map.Entry<String, String> link : links.entrySet()) {
                Path path = folder.resolve(link.getKey());
                Files.createDirectories(path.getParent());
                Files.createSymbolicLink(path, Path.of(link.getValue()));
            }
        }

        /** Writes the files in place of all that is in a folder. */
        public void replace(Path folder) throws IOException {
            if (files.size() > 1) { // else the one is written over
                try (Stream<Path> old = Files.walk(folder)) {
                    for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                        if (!file.equals(folder)) {
                            Files.delete(file);
                        }
                    }
                }
            }
            write(folder);
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
