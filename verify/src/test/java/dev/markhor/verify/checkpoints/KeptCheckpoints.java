package dev.markhor.verify.checkpoints;

import dev.markhor.model.Model;
import dev.markhor.verify.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For {@code golden/saving_checkpoints.py}: checkpoints that stay in the folder of {@code -Dmarkhor.saving.checkpoints}, and a list of them. */
final class KeptCheckpoints {
    private static final String FOLDER = System.getProperty("markhor.saving.checkpoints", "");
    private static final List<String> FILES = List.of(".index", ".data-00000-of-00001");

    private KeptCheckpoints() {}

    /** Of a program in golden/checkpoints. */
    static void keep(Scenario scenario, Model model, double tolerance, Path prefix) throws IOException {
        Path program = scenario.folder().resolve("model.py");
        Path values = scenario.folder().resolve("values.npz");
        String output = scenario.expected().getString("golden_output");
        String name = scenario.caseName() + '+' + scenario.name();
        keep(prefix, name, generation(model), List.of(program, values), tolerance, scenario.program(), output);
    }

    /** Of a golden model. */
    static void keep(GoldenCase golden, Model model, Path prefix) throws IOException {
        String name = Scenario.CASES.getParent().relativize(golden.model()).toString();
        List<Path> files = List.of(golden.model(), golden.calls().get(0));
        double tolerance = golden.tolerance().orElse(1e-5);
        keep(prefix, name.replace('/', '+'), generation(model), files, tolerance, "", "");
    }

    private static int generation(Model model) {
        return model.dialect().isKeras3() ? 3 : 2;
    }

    private static void keep(Path prefix, String name, Object generation, List<Path> files, Object... more)
            throws IOException {
        if (FOLDER.isEmpty()) {
            return;
        }
        Path folder = Files.createDirectories(Path.of(FOLDER)).toAbsolutePath();
        Path to = folder.resolve(name.replace('.', '-')); // tf.keras takes a suffix .h5 for a format
        for (String file : FILES) {
            Files.copy(Path.of(prefix + file), Path.of(to + file), StandardCopyOption.REPLACE_EXISTING);
        }
        String line = Stream.of(Stream.of(generation, to), files.stream().map(Path::toAbsolutePath), Stream.of(more))
                .flatMap(part -> part)
                .map(String::valueOf)
                .collect(Collectors.joining("\t", "", "\n"));
        Files.writeString(folder.resolve("models.tsv"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
