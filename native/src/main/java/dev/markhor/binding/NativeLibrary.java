package dev.markhor.binding;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;

/**
 * One of the three native libraries, with the files it needs beside it: extracted to the user's cache on first use, loaded
 * once for each class loader.
 *
 * <p>The folder's name is a hash of the files, made by the build, so a file that is there and has the right size is the right
 * one. Files appear by atomic rename, so any number of processes may extract at once. Nothing is read from the jar when the
 * cache has it: the first resource costs more than all the loading.
 */
final class NativeLibrary {
    static final NativeLibrary KERNELS = new NativeLibrary("kernels");
    static final NativeLibrary OPENBLAS = new NativeLibrary("openblas");
    static final NativeLibrary HDF5 = new NativeLibrary("hdf5");

    /** As many class loaders as one process may load a library from. */
    private static final int MAX_LOADERS = 64;

    private static final long ABANDONED_MILLIS = 3_600_000;

    private final String name;
    private String hash;
    private String[] files;
    private long[] sizes;
    private volatile boolean loaded;

    private NativeLibrary(String name) {
        this.name = name;
    }

    /** Called by the generated class LibraryIndex_PLATFORM; the last file is the one to load. */
    void describe(String hash, String[] files, long[] sizes) {
        this.hash = hash;
        this.files = files;
        this.sizes = sizes;
    }

    /**
     * Makes sure that the library is loaded.
     *
     * @throws NativeLoadException if it cannot be; the message says what to do
     */
    void load() {
        if (!loaded) {
            loadOnce();
        }
    }

    private synchronized void loadOnce() {
        if (loaded) {
            return;
        }
        String platform = platform();
        try {
            Class.forName("dev.markhor.binding.LibraryIndex_" + platform.replace('-', '_')); // calls describe()
        } catch (ClassNotFoundException e) {
            throw new NativeLoadException(refusal("Markhor's native libraries"), e);
        }
        if (files == null) {
            throw new NativeLoadException(refusal("the native library '" + name + "'"), null);
        }
        try {
            Path folder = CacheFolder.locate().resolve(name + '-' + hash);
            for (int i = 0; i < files.length; i++) {
                extract(platform, folder, files[i], sizes[i]);
            }
            loadFrom(folder, files[files.length - 1]);
        } catch (IOException e) {
            throw new NativeLoadException("Cannot unpack the native library '" + name + "': " + e, e);
        }
        loaded = true;
    }

    /** The folder of this machine's libraries, if there are any. */
    private static String platform() {
        String arch = System.getProperty("os.arch", "");
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT)
                + '-'
                + (arch.equals("amd64") ? "x86_64" : arch);
    }

    private static String refusal(String what) {
        return "The class path lacks " + what + " for " + System.getProperty("os.name") + " on "
                + System.getProperty("os.arch") + "; Markhor runs on Linux on x86_64, where its jars have all of them";
    }

    private static void extract(String platform, Path folder, String file, long size) throws IOException {
        File target = new File(folder.toString(), file);
        if (target.length() == size) { // a shorter file would kill the process when it is loaded
            return;
        }
        Files.createDirectories(folder);
        removeAbandoned(folder);
        File part = newPart(folder, file);
        try (InputStream in = Objects.requireNonNull(
                        NativeLibrary.class.getResourceAsStream(platform + '/' + file), "missing in the jar: " + file);
                OutputStream out = new FileOutputStream(part)) {
            long written = in.transferTo(out);
            if (written != size) {
                throw new IOException(file + " has " + written + " bytes instead of " + size);
            }
        } catch (IOException | RuntimeException e) {
            part.delete();
            throw e;
        }
        Files.move(part.toPath(), target.toPath(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static File newPart(Path folder, String file) throws IOException {
        for (long unique = System.nanoTime(); ; unique++) {
            File part = new File(folder.toString(), file + '.' + unique + ".part");
            if (part.createNewFile()) {
                return part;
            }
        }
    }

    /** What a process that was killed while it extracted left behind. */
    private static void removeAbandoned(Path folder) {
        File[] parts = folder.toFile().listFiles((dir, file) -> file.endsWith(".part"));
        long oldest = System.currentTimeMillis() - ABANDONED_MILLIS;
        for (File part : parts == null ? new File[0] : parts) {
            if (part.lastModified() < oldest) {
                part.delete();
            }
        }
    }

    /** A file loads for one class loader only; hard links to it load for others, and all share one image. */
    private void loadFrom(Path folder, String file) throws IOException {
        for (int slot = 0; ; slot++) {
            Path path = folder.resolve(slot == 0 ? file : file + '.' + slot);
            try {
                if (slot > 0 && !Files.exists(path)) {
                    Files.createLink(path, folder.resolve(file));
                }
            } catch (FileAlreadyExistsException anotherProcess) {
                // Its link is as good as ours.
            }
            try {
                System.load(path.toString());
                return;
            } catch (IllegalCallerException e) {
                throw new NativeLoadException(
                        "Java was told to deny native access: start it with --enable-native-access=ALL-UNNAMED, or "
                                + "--enable-native-access=dev.markhor.binding if Markhor is on the module path",
                        e);
            } catch (UnsatisfiedLinkError e) {
                String message = String.valueOf(e.getMessage());
                if (slot >= MAX_LOADERS || !message.contains("already loaded in another classloader")) {
                    throw new NativeLoadException(explain(path, message), e);
                }
            }
        }
    }

    static String explain(Path path, String message) {
        // as only musl's loader says; libraries refer to what it lacks, see src/glibc
        if (message.contains("Error relocating") || message.contains("Error loading shared library")) {
            return "This system's C library is musl, as Alpine's is; Markhor's libraries need glibc. Use an image that has it, "
                    + "such as eclipse-temurin:17-jre or debian:stable-slim (" + message + ")";
        }
        if (message.contains("version `GLIBC_")) {
            return "This system's C library, glibc, is older than Markhor's libraries need; use a newer system ("
                    + message + ")";
        }
        if (message.contains("libz.so.1")) {
            return "The HDF5 library needs the system's zlib (libz.so.1), which is not installed; Debian and Ubuntu call the "
                    + "package zlib1g, Fedora zlib, Alpine has none that fits";
        }
        if (message.contains("failed to map segment")) {
            return "The folder " + path.getParent()
                    + " does not allow execution (is it mounted noexec?); name another one with "
                    + "-Dmarkhor.cache=FOLDER";
        }
        return "Cannot load " + path + ": " + message;
    }
}
