package dev.markhor.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.fuzz.format.Outcome;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a mutant does to the process that uses it is noticed from outside. */
class ChildTest {
    @TempDir
    Path folder;

    /** Does as its first seed says. */
    static final class Harmful {
        private static final List<byte[]> KEPT = new ArrayList<>();

        public static void main(String[] arguments) throws Exception {
            Settings settings = Settings.parse(List.of(arguments));
            Progress progress = Progress.open(settings.scratch().resolve("progress"));
            progress.begin(settings.from());
            switch ((int) settings.from()) {
                case 0 -> Runtime.getRuntime().halt(134);
                case 1 -> {
                    Watchdog.start(progress, settings);
                    while (KEPT.isEmpty()) {
                        Thread.onSpinWait();
                    }
                }
                case 2 -> take(settings.scratch().resolve("large"));
                default -> progress.end(Outcome.READ);
            }
        }

        private static void take(Path file) throws Exception {
            List<ByteBuffer> taken = new ArrayList<>();
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1), 1200L << 20);
                for (int i = 0; i < 12; i++) {
                    taken.add(channel.map(FileChannel.MapMode.READ_ONLY, (long) i * 100 << 20, 100 << 20)
                            .load());
                }
                Thread.sleep(60_000);
            }
        }
    }

    private Child.End end(long seed) throws Exception {
        Settings settings = Settings.parse(
                List.of("--format", "json", "--seeds", seed + ".." + seed, "--findings", folder.toString()));
        return child(settings).await(System.nanoTime() + 200_000_000_000L);
    }

    private Child child(Settings settings) throws Exception {
        return Child.start(Harmful.class, settings, folder.resolve("child"));
    }

    @Test
    void death() throws Exception {
        assertEquals(Child.End.DEATH, end(0));
    }

    @Test
    void hang() throws Exception {
        assertEquals(Child.End.HANG, end(1));
        assertTrue(folder.resolve("hang-json-1.txt").toFile().length() > 100, "no dump of the threads");
    }

    @Test
    void memory() throws Exception {
        assertEquals(Child.End.MEMORY, end(2));
    }

    @Test
    void noHarm() throws Exception {
        Settings settings = Settings.parse(List.of("--format", "json", "--seeds", "7..7"));
        Child child = child(settings);
        assertEquals(Child.End.DONE, child.await(System.nanoTime() + 60_000_000_000L));
        assertEquals(7, child.progress().seed());
        assertEquals(1, child.progress().count(Outcome.READ));
    }
}
