package dev.markhor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public surface is a committed file, so that a change to it shows in review. After a wanted change, run the test with
 * {@code -Dmarkhor.api.update=true} and commit {@code java/api/markhor.api}.
 */
class PublicApiTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path FILE = Path.of("api", "markhor.api");

    @Test
    void isWhatTheCommittedFileSays() throws IOException {
        String api = describe(exportedClasses());
        assertTrue(api.contains("class dev.markhor.Markhor"), "found no classes");
        if (Boolean.getBoolean("markhor.api.update")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, api);
        }
        List<String> expected = Files.readAllLines(FILE);
        List<String> found = api.lines().toList();
        List<String> gone =
                expected.stream().filter(line -> !found.contains(line)).toList();
        List<String> added =
                found.stream().filter(line -> !expected.contains(line)).toList();
        assertTrue(
                expected.equals(found),
                "the public API changed: gone " + gone + ", added " + added
                        + "; if that is wanted, run this test with -Dmarkhor.api.update=true and commit " + FILE);
    }

    private static List<Path> exportedClasses() throws IOException {
        Set<String> packages =
                ModuleFinder.of(CLASSES).find("dev.markhor").orElseThrow().descriptor().exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet());
        List<Path> found = new ArrayList<>();
        for (String name : packages) {
            try (Stream<Path> files = Files.list(CLASSES.resolve(name.replace('.', '/')))) {
                files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("package-info.class"))
                        .forEach(found::add);
            }
        }
        return found.stream().sorted().toList();
    }

    /** What {@code javap} prints of public classes: their public and protected members. */
    private static String describe(List<Path> classes) {
        StringBuilder api = new StringBuilder();
        StringWriter out = new StringWriter();
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        List<String> arguments = new ArrayList<>(List.of("-protected"));
        classes.forEach(file -> arguments.add(file.toString()));
        int status = javap.run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        assertEquals(0, status, out.toString());
        for (String one : out.toString().split("Compiled from \"[^\"]*\"\\R")) {
            String text = one.strip().replace("\r\n", "\n");
            if (text.startsWith("public") || text.startsWith("protected")) {
                api.append(text).append("\n\n");
            }
        }
        return api.toString();
    }
}
