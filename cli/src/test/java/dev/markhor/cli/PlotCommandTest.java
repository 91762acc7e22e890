package dev.markhor.cli;

import static dev.markhor.cli.Run.RESNET;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.cli.plot.ModelPlot;
import dev.markhor.cli.plot.PlotOptions;
import dev.markhor.model.Model;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class PlotCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writesSvg() throws Exception {
        Path file = folder.resolve("model.svg");
        Run run = markhor("plot", RESNET, "-o", file);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().matches("\\Q" + file + "\\E \\(\\d+ x \\d+\\)\\R"), run.out());
        String svg = Files.readString(file);
        Document document = parse(svg);
        assertTrue(document.getDocumentElement().getAttribute("viewBox").matches("0 0 \\d+ \\d+"));
        assertTrue(document.getElementsByTagName("title").getLength() > 25); // one for each layer
        assertTrue(svg.contains("prefers-color-scheme: dark"));
        assertTrue(svg.contains(">Conv2D</text>") && svg.contains(">16, 3x3, same</text>"), svg);
        assertEquals(0, document.getElementsByTagName("script").getLength());
    }

    @Test
    void writesPixelsLightAndDark() throws IOException {
        Path light = folder.resolve("light.png");
        Path dark = folder.resolve("dark.png");
        assertEquals(0, markhor("plot", RESNET, "-o", light).code());
        assertEquals(
                0,
                markhor("plot", RESNET, "-o", dark, "--dark", "--direction", "lr")
                        .code());
        BufferedImage upright = ImageIO.read(light.toFile());
        BufferedImage lying = ImageIO.read(dark.toFile());
        assertTrue(upright.getHeight() > upright.getWidth() && lying.getWidth() > lying.getHeight());
        assertEquals(0xfffdfdfc, upright.getRGB(0, 0));
        assertEquals(0xff15181c, lying.getRGB(0, 0));
    }

    @Test
    void shapesAndTypesAreLeftToTheReader() throws IOException {
        Path file = folder.resolve("model.svg");
        markhor("plot", RESNET, "-o", file, "--no-shapes");
        assertFalse(Files.readString(file).contains(">(None, 32, 32, 3)</text>"));
        markhor("plot", RESNET, "-o", file, "--dtype");
        assertTrue(Files.readString(file).contains(">float32 (None, 32, 32, 3)</text>"));
    }

    @Test
    void namesOfAFileAreOnlyText() throws Exception {
        String name = "</title><script>alert(1)</script>&\\\"\\u0001\\ud800" + "x".repeat(500);
        String json = "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"" + name
                + "\", \"layers\": [{\"class_name\": \"InputLayer\", \"config\": {\"batch_shape\": [null, 4], \"name\": \"i\"}}, "
                + "{\"class_name\": \"Dense\", \"config\": {\"units\": 2, \"name\": \"" + name + "\"}}]}}";
        try (Model model = Markhor.fromConfig(json)) {
            String svg = ModelPlot.of(model, Map.of(), new PlotOptions(true, false, false), true)
                    .svg(false);
            Document document = parse(svg);
            assertEquals(0, document.getElementsByTagName("script").getLength());
            assertFalse(svg.contains("x".repeat(50) + "</text>"));
        }
    }

    @Test
    void refusesOtherKindsOfFiles() {
        Run run = markhor("plot", RESNET, "-o", folder.resolve("model.jpg"));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("model.jpg: a name that ends in .svg or .png was expected"), run.err());
        assertTrue(markhor("plot", RESNET, "-o", folder.resolve("none/model.svg"))
                .err()
                .contains("there is no folder"));
    }

    private static Document parse(String svg) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
