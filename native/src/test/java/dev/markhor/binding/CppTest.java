package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The stand-alone C++ tests in src/test/cpp, which kernel writers run by native/cpp-test. */
class CppTest {
    private static final String SUFFIX = "_test.cpp";

    @TestFactory
    List<DynamicTest> programs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/cpp"))) {
            List<DynamicTest> tests = files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .map(name -> DynamicTest.dynamicTest(name, () -> run(name)))
                    .toList();
            assertFalse(tests.isEmpty());
            return tests;
        }
    }

    /** Compiles a program that some other test runs. */
    static Path build(String name) throws IOException, InterruptedException {
        String[] lines = run("--build", name).strip().split("\n");
        return Path.of(lines[lines.length - 1]);
    }

    /** What it says, if all is well. */
    private static String run(String... arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", "target/build-tool", "NativeTests", "."));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
