package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading as programs meet it: other processes, other class loaders, damaged caches. No build tool is on their class path. */
class LoadingTest {
    private static final List<String> CLASSES = List.of("target/classes", "target/test-classes");
    private static final String BEST = Kernels.isa().name();

    @TempDir
    Path folder;

    private record Result(int status, String output) {}

    /** A process with the module's classes and nothing else; output is stdout and stderr together. */
    private Process start(List<String> options, String... libraries) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xshare:auto", "-Xmx64m", "-cp", String.join(":", CLASSES)));
        command.addAll(options);
        command.add(LoadProbe.class.getName());
        command.addAll(List.of(libraries));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("XDG_CACHE_HOME");
        return builder.start();
    }

    private static Result finish(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }

    private Result run(List<String> options, String... libraries) throws IOException, InterruptedException {
        return finish(start(options, libraries));
    }

    private List<String> quiet(Path cache, String... more) {
        List<String> options =
                new ArrayList<>(List.of("-Dmarkhor.cache=" + cache, "--enable-native-access=ALL-UNNAMED"));
        options.addAll(List.of(more));
        return options;
    }

    @Test
    void freshAndWarmCacheSayNothingButTheAnswer() throws Exception {
        Path cache = folder.resolve("new/cache");
        Result expected = new Result(0, "kernels " + BEST + " ok\nhdf5 ok\nopenblas ok\n");
        assertEquals(expected, run(quiet(cache), "kernels", "hdf5", "openblas"));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
        assertEquals(expected, run(quiet(cache), "kernels", "hdf5", "openblas"));
    }

    @Test
    void severalProcessesOnAnEmptyCache() throws Exception {
        for (int round = 0; round < 3; round++) {
            Path cache = folder.resolve("cache" + round);
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                processes.add(start(quiet(cache), "kernels", "hdf5"));
            }
            for (Process process : processes) {
                assertEquals(new Result(0, "kernels " + BEST + " ok\nhdf5 ok\n"), finish(process));
            }
            try (Stream<Path> files = Files.walk(cache)) {
                assertTrue(files.noneMatch(path -> path.toString().endsWith(".part")));
            }
        }
    }

    @Test
    void truncatedLibraryIsReplaced() throws Exception {
        Path cache = folder.resolve("cache");
        run(quiet(cache), "kernels");
        Path library;
        try (Stream<Path> files = Files.walk(cache)) {
            library = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(library);
        Files.delete(library);
        Files.write(library, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertEquals(new Result(0, "kernels " + BEST + " ok\n"), run(quiet(cache), "kernels"));
        assertEquals(whole.length, Files.size(library));
    }

    @Test
    void severalClassLoaders() throws Exception {
        URL[] urls = new URL[CLASSES.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(CLASSES.get(i)).toUri().toURL();
        }
        List<URLClassLoader> loaders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
            loaders.add(loader);
            Class<?> probe = loader.loadClass(LoadProbe.class.getName());
            assertNotSame(LoadProbe.class, probe);
            for (String library : List.of("kernels", "hdf5", "openblas")) {
                Object said = probe.getMethod("use", String.class).invoke(null, library);
                assertTrue(said.toString().endsWith(" ok"), said::toString);
            }
        }
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    @Test
    void oneInstructionSetIsForced() throws Exception {
        Path cache = folder.resolve("cache");
        for (Kernels.Isa isa : Kernels.supportedIsas()) {
            String wanted = "-Dmarkhor.isa=" + isa.name().toLowerCase(java.util.Locale.ROOT);
            assertEquals(new Result(0, "kernels " + isa + " ok\n"), run(quiet(cache, wanted), "kernels"));
        }
        Result wrong = run(quiet(cache, "-Dmarkhor.isa=mmx"), "kernels");
        assertTrue(wrong.output.contains("portable, avx2 or avx512, not mmx"), wrong.output);
    }

    @Test
    void machineWithoutLibrariesIsRefused() throws Exception {
        Path cache = folder.resolve("cache");
        Result arm = run(quiet(cache, "-Dos.arch=aarch64"), "kernels");
        assertTrue(arm.output.contains("lacks Markhor's native libraries for Linux on aarch64;"), arm.output);
        Result mac = run(quiet(cache, "-Dos.name=Mac OS X"), "kernels");
        assertTrue(mac.output.contains("native libraries for Mac OS X on "), mac.output);
    }

    @Test
    void cacheThatOthersCanWriteToIsRefused() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        Result result = run(quiet(cache), "kernels");
        assertTrue(result.output.contains("can be written by other users"), result.output);
    }

    @Test
    void homeThatIsNotUsableFallsBackToTemporaryFiles() throws Exception {
        Path home = Files.writeString(folder.resolve("home"), "a file where a folder should be");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Result result = run(
                List.of("--enable-native-access=ALL-UNNAMED", "-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary),
                "kernels");
        assertEquals(new Result(0, "kernels " + BEST + " ok\n"), result);
        assertFalse(isEmpty(temporary));
    }

    @Test
    void whatTheSystemLacksIsSaid() {
        Path library = Path.of("/cache/libmarkhor_kernels.so");
        String musl =
                NativeLibrary.explain(library, library + ": Error relocating " + library + ": x: symbol not found");
        assertTrue(musl.contains("musl") && musl.contains("glibc"), musl);
        String old = NativeLibrary.explain(
                library,
                "/lib/x86_64-linux-gnu/libm.so.6: version `GLIBC_2.29' not found (required by " + library + ")");
        assertTrue(old.contains("older") && old.contains("GLIBC_2.29"), old);
        String zlib = NativeLibrary.explain(library, "libz.so.1: cannot open shared object file");
        assertTrue(zlib.contains("zlib1g"), zlib);
        String noexec = NativeLibrary.explain(library, "failed to map segment from shared object");
        assertTrue(noexec.contains("noexec") && noexec.contains("-Dmarkhor.cache=FOLDER"), noexec);
    }

    @Test
    void noFolderAtAllIsSaid() throws Exception {
        Result result = run(
                List.of("--enable-native-access=ALL-UNNAMED", "-Duser.home=/proc", "-Djava.io.tmpdir=/proc"),
                "kernels");
        assertTrue(result.output.contains("name one with -Dmarkhor.cache=FOLDER"), result.output);
    }

    /** JDK 24 and later can deny native access; earlier ones do not know the option. */
    @Test
    void deniedAccessNamesTheFlag() throws Exception {
        boolean canDeny = Runtime.version().feature() >= 24;
        List<String> options = new ArrayList<>(List.of("-Dmarkhor.cache=" + folder.resolve("cache")));
        if (canDeny) {
            options.add("--illegal-native-access=deny");
        }
        Result result = run(options, "kernels");
        assertTrue(
                result.output.contains(canDeny ? "--enable-native-access=ALL-UNNAMED" : BEST + " ok"), result.output);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
