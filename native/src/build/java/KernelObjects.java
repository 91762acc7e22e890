import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compiles the kernels, each unit with the flags of its instruction set, and what is not bound to one. */
final class KernelObjects {
    private static final List<String> COMMON = List.of(
            "-std=c++17",
            "-O3",
            "-fPIC",
            "-fvisibility=hidden",
            "-fno-exceptions",
            "-fno-rtti",
            "-fno-threadsafe-statics",
            "-fno-math-errno",
            "-fno-trapping-math",
            "-ffp-contract=fast",
            "-ffunction-sections",
            "-fdata-sections",
            "-Wall",
            "-Wextra",
            "-Wno-psabi");

    private record Isa(String tag, List<String> flags) {}

    /** By processor. NEON belongs to the first instruction set of aarch64, so that the portable kernels have it there. */
    private static final Map<String, List<Isa>> ISAS = Map.of(
            "x86_64",
            List.of(
                    new Isa("portable", List.of("-march=x86-64")),
                    new Isa("avx2", List.of("-march=x86-64-v3")),
                    new Isa("avx512", List.of("-march=x86-64-v4", "-mprefer-vector-width=512"))),
            "aarch64",
            List.of(new Isa("portable", List.of("-march=armv8-a"))));

    private final Path base;
    private final Path work;
    private final Compiler compiler;

    KernelObjects(Path base, Path work, Compiler compiler) {
        this.base = base;
        this.work = work;
        this.compiler = compiler;
    }

    /** Objects of every instruction set and of the interpreter. */
    List<Path> all() throws IOException {
        List<Isa> isas = ISAS.get(compiler.processor());
        if (isas == null) {
            throw new IOException("there are kernels for " + ISAS.keySet() + ", not for " + compiler.processor());
        }
        List<Compiler.Unit> units = new ArrayList<>();
        List<Path> kernels = new ArrayList<>();
        List<Path> all = new ArrayList<>();
        for (Path source : sources(base.resolve("src"), ".cpp")) {
            for (Isa isa : isas) {
                if (source.getFileName().toString().endsWith("_" + isa.tag + ".cpp")) {
                    Path object = work.resolve("objects")
                            .resolve(source.getFileName().toString().replace(".cpp", ".o"));
                    units.add(new Compiler.Unit(source, object, concat(COMMON, isa.flags)));
                    kernels.add(object);
                }
            }
        }
        boolean compiled = compiler.compile(units);
        if (!compiler.isInstrumented() && (compiled || !Files.exists(work.resolve("objects/checked")))) {
            checkSymbols(kernels);
            Files.writeString(work.resolve("objects/checked"), "");
        }
        all.addAll(kernels);
        all.addAll(objects(sources(base.resolve("src/program"), ".cpp"), "program", List.of()));
        return all;
    }

    /** Compiles sources that need no instruction set of their own. */
    List<Path> objects(List<Path> sources, String folder, List<String> flags) throws IOException {
        List<Compiler.Unit> units = new ArrayList<>();
        for (Path source : sources) {
            Path object =
                    work.resolve(folder).resolve(source.getFileName().toString().replace(".cpp", ".o"));
            units.add(new Compiler.Unit(source, object, concat(COMMON, flags)));
        }
        compiler.compile(units);
        return new ArrayList<>(units.stream().map(Compiler.Unit::object).toList());
    }

    /**
     * A weak symbol is an inline function that the linker would merge across units of different instruction sets; a strong one
     * must be a kernel with the set in its name.
     */
    private static void checkSymbols(List<Path> objects) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path object : objects) {
            String name = object.getFileName().toString();
            String isa = name.substring(name.lastIndexOf('_') + 1, name.length() - 2);
            for (String line : Compiler.output(List.of("nm", "--defined-only", "-g", object.toString()))
                    .split("\n")) {
                String[] words = line.trim().split("\\s+");
                if (words.length < 3 || words[1].equals("T") && words[2].matches("mk_\\w+_" + isa)) {
                    continue;
                }
                wrong.add(name + ": " + line.trim());
            }
        }
        if (!wrong.isEmpty()) {
            throw new IOException(
                    "everything in a kernel unit but mk_<name>_<isa> must be static or in an anonymous namespace:\n  "
                            + String.join("\n  ", wrong));
        }
    }

    static List<Path> sources(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList());
        }
    }

    private static List<String> concat(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
