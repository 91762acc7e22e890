package dev.markhor.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final Path FILE = Path.of("../golden/real/mlperf-tiny/resnet8_cifar10.h5");
    private static final int BATCH = 2;

    @TempDir
    private static Path folder;

    private static Map<String, List<RecordedEvent>> events;

    /** Everything that there are events for, once. */
    @BeforeAll
    static void record() throws IOException {
        Path file = folder.resolve("test.jfr");
        try (Recording recording = new Recording()) {
            List.of("Load", "Build", "Restore", "Compile", "Layer", "Predict")
                    .forEach(name -> recording.enable("dev.markhor." + name).withoutThreshold());
            recording.start();
            try (Model model = Markhor.load(FILE, LoadOptions.defaults())) {
                Tensor x = Tensor.zeros(DType.FLOAT32, Shape.of(BATCH, 32, 32, 3));
                model.predict(x);
                model.predict(new float[32 * 32 * 3], new float[10]);
                model.profile(Structure.of(x), Duration.ofMillis(1));
            }
            recording.stop();
            recording.dump(file);
        }
        events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.markhor."))
                .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
    }

    private static RecordedEvent first(String name) {
        assertTrue(events.containsKey(name), () -> name + " among " + events.keySet());
        RecordedEvent event = events.get(name).get(0);
        assertEquals(List.of("Markhor"), event.getEventType().getCategoryNames());
        return event;
    }

    @Test
    void loadingTellsFileFormatAndBytes() throws IOException {
        RecordedEvent load = first("dev.markhor.Load");
        assertEquals(FILE.toString(), load.getString("file"));
        assertTrue(load.getString("format").contains("HDF5"), load.getString("format"));
        assertEquals(Files.size(FILE), load.getLong("bytes"));
        RecordedEvent build = first("dev.markhor.Build");
        RecordedEvent restore = first("dev.markhor.Restore");
        assertEquals(30, build.getInt("layers"));
        assertEquals(78_666, build.getLong("parameters"));
        assertTrue(restore.getInt("matched") > 20 && restore.getInt("missing") == 0, restore::toString);
        assertEquals(build.getString("model"), restore.getString("model"));
        assertTrue(load.getDuration().compareTo(build.getDuration().plus(restore.getDuration())) >= 0);
    }

    @Test
    void predictingTellsModelBatchAndThreads() {
        RecordedEvent predict = first("dev.markhor.Predict");
        assertEquals(first("dev.markhor.Load").getString("model"), predict.getString("model"));
        assertEquals(BATCH, predict.getLong("batch"));
        assertTrue(predict.getInt("threads") > 0 && !predict.getDuration().isZero(), predict::toString);
        assertTrue(events.get("dev.markhor.Predict").stream().anyMatch(event -> event.getLong("batch") == 1));
    }

    @Test
    void compilingTellsShapesInstructionsAndArena() {
        RecordedEvent compile = first("dev.markhor.Compile");
        assertTrue(compile.getString("shapes").contains("2, 32, 32, 3"), compile.getString("shapes"));
        assertTrue(compile.getLong("instructions") > 8 && compile.getLong("arenaBytes") > 0, compile::toString);
        assertEquals(0, compile.getLong("javaSteps"));
        assertTrue(
                List.of("portable", "avx2", "avx512").contains(compile.getString("instructionSet")), compile::toString);
        assertEquals("native", compile.getString("backend"));
    }

    @Test
    void aProfileTellsEachLayer() {
        RecordedEvent layer = first("dev.markhor.Layer");
        assertEquals("conv2d", layer.getString("layer"));
        assertEquals("Conv2D", layer.getString("className"));
        assertTrue(layer.getDouble("millis") > 0 && layer.getLong("operations") > 0, layer::toString);
    }

    @Test
    void withoutARecordingNobodyIsAsked() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dmarkhor.cache=" + System.getProperty("markhor.cache"),
                        "-Xlog:class+load",
                        Silent.class.getName(),
                        FILE.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("dev.markhor.event.Flight"));
        assertFalse(output.contains("dev.markhor.event.PredictEvent"));
        assertFalse(output.contains("dev.markhor.event.LoadEvent"));
    }

    /** Loads and predicts. */
    static final class Silent {
        public static void main(String[] args) {
            try (Model model = Markhor.load(Path.of(args[0]))) {
                model.predict(Tensor.zeros(DType.FLOAT32, Shape.of(1, 32, 32, 3)));
            }
        }
    }
}
