package dev.markhor.cli;

import static dev.markhor.cli.Run.RESNET;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class ProfileCommandTest {
    /** What the command prints, {@code -Dmarkhor.messages.update=true} writes it anew; what is measured is masked. */
    private static final Path EXPECTED = Path.of("src/test/resources/profile.txt");

    @TempDir
    private Path folder;

    @Test
    void tellsLayersAndKernels() throws IOException {
        Run run = markhor("profile", RESNET, "--threads", "1", "--seconds", "0.01", "--order", "graph");
        assertEquals(0, run.code(), run.err());
        String masked = masked(run.out().replace(RESNET, "MODEL"));
        if (Boolean.getBoolean("markhor.messages.update")) {
            Files.createDirectories(EXPECTED.getParent());
            Files.writeString(EXPECTED, masked);
        }
        assertEquals(Files.readString(EXPECTED), masked);
    }

    /** Names, shapes and counts stay; times, what they are divided by, and the widths of columns do not. */
    private static String masked(String text) {
        return text.lines()
                        .filter(line -> !line.startsWith(OtherPrograms.WARNING))
                        .map(line -> line.replaceAll("-{5,}", "-----")
                                .replaceAll("(?<= )-?[0-9,]+\\.[0-9]+(?=[ );]|$)", "#")
                                .replaceAll("(?<= )[0-9,]+(?= +(%|GFLOP/s|GB/s|predictions|#|compute|memory))", "#")
                                .replaceAll("\\(-?[0-9.]+ %\\)", "(# %)")
                                .replaceAll("compute|memory(?! #)", "BOUND")
                                .replaceAll("portable|avx2|avx512", "ISA")
                                .replaceAll("(?<=# )[0-9,]+(?= )", "#")
                                .replaceAll(" +", " ")
                                .replaceAll("(?<=# )[0-9,]+(?= )", "#")
                                .strip())
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    @Test
    void theJsonAddsUpAndTheTableIsSorted() {
        Run run = markhor("profile", RESNET, "--seconds", "0.01", "--json");
        Json json = Json.parse("output", run.out());
        double sum = IntStream.range(0, json.get("layers").size())
                .mapToDouble(i -> json.get("layers").get(i).getDouble("millis"))
                .sum();
        assertEquals(sum, json.get("total").getDouble("millis"), 1e-9 * sum);
        assertEquals(json.getDouble("millis") - sum, json.getDouble("other_millis"), 1e-9 * sum);
        assertEquals(2L * 32 * 32 * 16 * 27, json.get("layers").get(0).getInt("operations"));
        assertEquals(
                "float32[1, 32, 32, 16]",
                json.get("layers").get(0).get("output").value());

        List<String> rows = markhor("profile", RESNET, "--seconds", "0.01")
                .out()
                .lines()
                .filter(line -> line.matches(".*\\((Conv2D|Dense|\\w*Pooling2D|Activation)\\).*"))
                .toList();
        assertEquals(json.get("layers").size(), rows.size(), rows.toString());
        List<Double> times = rows.stream()
                .map(row -> Double.valueOf(row.replaceAll(".*?\\) +\\S+ +[a-z, ]+ +([0-9]+\\.[0-9]+) .*", "$1")))
                .toList();
        assertEquals(times.stream().sorted((a, b) -> Double.compare(b, a)).toList(), times);
    }

    /** Texts, and loops over steps of a cell that has no kernel. */
    @ParameterizedTest
    @ValueSource(strings = {"string_lookup/adapted.keras", "conv_lstm2d/backwards.keras"})
    void whatRunsInJavaIsTimedToo(String model) throws IOException {
        Path svg = folder.resolve("roofline.svg");
        Path file = Run.ROOT.resolve("golden/layers").resolve(model);
        Run run = markhor("profile", file, "--seconds", "0.01", "--svg", svg, "--json");
        assertEquals(0, run.code(), run.err());
        Json json = Json.parse("output", run.out());
        assertTrue(json.get("kernels").get("java").getDouble("millis") > 0, run.out());
        assertTrue(json.get("total").getDouble("millis") > 0);
        assertTrue(Files.readString(svg).endsWith("</svg>\n"));
    }

    @Test
    void drawsAPictureOfItsOwn() throws IOException, ParserConfigurationException, SAXException {
        Path svg = folder.resolve("roofline.svg");
        Run run = markhor("profile", RESNET, "--seconds", "0.01", "--svg", svg);
        assertEquals(0, run.code(), run.err());
        Document drawing =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
        assertEquals("http://www.w3.org/2000/svg", drawing.getDocumentElement().getAttribute("xmlns"));
        NodeList titles = drawing.getElementsByTagName("title");
        List<String> hints = IntStream.range(0, titles.getLength())
                .mapToObj(i -> titles.item(i).getTextContent())
                .toList();
        assertTrue(hints.stream().anyMatch(hint -> hint.matches("conv2d: [0-9.,]+ GFLOP/s")), hints.toString());
        assertTrue(
                drawing.getElementsByTagName("style").item(0).getTextContent().contains("prefers-color-scheme: dark"));
        assertEquals(3, drawing.getElementsByTagName("polyline").getLength(), "roofs of L2, L3 and memory");
    }

    @Test
    void shapesFillFreeSizesAndContradictNothing() {
        Path free = Run.ROOT.resolve("golden/layers/global_average_pooling2d/free_sizes.keras");
        Run run = markhor("profile", free, "--seconds", "0.01", "--shape", "7,?,3", "--size", "9", "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                "float32[1, 7, 9, 3]",
                Json.parse("output", run.out()).get("inputs").get(0).value());
        assertEquals(
                "markhor: --shape: float32[?, 5] does not fit input 'input_1', which is float32[?, 32, 32, 3]\n",
                markhor("profile", RESNET, "--shape", "5").err());
        assertEquals(
                "markhor: --shape: int32[?, 32, 32, 3] does not fit input 'input_1', which is float32[?, 32, 32, 3]\n",
                markhor("profile", RESNET, "--shape", "32,32,3:int32").err());
        assertEquals(
                "markhor: --shape is given 2 times, the model's inputs are input_1: float32[?, 32, 32, 3]: once for each was "
                        + "expected, in this order\n",
                markhor("profile", RESNET, "--shape", "32,32,3", "--shape", "1").err());
    }

    @Test
    void refusesWhatMakesNoSense() {
        Path nowhere = folder.resolve("missing");
        assertEquals(
                "markhor: --svg: " + nowhere.resolve("a.svg") + ": there is no folder " + nowhere + "\n",
                markhor("profile", RESNET, "--svg", nowhere.resolve("a.svg")).err());
        Path png = folder.resolve("a.png");
        assertEquals(
                "markhor: --svg: " + png + ": a name that ends in .svg was expected\n",
                markhor("profile", RESNET, "--svg", png).err());
        for (String option : List.of("--seconds=0", "--batch=-1")) {
            Run run = markhor("profile", RESNET, option);
            assertEquals(1, run.code());
            assertTrue(run.err().startsWith("markhor: " + option.split("=")[0] + " must be positive"), run.err());
        }
        assertEquals(2, markhor("profile", RESNET, "--order", "name").code());
    }
}
