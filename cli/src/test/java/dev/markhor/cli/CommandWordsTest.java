package dev.markhor.cli;

import static dev.markhor.cli.Run.RESNET;
import static dev.markhor.cli.Run.ROOT;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The library's advice as somebody at a command line gets it. */
class CommandWordsTest {
    private static final Path CUSTOM = ROOT.resolve("golden/custom/layer.keras");
    private static final String BY_EXTENSIONS =
            "in a Java class that --extensions names (docs/custom.md): LoadOptions.with";

    @Test
    void classesOfOnesOwnComeByExtensions() {
        Run run = markhor("summary", CUSTOM);
        assertTrue(
                run.err()
                        .contains("unknown activation 'mine>bump' under 'activation'; register what it does "
                                + BY_EXTENSIONS + "Function(\"mine>bump\", x -> ...)"),
                run.err());
        Run doctor = markhor("doctor", CUSTOM);
        assertTrue(
                doctor.out().contains("; register what makes it " + BY_EXTENSIONS + "Layer(\"mine>Scale\""),
                doctor.out());
        Json json = Json.parse("output", markhor("doctor", "--json", CUSTOM).out());
        assertEquals(2, json.get("problems").size());
        for (Json problem : json.get("problems").asList()) {
            assertTrue(problem.asString().contains(BY_EXTENSIONS), problem::asString);
        }
        Run own = markhor("predict", ROOT.resolve("golden/checkpoints/k2_savedmodel_subclass/model"), "x.csv");
        assertTrue(
                own.err().endsWith("; LoadOptions are set by a Java class that --extensions names (docs/custom.md)\n"),
                own.err());
    }

    @Test
    void configurationsComeByArchitecture() {
        for (String weights : List.of("checkpoints/k2_mismatch/ckpt", "checkpoints/k3_export/model")) {
            Run run = markhor("summary", ROOT.resolve("golden").resolve(weights));
            assertTrue(
                    run.err().contains(", by --architecture; or make the model in Java (LoadOptions.withModel"),
                    run.err());
            assertFalse(run.err().contains("withArchitecture"), run.err());
        }
    }

    @Test
    void theLimitOfTheProcessIsGivenToTheJvm() {
        assertEquals(
                "m: the limit of the process is 1 MiB (MARKHOR_JAVA_OPTIONS=-Dmarkhor.memory.limit); raise it",
                CommandWords.of("m: the limit of the process is 1 MiB (-Dmarkhor.memory.limit);\n  raise it"));
        String given = "say MARKHOR_JAVA_OPTIONS=-Dmarkhor.isa=avx2";
        assertEquals(given, CommandWords.of(given));
        String old = System.setProperty("markhor.memory.limit", "0");
        try {
            Run run = markhor("bench", RESNET, "--seconds", "0.01");
            assertTrue(run.err().contains("is 0 bytes (MARKHOR_JAVA_OPTIONS=-Dmarkhor.memory.limit)"), run.err());
        } finally {
            if (old == null) {
                System.clearProperty("markhor.memory.limit");
            } else {
                System.setProperty("markhor.memory.limit", old);
            }
        }
    }
}
