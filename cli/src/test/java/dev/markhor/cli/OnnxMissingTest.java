package dev.markhor.cli;

import static dev.markhor.cli.Run.RESNET;
import static dev.markhor.cli.Run.ROOT;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code bench --onnx} where there is no ONNX Runtime, as here; with it: the tests of the module {@code onnx}. */
class OnnxMissingTest {
    private static final Path ONNX = ROOT.resolve("benchmarks/models/resnet8_cifar10.onnx");

    @Test
    void withoutOnnxRuntimeItSaysHowToGetIt() {
        Run run = markhor("bench", RESNET, "--onnx", ONNX);
        assertEquals(1, run.code());
        assertTrue(
                run.err()
                        .startsWith(
                                "markhor: ONNX Runtime is not here: the script ./markhor of the repository fetches it"),
                run.err());
        assertEquals("", run.out());
        Run jar = markhor("bench", RESNET, "--onnx", ONNX, "--onnxruntime", "missing.jar");
        assertEquals("markhor: --onnxruntime: missing.jar: no such file\n", jar.err());
    }

    @Test
    void wrongArgumentsAreToldFirst() {
        assertEquals(
                "markhor: none.onnx: no such file\n",
                markhor("bench", RESNET, "--onnx", "none.onnx").err());
        assertTrue(markhor("bench", "--onnx", ONNX).err().startsWith("markhor: a MODEL is missing"));
        assertTrue(markhor("bench", RESNET, RESNET, "--onnx", ONNX)
                .err()
                .startsWith("markhor: one MODEL is compared at a time"));
        assertTrue(markhor("bench", RESNET, "--onnx", ONNX, "--weights", RESNET)
                .err()
                .contains("are two comparisons: one at a time"));
        assertTrue(markhor("bench", RESNET, "--onnx", ONNX, "--rounds", "0")
                .err()
                .contains("--rounds must be positive: 0"));
    }
}
