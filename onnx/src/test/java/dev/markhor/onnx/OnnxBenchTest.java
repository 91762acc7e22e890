package dev.markhor.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.cli.Main;
import dev.markhor.formats.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench --onnx}, with runs too short to tell anything about speed. */
class OnnxBenchTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String KERAS =
            ROOT.resolve("golden/real/mlperf-tiny/resnet8_cifar10.h5").toString();
    private static final String ONNX =
            ROOT.resolve("benchmarks/models/resnet8_cifar10.onnx").toString();

    @TempDir
    private Path folder;

    private record Run(int code, String out, String err) {}

    private static Run bench(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] args = Stream.concat(Stream.of("bench", "--rounds", "1", "--threads", "1"), Stream.of(words))
                .toArray(String[]::new);
        int code = Main.run(new PrintStream(out, true), new PrintStream(err, true), args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void enginesAgreeAndAreTimed() {
        Run run = bench(KERAS, "--onnx", ONNX, "--backend", "native,openblas", "--batch", "2");
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(
                KERAS + " beside " + ONNX
                        + ": float32[2, 32, 32, 3], 1 thread; milliseconds, by turns;"
                        + " x onnxruntime: times its time, more is slower",
                lines.get(0));
        assertTrue(
                lines.get(1).matches("markhor differs by .* of the largest value from onnxruntime [0-9.]+"),
                lines.get(1));
        assertEquals(4 + 4 * 3, lines.size(), run.out());
        assertTrue(lines.get(4).matches("load +markhor( +[0-9.]+){5}"), lines.get(4));
        assertTrue(lines.get(15).matches(" +onnxruntime [0-9.]+( +[0-9.]+){3} +5 +1\\.00"), lines.get(15));
    }

    @Test
    void jsonHasTheSame() {
        Run run = bench(KERAS, "--onnx", ONNX, "--json");
        assertEquals(0, run.code(), run.err());
        Json json = Json.parse("output", run.out());
        assertTrue(json.get("differences").getDouble("markhor") < 1e-5, run.out());
        Json later = json.get("engines").get("markhor").get("later_predictions");
        assertEquals(5, later.getInt("runs"));
        assertTrue(later.getDouble("min") > 0);
    }

    @Test
    void outputsThatDisagreeAreNotTimed() {
        Run run = bench(KERAS, "--onnx", ONNX, "--tolerance", "1e-12");
        assertEquals(1, run.code());
        assertEquals("", run.out());
        assertTrue(
                run.err()
                        .startsWith("markhor: " + ONNX + " does not compute what " + KERAS
                                + " computes: markhor differs by "),
                run.err());
        assertTrue(run.err().endsWith("(--tolerance 1e-12)\n"), run.err());
    }

    @Test
    void whatIsNoTwinIsRefused() throws Exception {
        Run other = bench(ROOT.resolve("golden/real/mlperf-tiny/ad01.h5").toString(), "--onnx", ONNX);
        assertEquals(1, other.code());
        assertTrue(
                other.err().contains("the two models do not take the same: equal shapes were expected"), other.err());
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "this is no model");
        Run none = bench(KERAS, "--onnx", broken.toString());
        assertEquals(1, none.code());
        assertTrue(none.err().startsWith("markhor: ONNX Runtime does not open " + broken), none.err());
    }
}
