package dev.markhor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code markhor}, in a folder of its own with a build that only copies a jar. */
class LauncherTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void layOut() throws IOException {
        for (String source :
                List.of("native/src", "java/src/main", "verify/src/main", "cli/src/main", "onnx/src/main")) {
            Files.createDirectories(folder.resolve(source));
        }
        for (String pom :
                List.of("pom.xml", "native/pom.xml", "java/pom.xml", "verify/pom.xml", "cli/pom.xml", "onnx/pom.xml")) {
            Files.writeString(folder.resolve(pom), "<project/>");
        }
        script("markhor", Files.readString(Run.ROOT.resolve("markhor")));
        script("mvnw", """
                #!/bin/sh
                echo "[INFO] Building Markhor command line 0.1.0-SNAPSHOT   [5/5]"
                cp "${0%/*}/echo.jar" "${0%/*}/cli/target/markhor-cli.jar"
                case " $* " in *" -pl onnx "*) mkdir -p "${0%/*}/onnx/target"; echo x >"${0%/*}/onnx/target/markhor-onnx.jar" ;; esac
                """);
        jar(folder.resolve("echo.jar"));
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String entry = Echo.class.getName().replace('.', '/').concat(".class");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream in = Echo.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            in.transferTo(jar);
        }
    }

    private Run run(Path script, String... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(args))
                        .toList())
                .directory(folder.resolve("java").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        return new Run(
                process.waitFor(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void buildsOnceAndSaysSo() throws Exception {
        Run first = run(folder.resolve("markhor"), "a b", "*", "");
        assertEquals("[a b, *, ]\n", first.out());
        assertEquals(3, first.code(), "the program's exit code");
        assertTrue(first.err().startsWith("markhor: building it from source"), first.err());
        assertTrue(first.err().contains("markhor: [5/5] Markhor command line\nmarkhor: built\n"), first.err());
        assertEquals(new Run(1, "[x]\n", ""), run(folder.resolve("markhor"), "x"));
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("native").resolve("linked"), folder.resolve("markhor"));
        assertEquals("[x]\n", run(link, "x").out());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run(folder.resolve("markhor"));
        Path source = Files.writeString(folder.resolve("java/src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertTrue(run(folder.resolve("markhor")).err().startsWith("markhor: rebuilding it, as sources"));
    }

    @Test
    void whatOnnxRuntimeNeedsIsBuiltWhenItIsAskedFor() throws Exception {
        Path jar = folder.resolve("onnx/target/markhor-onnx.jar");
        run(folder.resolve("markhor"), "bench", "model.h5");
        assertFalse(Files.exists(jar));
        String fetching = run(folder.resolve("markhor"), "bench", "model.h5", "--onnx", "x.onnx")
                .err();
        assertTrue(fetching.startsWith("markhor: building it with ONNX Runtime beside it, 55 MB to fetch"), fetching);
        assertTrue(Files.exists(jar));
        assertEquals(
                "",
                run(folder.resolve("markhor"), "bench", "model.h5", "--onnx=x.onnx")
                        .err());
        assertEquals("", run(folder.resolve("markhor"), "bench", "model.h5").err());
    }

    @Test
    void aFailedBuildIsToldAndTriedAgain() throws Exception {
        script("mvnw", "#!/bin/sh\necho '[INFO] fine so far'\necho '[ERROR] no compiler'\nexit 1\n");
        Run failed = run(folder.resolve("markhor"), "x");
        assertEquals(1, failed.code());
        assertEquals("", failed.out());
        assertTrue(failed.err().endsWith("markhor: the build failed:\n[ERROR] no compiler\n"), failed.err());
        assertFalse(run(folder.resolve("markhor"), "x").out().contains("x"));
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", folder.resolve("markhor").toString());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", folder.toString());
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertEquals(1, process.waitFor());
        assertTrue(Files.readString(out).startsWith("markhor: no Java found: install a JDK"));
    }
}
