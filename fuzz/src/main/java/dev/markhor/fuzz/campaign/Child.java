package dev.markhor.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker's process, seen from outside. */
final class Child {
    /** How a process ended. */
    enum End {
        DONE,
        DEATH,
        HANG,
        MEMORY,
        STOPPED
    }

    private static final long POLL_MILLIS = 200;
    /** When its own watchdog should have ended it long ago. */
    private static final long DEAF_SECONDS = 150;

    private final Settings settings;
    private final Path folder;
    private final Process process;
    private final Progress progress;

    private Child(Class<?> program, Settings settings, Path folder) throws IOException {
        this.settings = settings;
        this.folder = folder;
        Files.deleteIfExists(folder.resolve("progress"));
        progress = Progress.open(folder.resolve("progress"));
        process = new ProcessBuilder(command(program))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.to(folder.resolve("output").toFile()))
                .start();
    }

    /** @param program what it runs: {@link Worker} @param settings for one format and one job */
    static Child start(Class<?> program, Settings settings, Path folder) throws IOException {
        return new Child(program, settings, Files.createDirectories(folder));
    }

    private List<String> command(Class<?> program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Settings.HEAP_MIB + "m",
                "-XX:MaxDirectMemorySize=" + Settings.HEAP_MIB + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // a third of the processor time: most of it would go into the optimising
                // compiler
                "-XX:-OmitStackTraceInFastThrow",
                "-XX:MaxJavaStackTraceDepth=20000",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("hs_err.txt"),
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + folder,
                "-Dmarkhor.memory.limit=" + Settings.MODELS_MIB));
        String cache = System.getProperty("markhor.cache");
        if (cache != null) {
            command.add("-Dmarkhor.cache=" + cache);
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                "--format",
                settings.format(),
                "--seeds",
                settings.from() + ".." + settings.to(),
                "--repository",
                settings.repository().toString(),
                "--findings",
                settings.findings().toString(),
                "--scratch",
                folder.toString()));
        return command;
    }

    Progress progress() {
        return progress;
    }

    /** Waits for the end, and brings it about if it does not come. @param deadline in nanoseconds */
    End await(long deadline) throws InterruptedException, IOException {
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            long started = progress.started();
            if (started != 0 && System.currentTimeMillis() - started > DEAF_SECONDS * 1000) {
                return killed(End.HANG);
            }
            if (residentMib() > Settings.RESIDENT_MIB) {
                return killed(End.MEMORY);
            }
            if (System.nanoTime() > deadline) {
                return killed(End.STOPPED);
            }
        }
        return switch (process.exitValue()) {
            case 0 -> End.DONE;
            case Worker.HUNG -> End.HANG;
            case Worker.BROKEN -> throw new IllegalStateException(words());
            default -> End.DEATH;
        };
    }

    private End killed(End end) throws InterruptedException {
        process.destroyForcibly().waitFor();
        return end;
    }

    private long residentMib() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
                }
            }
        } catch (IOException e) {
            // ended between two looks
        }
        return 0;
    }

    /** What it said last, and what the machine said of its death. */
    String words() throws IOException {
        StringBuilder words = new StringBuilder("exit code " + process.exitValue() + "\n");
        for (String name : List.of("output", "hs_err.txt")) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                String text = Files.readString(file);
                words.append(text, 0, Math.min(text.length(), 20_000)).append('\n');
                Files.delete(file);
            }
        }
        return words.toString();
    }
}
