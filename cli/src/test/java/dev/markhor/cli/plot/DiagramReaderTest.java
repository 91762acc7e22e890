package dev.markhor.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.cli.plot.Diagram.Box;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Activation;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DiagramReaderTest {
    private static Diagram read(String name, PlotOptions options) {
        Path path = Path.of("../golden", name);
        try (Model model = Markhor.load(path)) {
            return DiagramReader.read(
                    model, Markhor.config(path, LoadOptions.defaults()).orElseThrow(), options);
        }
    }

    private static String text(Diagram diagram) {
        return diagram.boxes().stream()
                        .map(box -> box.bands().stream()
                                        .map(band -> band.className() + "[" + band.note() + "]")
                                        .collect(Collectors.joining(" "))
                                + " "
                                + box.lines().stream()
                                        .map(line -> line.left() + (line.right().isEmpty() ? "" : " | " + line.right()))
                                        .collect(Collectors.joining("; ")))
                        .collect(Collectors.joining("\n"))
                + "\n" + diagram.links();
    }

    @Test
    void aResidualNetworkHasOptionsShapesAndParameters() {
        Diagram diagram = read("real/mlperf-tiny/resnet8_cifar10.h5", new PlotOptions(true, false, false));
        String text = text(diagram);
        assertTrue(
                text.contains(
                        "Conv2D[32, 3x3/2, same] BatchNormalization[batch_normalization_3] Activation[relu · activation_3] "
                                + "conv2d_3 | 4,640 parameters; (None, 32, 32, 16) → (None, 16, 16, 32)"),
                text);
        assertTrue(
                text.contains("Add[] Activation[relu · activation_2] add; 2 × (None, 32, 32, 16) → (None, 32, 32, 16)"),
                text);
        assertTrue(text.contains("Dense[10, softmax] dense | 650 parameters; (None, 64) → (None, 10)"), text);
        String hint = diagram.boxes().get(1).bands().get(0).hint();
        assertTrue(hint.startsWith("conv2d (Conv2D)\nfloat32 (None, 32, 32, 3) → float32 (None, 32, 32, 16)\n"), hint);
        assertTrue(hint.contains("\nkernel_size: [3, 3]\n"), hint);
    }

    @Test
    void aSharedLayerIsOneBoxWithNumberedCalls() {
        Diagram diagram = read("structures/shared_layer.keras", new PlotOptions(false, false, false));
        Box shared = diagram.boxes().stream()
                .filter(box -> box.lines().get(0).left().equals("shared"))
                .findFirst()
                .orElseThrow();
        assertEquals("shared: called 2 times", shared.lines().get(1).left());
        int position = diagram.boxes().indexOf(shared);
        assertEquals(
                List.of("#1", "#2"),
                diagram.links().stream()
                        .filter(link -> link.to() == position)
                        .map(Diagram.Link::call)
                        .toList());
    }

    @Test
    void modelsInsideAreBoxesOrFrames() {
        Diagram closed = read("structures/nested_three_levels.keras", new PlotOptions(true, false, false));
        assertTrue(closed.frames().isEmpty());
        assertTrue(text(closed).contains("Functional[4 layers] middle"), text(closed));
        Diagram open = read("structures/nested_three_levels.keras", new PlotOptions(true, false, true));
        assertEquals(
                List.of("middle (Functional)", "deep (Functional)"),
                open.frames().stream().map(Diagram.Frame::title).toList());
        assertEquals(0, open.frames().get(1).outer());
    }

    @Test
    void severalOutputsHaveBoxes() {
        Diagram diagram = read("structures/several_outputs.keras", new PlotOptions(true, false, false));
        assertEquals(
                List.of("0", "1", "2"),
                diagram.boxes().stream()
                        .map(box -> box.bands().get(0))
                        .filter(band -> band.className().equals("Output"))
                        .map(Diagram.Band::note)
                        .toList());
    }

    @Test
    void whatIsTooLargeIsRefusedWithItsSize() {
        Value input = Input.of(2);
        Value x = input;
        for (int i = 0; i < DiagramReader.MOST; i++) {
            x = new Activation("relu").apply(x);
        }
        try (Model model = Model.of(input, x)) {
            assertEquals(
                    "the model has 3001 layers or more, and a picture shows 3000 at most; `markhor summary` lists them all",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> DiagramReader.read(model, Map.of(), new PlotOptions(true, false, false)))
                            .getMessage());
        }
    }

    @Test
    void anUnbuiltModelSaysSo() {
        try (Model model = new Sequential(new Activation("relu"))) {
            assertThrows(
                    IllegalStateException.class,
                    () -> DiagramReader.read(model, Map.of(), new PlotOptions(true, false, false)));
        }
    }
}
