import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs g++ only where something changed: next to each output lies a {@code .key}, a hash of the command and of every file
 * that went into it (for objects as g++ itself lists them).
 */
final class Compiler {
    private final String cxx;
    private final String version;
    private final String processor;
    private final List<Path> include;
    private final Instruments instruments;

    Compiler(List<Path> include) throws IOException {
        this.include = include;
        instruments = Instruments.wanted();
        String wanted = System.getenv("CXX");
        cxx = wanted == null || wanted.isBlank() ? "g++" : wanted;
        version = output(List.of(cxx, "-dumpfullversion", "-dumpmachine"));
        String machine = output(List.of(cxx, "-dumpmachine")).trim();
        processor = machine.substring(0, machine.indexOf('-'));
    }

    /** What it compiles for: x86_64 or aarch64. */
    String processor() {
        return processor;
    }

    /** The folder of the libraries in the jar. */
    String platform() {
        return "linux-" + processor;
    }

    /** Whether it compiles for another processor than this machine's. */
    boolean isCross() {
        return !processor.equals(System.getProperty("os.arch").replace("amd64", "x86_64"));
    }

    /** Where everything that is made on the way goes. */
    Path work(Path base) {
        return base.resolve("target").resolve((isCross() ? platform() : "native") + instruments.suffix());
    }

    /** Folders of our own headers; a unit's flags name what else it needs. */
    static List<Path> includes(Path base) {
        return List.of(base.resolve("include"), base.resolve("src"));
    }

    /** Flags for what includes jni.h. */
    static List<String> jni() {
        Path jdk = Path.of(System.getProperty("java.home"), "include");
        return List.of("-I" + jdk, "-I" + jdk.resolve("linux"));
    }

    record Unit(Path source, Path object, List<String> flags) {}

    /** Whether g++ adds symbols of their own to every object. */
    boolean isInstrumented() {
        return !instruments.flags().isEmpty();
    }

    /** Libraries that instrumented ones need. */
    List<String> instrumentLibraries() {
        return instruments.libraries();
    }

    /** Compiles what is out of date, as many at a time as there are processors; true if any was. */
    boolean compile(List<Unit> units) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (Unit unit : units) {
                results.add(pool.submit((Callable<Boolean>) () -> compile(unit)));
            }
            boolean any = false;
            for (Future<Boolean> result : results) {
                any |= result.get();
            }
            return any;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean compile(Unit unit) throws IOException {
        Path listed = Path.of(unit.object + ".d");
        Path key = Path.of(unit.object + ".key");
        List<String> command = new ArrayList<>(List.of(cxx, "-c"));
        command.addAll(unit.flags);
        command.addAll(instruments.compiling());
        include.forEach(path -> command.add("-I" + path));
        command.addAll(List.of("-MMD", "-MF", listed.toString(), unit.source.toString(), "-o", unit.object.toString()));
        if (isCurrent(key, unit.object, command, listed)) {
            return false;
        }
        Files.createDirectories(unit.object.getParent());
        System.out.println("g++ " + unit.object.getFileName());
        run(command);
        Files.writeString(key, key(command, dependencies(listed)));
        return true;
    }

    /** Links if an object or the command changed. */
    boolean link(Path library, List<Path> inputs, List<String> arguments) throws IOException {
        Path key = Path.of(library + ".key");
        List<String> command = new ArrayList<>(List.of(cxx, "-shared", "-o", library.toString()));
        inputs.forEach(path -> command.add(path.toString()));
        command.addAll(arguments);
        String expected = key(command, inputs);
        if (Files.exists(library) && Files.exists(key) && Files.readString(key).equals(expected)) {
            return false;
        }
        Files.createDirectories(library.getParent());
        System.out.println("g++ " + library.getFileName());
        run(command);
        Files.writeString(key, expected);
        return true;
    }

    /** Links a program, always. */
    void linkProgram(Path program, List<Path> inputs, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(cxx, "-o", program.toString()));
        inputs.forEach(path -> command.add(path.toString()));
        command.addAll(arguments);
        command.addAll(instruments.flags());
        run(command);
    }

    private boolean isCurrent(Path key, Path output, List<String> command, Path listed) throws IOException {
        return Files.exists(output)
                && Files.exists(key)
                && Files.exists(listed)
                && Files.readString(key).equals(key(command, dependencies(listed)));
    }

    private static List<Path> dependencies(Path listed) throws IOException {
        String text = Files.readString(listed).replace("\\\n", " ");
        List<Path> paths = new ArrayList<>();
        for (String word : text.substring(text.indexOf(": ") + 2).trim().split("\\s+")) {
            paths.add(Path.of(word));
        }
        return paths;
    }

    private String key(List<String> command, List<Path> inputs) throws IOException {
        MessageDigest digest = sha256();
        digest.update((version + command).getBytes(StandardCharsets.UTF_8));
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                return "missing " + input;
            }
            digest.update(Files.readAllBytes(input));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command and shows what it says. */
    void run(List<String> command) throws IOException {
        System.out.print(output(command));
    }

    /** What a command prints; if it fails, that is the exception's message. */
    static String output(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(
                    "The native module needs a C++17 compiler (g++, or the CXX variable): " + e.getMessage(), e);
        }
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("failed with status " + status + ": " + String.join(" ", command) + "\n" + text);
            }
            return text;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
