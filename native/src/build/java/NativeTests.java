import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles and runs stand-alone C++ tests of the kernels; see {@code native/cpp-test}. The variable RUN_WITH holds an emulator and
 * its options, for programs of another processor; see {@code native/aarch64-test}. INSTRUMENT: {@link Instruments}.
 */
public final class NativeTests {
    private static final String SUFFIX = "_test.cpp";

    private final Path tests;
    private final Path work;
    private final Compiler compiler;
    private final List<Path> kernels;

    private NativeTests(Path base) throws IOException {
        compiler = new Compiler(Compiler.includes(base));
        work = compiler.work(base);
        tests = base.resolve("src/test/cpp");
        kernels = new KernelObjects(base, work, compiler).all();
    }

    /** Arguments: the module's folder, then names of tests (none: all), or {@code --build} and the name of a program that is not run. */
    public static void main(String[] args) {
        try {
            NativeTests programs = new NativeTests(Path.of(args[0]).toRealPath());
            List<String> names = Arrays.asList(args).subList(1, args.length);
            if (!names.isEmpty() && names.get(0).equals("--build")) {
                System.out.println(programs.build(names.get(1)));
            } else {
                programs.run(names);
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<String> names) throws IOException {
        String emulator = System.getenv().getOrDefault("RUN_WITH", "").trim();
        List<String> wanted = names.isEmpty()
                ? KernelObjects.sources(tests, SUFFIX).stream()
                        .map(source -> source.getFileName().toString().replace(SUFFIX, ""))
                        .toList()
                : names;
        for (String name : wanted) {
            List<String> command = new ArrayList<>(emulator.isEmpty() ? List.of() : List.of(emulator.split(" +")));
            command.add(build(name + "_test").toString());
            compiler.run(command);
        }
    }

    /** The program of one source, linked with the kernels. */
    private Path build(String name) throws IOException {
        Path program = work.resolve("test").resolve(name);
        Path object = Path.of(program + ".o");
        compiler.compile(List.of(new Compiler.Unit(
                tests.resolve(name + ".cpp"), object, List.of("-std=c++17", "-O2", "-g", "-Wall", "-Wno-psabi"))));
        List<Path> inputs = new ArrayList<>(List.of(object));
        inputs.addAll(kernels);
        compiler.linkProgram(program, inputs, List.of("-Wl,--gc-sections", "-lpthread"));
        return program;
    }
}
