import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * Writes the class LibraryIndex_PLATFORM: the loader must know hash and sizes without opening a resource, which would cost several
 * milliseconds at each start. It is compiled here, after the libraries exist, and announces itself in its static initialiser.
 */
final class Index {
    private record Group(String name, List<String> files) {}

    /** Files in the order in which they are extracted; the last one is loaded. */
    private static final List<Group> GROUPS = List.of(
            new Group("KERNELS", List.of("libmarkhor_kernels.so")),
            new Group(
                    "OPENBLAS",
                    List.of(
                            "libgcc_s.so.1",
                            "libquadmath.so.0",
                            "libgfortran.so.5",
                            "libmkblas0331.so",
                            "libmarkhor_openblas.so")),
            new Group("HDF5", List.of("libmkhdf5_1.so", "libmarkhor_hdf5.so")));

    private final String name;
    private final Path compiled;
    private final Path binding;
    private final Path staged;
    private final Path work;

    /**
     * @param compiled the module's classes
     * @param classes where the index goes, and the folder of the platform's libraries is
     */
    Index(String platform, Path compiled, Path classes, Path work) {
        name = "LibraryIndex_" + platform.replace('-', '_');
        binding = classes.resolve("dev/markhor/binding");
        staged = binding.resolve(platform);
        this.compiled = compiled;
        this.work = work;
    }

    void write() throws IOException {
        StringBuilder text =
                new StringBuilder("package dev.markhor.binding;\n\nfinal class " + name + " {\n    static {\n");
        Files.createDirectories(work);
        for (Group group : GROUPS) {
            if (!Files.exists(staged.resolve(group.files.get(group.files.size() - 1)))) {
                continue;
            }
            StringBuilder sizes = new StringBuilder();
            StringBuilder names = new StringBuilder();
            for (String file : present(group)) {
                names.append(names.isEmpty() ? "" : ", ")
                        .append('"')
                        .append(file)
                        .append('"');
                sizes.append(sizes.isEmpty() ? "" : ", ")
                        .append(Files.size(staged.resolve(file)))
                        .append('L');
            }
            text.append("        NativeLibrary.")
                    .append(group.name)
                    .append(".describe(\"")
                    .append(hash(group));
            text.append("\", new String[] {")
                    .append(names)
                    .append("}, new long[] {")
                    .append(sizes)
                    .append("});\n");
        }
        text.append("    }\n}\n");
        Path source = work.resolve(name + ".java");
        Path index = binding.resolve(name + ".class");
        if (Files.exists(index)
                && Files.exists(source)
                && Files.readString(source).equals(text.toString())) {
            return;
        }
        Files.writeString(source, text);
        // Not straight into the classes: with their module-info there, javac would want the whole module.
        Path fresh = work.resolve("classes");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-proc:none",
                        "-implicit:none",
                        "-cp",
                        compiled.toString(),
                        "-d",
                        fresh.toString(),
                        source.toString());
        if (status != 0) {
            throw new IOException("cannot compile " + source);
        }
        Files.copy(
                fresh.resolve("dev/markhor/binding").resolve(index.getFileName()),
                index,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Not every platform has all: libquadmath is one of x86_64. */
    private List<String> present(Group group) {
        return group.files.stream()
                .filter(file -> Files.exists(staged.resolve(file)))
                .toList();
    }

    /** Hashes of unchanged files are kept: one of them has 37 MB. */
    private String hash(Group group) throws IOException {
        var digest = Compiler.sha256();
        for (String file : present(group)) {
            Path path = staged.resolve(file);
            Path kept = work.resolve(file + ".hash");
            String stamp =
                    Files.size(path) + " " + Files.getLastModifiedTime(path).toMillis() + " ";
            String line = Files.exists(kept) ? Files.readString(kept) : "";
            if (!line.startsWith(stamp)) {
                line = stamp + HexFormat.of().formatHex(Compiler.sha256().digest(Files.readAllBytes(path)));
                Files.writeString(kept, line);
            }
            digest.update(line.substring(stamp.length()).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
