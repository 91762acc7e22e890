package dev.markhor.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as benchmarks/run starts it, with runs too short to tell anything about speed. */
class JarTest {
    private record Run(int exit, String printed) {}

    @Test
    void jmhRunsOneIteration() throws Exception {
        Run run = start(
                "PredictBenchmark",
                "-p",
                "model=mlperf-tiny/resnet8_cifar10.h5",
                "-p",
                "batch=1",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                "10ms",
                "-foe",
                "true");
        assertEquals(0, run.exit, run.printed);
        assertTrue(run.printed.contains("PredictBenchmark.predict"), run.printed);
        assertTrue(run.printed.contains("us/op"), run.printed);
    }

    @Test
    void startsAreTimed() throws Exception {
        Run run = start("start", "--runs", "1");
        assertEquals(0, run.exit, run.printed);
        List<String> lines = run.printed.lines().toList();
        assertEquals(11, lines.size(), run.printed);
        assertTrue(lines.get(4).matches("first prediction( +[0-9.]+){2}"), run.printed);
    }

    @Test
    void suiteWritesItsReport(@TempDir Path folder) throws Exception {
        Run run = start("suite", "--trial", "--models", "benchmarks/models", "--results", folder.toString());
        assertEquals(0, run.exit, run.printed);
        JsonNode report = new JsonMapper().readTree(folder.resolve("suite.json").toFile());
        assertTrue(report.at("/limits/fma/portable/one").asDouble() > 0);
        JsonNode model = report.at("/models/0");
        assertEquals("[]", model.get("problems").toString());
        assertTrue(model.at("/differences/onnxruntime").asDouble() < 1e-3);
        assertEquals(5, model.get("cases").size());
        assertTrue(model.at("/cases/0/ratios/onnxruntime/pairs/median").asDouble() > 0);
        assertEquals(5, model.get("loads").size()); // three kinds of file, ONNX, and copying
        assertTrue(model.at("/loads/0/firstReady").asDouble() > 0);
        assertEquals(6, model.get("starts").size()); // three engines in two ways
        assertEquals("ARCHIVE", model.at("/starts/1/way").asText());
        assertTrue(report.at("/kernels/0/share").asDouble() > 0);
        String tables = Files.readString(folder.resolve("suite.md"));
        assertTrue(tables.contains("| MLP 16-32-32-4 | "), tables);
        String page = Files.readString(folder.resolve("suite.html"));
        assertTrue(page.contains("MLP 16-32-32-4") && page.contains("<svg"), page);
        assertTrue(page.contains("Figures to reach: a trial judges nothing"), page);
        assertTrue(page.contains("Markhor, times as fast as:") && page.contains("L2 "), page);
        assertFalse(page.contains("<script") || page.contains("http"), "the page needs nothing else");
    }

    private static Run start(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dmarkhor.cache=" + System.getProperty("markhor.cache"));
        command.add("-jar");
        command.add("benchmarks/target/benchmarks.jar");
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream in = process.getInputStream()) {
            String printed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            return new Run(process.exitValue(), printed);
        }
    }
}
