package dev.markhor.cli;

import static dev.markhor.cli.LoadBenchTest.CHECKPOINT;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench --python}, with scripts that answer as Python would. */
class PythonBenchTest {
    @TempDir
    private Path folder;

    private Path sequential() throws IOException {
        return Files.writeString(folder.resolve("seq.json"), LoadBenchTest.SEQUENTIAL);
    }

    /** Stands in for a Python interpreter. */
    private Path python(String answers) throws IOException {
        Path script = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + answers);
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    @Test
    void kerasStandsBesideIt() throws IOException {
        Path python = python("""
                read -r model
                case $model in *'"shapes":[[null,4]]'*) echo '{"keras": "2.15.0"}' ;; esac
                while read -r load; do
                    case $load in
                    *unbuilt*) echo '{"error": "ValueError: not today"}' ;;
                    *) echo '{"millis": [1000.0]}' ;;
                    esac
                done
                """);
        Run run = markhor("bench", sequential(), "--weights", CHECKPOINT, "--rounds", "1", "--python", python);
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(1).endsWith("Keras     min  x Keras"), lines.get(1));
        assertTrue(lines.get(2).matches(".* 1000\\.0  1000\\.0 +0\\.\\d\\d"), lines.get(2));
        assertTrue(lines.get(3).matches(".*no checksums.* - +- +-"), lines.get(3));
        assertTrue(run.out().contains("Keras 2.15.0, in a process of its own\n"), run.out());
        assertTrue(
                run.out()
                        .contains("Keras does not load " + CHECKPOINT + " (before it is built): ValueError: not today"),
                run.out());
    }

    @Test
    void aPythonWithoutKerasIsTold() throws IOException {
        Path python =
                python("echo 'Traceback' >&2; echo \"ModuleNotFoundError: No module named 'keras'\" >&2; exit 1\n");
        Run run = markhor("bench", sequential(), "--weights", CHECKPOINT, "--python", python);
        assertEquals(1, run.code());
        assertEquals(
                "markhor: --python " + python + " ended: ModuleNotFoundError: No module named 'keras'\n", run.err());
        Run none = markhor("bench", sequential(), "--weights", CHECKPOINT, "--python", folder.resolve("nothing"));
        assertTrue(none.err().startsWith("markhor: --python " + folder.resolve("nothing")), none.err());
    }
}
