package dev.markhor.verify.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.keras.LoadOptions;
import dev.markhor.verify.GoldenCase;
import dev.markhor.verify.ModelSubject;
import dev.markhor.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/layers.md} are what the golden cases make them. After a change of these, run the test with
 * {@code -Dmarkhor.layers.update=true} and commit the page. Differences are measured then only, since they vary with the machine.
 * What is known of every option is in {@code verify/target/options.txt} after a run.
 */
class LayersPageIsGeneratedTest {
    private static final Path PAGE = Path.of("..", "docs", "layers.md");

    private static List<LayerCoverage> layers;

    @BeforeAll
    static void read() throws IOException {
        Set<String> refused = refused(Files.readString(PAGE));
        List<LayerUse> uses = GoldenConfigs.read();
        layers = KerasLayer.all().stream()
                .filter(layer -> !refused.contains(layer.name()))
                .map(layer -> LayerCoverage.of(layer, uses))
                .toList();
        Files.writeString(Path.of("target", "options.txt"), options(layers));
    }

    @Test
    void everyOptionHasCases() {
        assertTrue(layers.size() > 130, "only " + layers.size() + " layers");
        List<String> without = new ArrayList<>();
        for (LayerCoverage layer : layers) {
            layer.options()
                    .keySet()
                    .forEach(dialect -> layer.names(OptionCoverage.Kind.UNCOVERED, dialect)
                            .forEach(option -> without.add(layer.layer().name() + "." + option + " of " + dialect)));
        }
        assertEquals(
                List.of(), without, "options without a golden case; target/options.txt tells which values there are");
    }

    @Test
    void isWhatTheCommittedPageSays() throws IOException {
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("markhor.layers.update")) {
            Files.writeString(PAGE, LayersPage.write(page, layers, LayersPageIsGeneratedTest::difference));
        }
        String expected = Files.readString(PAGE);
        Map<String, String> known = LayersPage.differences(expected);
        String found = LayersPage.write(
                expected, layers, layer -> known.getOrDefault(layer.layer().name(), "not measured"));
        assertEquals(
                expected,
                found,
                "golden cases changed; run this test with -Dmarkhor.layers.update=true and commit docs/layers.md");
    }

    /** Those that the written part of the page gives a reason for. */
    private static Set<String> refused(String page) {
        Set<String> names = new TreeSet<>();
        Matcher found = Pattern.compile("`([A-Z]\\w+)`")
                .matcher(page.substring(page.indexOf("**Refused**"), page.indexOf("`Lambda` holds Python code")));
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    /** The worst one, to one digit; of cases that need classes in Java, nothing. */
    private static String difference(LayerCoverage layer) {
        Verification verification = new Verification(
                golden -> ModelSubject.open(golden, LoadOptions.defaults()), Verification.DEFAULT_TOLERANCE);
        List<GoldenCase> cases = layer.cases().stream()
                .filter(golden -> golden.customObjects().isEmpty())
                .toList();
        if (cases.isEmpty()) {
            return "";
        }
        double worst = 0;
        for (GoldenCase golden : cases) {
            worst = Math.max(worst, verification.run(golden).difference());
        }
        return worst == 0 ? "0" : String.format(Locale.ROOT, "%.0e", worst);
    }

    private static String options(List<LayerCoverage> layers) {
        StringBuilder lines = new StringBuilder();
        for (LayerCoverage layer : layers) {
            layer.options()
                    .forEach((dialect, options) ->
                            options.forEach(option -> lines.append("%s %s %s %s: %s, by itself %s, cases have %s%s\n"
                                    .formatted(
                                            layer.layer().group(),
                                            layer.layer().name(),
                                            dialect,
                                            option.option().name(),
                                            option.kind(),
                                            option.option()
                                                    .standard()
                                                    .map(Values::brief)
                                                    .orElse(option.option()
                                                            .follows()
                                                            .orElse("nothing")),
                                            option.values(),
                                            option.missing().isEmpty() ? "" : ", not " + option.missing()))));
        }
        return lines.toString();
    }
}
