package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Engines in Python, for reference: benchmarks/python/worker.py does for them what {@code Worker} does. */
final class PythonEngines {
    private static final Path SCRIPT = Path.of("benchmarks/python/worker.py");

    private PythonEngines() {}

    /**
     * Those that the interpreter has.
     *
     * @throws IOException if it cannot be started
     */
    static List<Contestant> found(String interpreter) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(interpreter, SCRIPT.toString(), "list")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(interpreter + " " + SCRIPT + " list failed");
        }
        List<Contestant> found = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String[] words = line.split("\t"); // name, title, kind of file
            found.add(new Contestant(
                    words[0],
                    words[1],
                    List.of(ModelFile.valueOf(words[2])),
                    List.of(),
                    List.of(interpreter, SCRIPT.toString(), words[0]),
                    Optional.empty()));
        }
        return found;
    }
}
