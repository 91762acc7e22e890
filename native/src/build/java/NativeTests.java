import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles and runs stand-alone C++ tests of the kernels; see {@code native/cpp-test}. The variable RUN_WITH holds an emulator and
 * its options, for programs of another processor; see {@code native/aarch64-test}.
 */
public final class NativeTests {
    private NativeTests() {}

    /** Arguments: the module's folder, then names of tests (none: all). */
    public static void main(String[] args) {
        try {
            run(Path.of(args[0]).toRealPath(), Arrays.asList(args).subList(1, args.length));
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Path base, List<String> names) throws IOException {
        Compiler compiler = new Compiler(Compiler.includes(base));
        Path work = compiler.work(base);
        String emulator = System.getenv().getOrDefault("RUN_WITH", "").trim();
        List<Path> objects = new KernelObjects(base, work, compiler).all();
        Path tests = base.resolve("src/test/cpp");
        List<Path> sources = names.isEmpty()
                ? KernelObjects.sources(tests, "_test.cpp")
                : names.stream().map(name -> tests.resolve(name + "_test.cpp")).toList();
        for (Path source : sources) {
            Path program =
                    work.resolve("test").resolve(source.getFileName().toString().replace(".cpp", ""));
            Path object = Path.of(program + ".o");
            compiler.compile(List.of(new Compiler.Unit(source, object, List.of("-std=c++17", "-O2", "-g", "-Wall"))));
            List<Path> inputs = new ArrayList<>(List.of(object));
            inputs.addAll(objects);
            compiler.linkProgram(program, inputs, List.of("-Wl,--gc-sections", "-lpthread"));
            List<String> command = new ArrayList<>(emulator.isEmpty() ? List.of() : List.of(emulator.split(" +")));
            command.add(program.toString());
            compiler.run(command);
        }
    }
}
