package dev.markhor.fuzz;

import dev.markhor.Markhor;
import dev.markhor.error.MarkhorException;
import dev.markhor.fuzz.format.Contents;
import dev.markhor.fuzz.format.Format;
import dev.markhor.fuzz.format.Subject;
import dev.markhor.fuzz.format.Use;
import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The target of a fuzzer that watches which code an input reaches: Jazzer, by {@code fuzz/jazzer}. An input is a file; or, if the setting
 * {@code fuzz.format} names a format, the decisions of its mutator: two bytes for the sound file, two for each decision.
 */
public final class Coverage {
    private static final int SOUND_FILES = 64;

    private static Path folder;
    private static Format format;
    private static Subject subject;
    private static long block = -1;

    private Coverage() {}

    /** Called once by the fuzzer. */
    public static void fuzzerInitialize() throws IOException {
        Path memory = Path.of("/dev/shm");
        folder = Files.createTempDirectory(Files.isWritable(memory) ? memory : Path.of("/tmp"), "markhor-jazzer");
        String word = System.getProperty("fuzz.format", "raw");
        format = word.equals("raw") ? null : Format.of(word).get(0);
    }

    /** Called for each input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (format == null) {
            useFile(input);
        } else if (input.length > 2) {
            useMutant(input);
        }
    }

    private static void useFile(byte[] input) throws IOException {
        Path file = folder.resolve("input");
        Files.write(file, input);
        refused(() -> Contents.ofAny(file));
        try (Model model = Use.model(() -> Markhor.load(file))) {
            if (model != null) {
                Use.predict(model);
            }
        }
        if (input.length > 0 && input[0] == '{') {
            refused(() -> Markhor.fromConfig(new String(input, StandardCharsets.UTF_8))
                    .close());
        }
    }

    private static void useMutant(byte[] input) throws IOException {
        int wanted = (input[0] & 0xff | (input[1] & 0xff) << 8) % SOUND_FILES;
        if (wanted != block) {
            subject = format.subject(Path.of(System.getProperty("fuzz.repository")), (long) wanted * Format.BLOCK);
            block = wanted;
        }
        Dice dice = Dice.reading(Arrays.copyOfRange(input, 2, input.length));
        Subject.Mutant mutant = subject.mutate(dice);
        mutant.replace(folder);
        subject.use(folder, mutant, dice);
    }

    private static void refused(Runnable step) {
        try {
            step.run();
        } catch (MarkhorException e) {
            // as it should be
        }
    }
}
