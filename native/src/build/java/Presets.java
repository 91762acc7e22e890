import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Takes the libraries and headers that are needed out of the presets' jars. libopenblas and libhdf5 get a SONAME of their own:
 * the system looks a library up by SONAME among all that the process has loaded, so another copy that some other code brought
 * along would silently stand in for ours.
 */
final class Presets {
    private record Library(String preset, String file, String soname, String copy) {
        boolean isOptional() {
            return file.startsWith("libquadmath"); // belongs to x86_64 alone
        }
    }

    private static final List<Library> LIBRARIES = List.of(
            new Library("openblas", "libopenblas.so.0", "libopenblas.so.0", "libmkblas0331.so"),
            new Library("openblas", "libgfortran.so.5", null, "libgfortran.so.5"),
            new Library("openblas", "libquadmath.so.0", null, "libquadmath.so.0"),
            new Library("openblas", "libgcc_s.so.1", null, "libgcc_s.so.1"),
            new Library("hdf5", "libhdf5.so.310", "libhdf5.so.310", "libmkhdf5_1.so"));

    private final String platform;
    private final Path headers;
    private final Path staged;

    /** @param platform the name of ours */
    Presets(String platform, Path headers, Path staged) {
        this.platform = platform.replace("aarch64", "arm64"); // JavaCPP's name
        this.headers = headers;
        this.staged = staged;
    }

    /** The preset's library that a shim is linked to. */
    String library(String shim) {
        return LIBRARIES.stream()
                .filter(library -> library.preset.equals(shim) && library.soname != null)
                .findFirst()
                .orElseThrow()
                .copy;
    }

    void stage(String preset, Path jar) throws IOException {
        Files.createDirectories(staged);
        Path key = headers.resolve(preset + ".key");
        String expected = jar.getFileName() + " " + Files.size(jar);
        boolean complete = Files.exists(key) && Files.readString(key).equals(expected);
        for (Library library : LIBRARIES) {
            complete &= !library.preset.equals(preset)
                    || library.isOptional()
                    || Files.exists(staged.resolve(library.copy));
        }
        if (!complete) {
            System.out.println("unpacking " + jar.getFileName());
            unpack(preset, jar);
            Files.writeString(key, expected);
        }
    }

    private void unpack(String preset, Path jar) throws IOException {
        String root = "org/bytedeco/" + preset + '/' + platform + '/';
        String include = root + "include/";
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (!entry.isDirectory() && entry.getName().startsWith(include)) {
                    Path target =
                            headers.resolve(preset).resolve(entry.getName().substring(include.length()));
                    Files.createDirectories(target.getParent());
                    Files.write(target, read(zip, entry));
                }
            }
            for (Library library : LIBRARIES) {
                if (!library.preset.equals(preset)) {
                    continue;
                }
                ZipEntry entry = zip.getEntry(root + library.file);
                if (entry == null && library.isOptional()) {
                    continue;
                }
                if (entry == null) {
                    throw new IOException(jar + " lacks " + root + library.file);
                }
                byte[] bytes = read(zip, entry);
                if (library.soname != null) {
                    rename(bytes, library.soname, library.copy);
                }
                Files.write(staged.resolve(library.copy), bytes);
            }
        }
    }

    private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** Both names have one length, so the library stays as it is otherwise. */
    private static void rename(byte[] bytes, String from, String to) throws IOException {
        byte[] old = ("\0" + from + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] fresh = ("\0" + to + "\0").getBytes(StandardCharsets.US_ASCII);
        int found = -1;
        for (int i = 0; i + old.length <= bytes.length; i++) {
            if (bytes[i + 1] == old[1] && java.util.Arrays.equals(bytes, i, i + old.length, old, 0, old.length)) {
                if (found >= 0) {
                    throw new IOException(from + " occurs more than once");
                }
                found = i;
            }
        }
        if (found < 0 || old.length != fresh.length) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
        System.arraycopy(fresh, 0, bytes, found, fresh.length);
    }
}
