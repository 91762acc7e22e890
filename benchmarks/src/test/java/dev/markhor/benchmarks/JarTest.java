package dev.markhor.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
    void enginesAgreeAndAreTimed() throws Exception {
        Run run = start("side-by-side", "--turns", "1", "--threads", "1");
        assertEquals(0, run.exit, run.printed);
        List<String> lines = run.printed.lines().toList();
        assertEquals("resnet8_cifar10.h5, input [1, 32, 32, 3], threads 1", lines.get(0));
        assertEquals(5, lines.size(), run.printed);
        assertTrue(lines.get(4).matches("onnxruntime( +[0-9.]+){3} +1\\.00"), lines.get(4));
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
    void wrongArgumentsAreTold() throws Exception {
        Run run = start("side-by-side", "--threads", "none");
        assertEquals(2, run.exit);
        assertEquals(
                "side-by-side: --threads needs a number of 1 or more, got none",
                run.printed.lines().findFirst().orElseThrow());
        assertTrue(start("side-by-side", "x.h5", "x.onnx").printed.contains("there is no file x.h5"));
        Run other = start("side-by-side", "golden/real/mlperf-tiny/ad01.h5", "benchmarks/models/resnet8_cifar10.onnx");
        assertEquals(2, other.exit);
        assertTrue(other.printed.contains("not one input [1, 640] as the Keras file does"), other.printed);
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
