import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compiles and runs stand-alone C++ tests of the kernels; see {@code native/cpp-test}. */
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
        Path work = base.resolve("target/native");
        Compiler compiler = new Compiler(Compiler.includes(base));
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
            List<String> command = new ArrayList<>(List.of("g++", "-o", program.toString(), object.toString()));
            objects.forEach(path -> command.add(path.toString()));
            command.addAll(List.of("-Wl,--gc-sections", "-lpthread"));
            compiler.run(command);
            compiler.run(List.of(program.toString()));
        }
    }
}
