package dev.markhor.verify.npy;

import dev.markhor.error.MalformedFileException;
import dev.markhor.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Named arrays in a zip archive, as {@code numpy.savez} and {@code savez_compressed} write them. */
public final class Npz implements AutoCloseable {
    private static final String SUFFIX = ".npy";
    private static final int MOST_MEMBERS = 1 << 16;
    /** Deflate cannot do better than 1032 to 1. */
    private static final long BEST_RATIO = 1040;
    /** Written into archives in place of the time, so that equal values give equal files. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path path;
    private final ZipFile zip;
    private final Map<String, ZipEntry> members;

    private Npz(Path path, ZipFile zip, Map<String, ZipEntry> members) {
        this.path = path;
        this.zip = zip;
        this.members = members;
    }

    /**
     * @throws MalformedFileException if it is damaged or no zip archive
     * @throws UncheckedIOException if it cannot be read
     */
    public static Npz open(Path file) {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new MalformedFileException(file + ": not a .npz archive: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return new Npz(file, zip, list(file, zip));
        } catch (RuntimeException e) {
            try {
                zip.close();
            } catch (IOException inClose) {
                e.addSuppressed(inClose);
            }
            throw e;
        }
    }

    private static Map<String, ZipEntry> list(Path file, ZipFile zip) {
        if (zip.size() > MOST_MEMBERS) {
            throw new MalformedFileException(file + ": " + zip.size() + " arrays, the limit is " + MOST_MEMBERS);
        }
        Map<String, ZipEntry> members = new LinkedHashMap<>();
        zip.stream().filter(entry -> entry.getName().endsWith(SUFFIX)).forEach(entry -> {
            String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            if (members.put(name, entry) != null) {
                throw new MalformedFileException(file + ": two arrays are called " + name);
            }
        });
        return members;
    }

    /** Reads all arrays of an archive, in its order. Throws what {@link #open} and {@link #read} throw. */
    public static Map<String, Tensor> readAll(Path file) {
        try (Npz npz = open(file)) {
            Map<String, Tensor> arrays = new LinkedHashMap<>();
            npz.names().forEach(name -> arrays.put(name, npz.read(name)));
            return arrays;
        }
    }

    /** Names of the arrays in the archive's order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** Array {@code name}, if there is one. Throws what {@link #read} throws. */
    public Optional<Tensor> find(String name) {
        return members.containsKey(name) ? Optional.of(read(name)) : Optional.empty();
    }

    /**
     * @throws MalformedFileException if there is no array of this name, or it is damaged
     * @throws dev.markhor.error.UnsupportedModelException if its type has no counterpart
     * @throws UncheckedIOException if it cannot be read
     */
    public Tensor read(String name) {
        ZipEntry entry = members.get(name);
        if (entry == null) {
            throw new MalformedFileException(path + ": no array " + name + " among " + members.keySet());
        }
        String file = path + ", " + name;
        if (entry.getSize() / BEST_RATIO > entry.getCompressedSize()) {
            throw new MalformedFileException(
                    file + ": " + entry.getCompressedSize() + " bytes cannot hold " + entry.getSize());
        }
        try (CheckedInputStream in =
                new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32())) {
            Tensor array = Npy.read(file, in, entry.getSize());
            in.skip(Long.MAX_VALUE);
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new MalformedFileException(file + ": damaged: the checksum is another");
            }
            return array;
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(file + ": damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a deflated archive that {@code numpy.load} reads. Strings become UTF-8 bytes, bfloat16 becomes float32.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, Map<String, Tensor> arrays) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
                entry.setTimeLocal(EPOCH);
                zip.putNextEntry(entry);
                Npy.write(zip, array.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
