import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.javacpp.tools.Builder;
import org.bytedeco.javacpp.tools.ParserException;

/** JNI glue for the classes with native methods, written by JavaCPP when one of them changed. */
final class Glue {
    private static final List<String> CLASSES = List.of("KernelLibrary", "OpenBlasLibrary", "Hdf5Library");

    private final Path folder;
    private final Path classes;

    Glue(Path folder, Path classes) {
        this.folder = folder;
        this.classes = classes;
    }

    void generate() throws IOException {
        var digest = Compiler.sha256();
        List<String> names = new ArrayList<>();
        for (String name : CLASSES) {
            digest.update(Files.readAllBytes(classes.resolve("dev/markhor/binding/" + name + ".class")));
            names.add("dev.markhor.binding." + name);
        }
        String expected = HexFormat.of().formatHex(digest.digest());
        Path key = folder.resolve("key");
        if (Files.exists(key) && Files.readString(key).equals(expected)) {
            return;
        }
        Files.createDirectories(folder);
        try {
            new Builder()
                    .classPaths(classes.toString())
                    .properties("linux-x86_64")
                    .outputDirectory(folder.toFile())
                    .compile(false)
                    .deleteJniFiles(false)
                    .classesOrPackages(names.toArray(String[]::new))
                    .build();
        } catch (InterruptedException | ClassNotFoundException | NoClassDefFoundError | ParserException e) {
            throw new IOException("JavaCPP: " + e, e);
        }
        Files.writeString(key, expected);
    }
}
