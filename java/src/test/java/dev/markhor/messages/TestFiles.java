package dev.markhor.messages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes small and damaged files in a folder. */
final class TestFiles {
    private final Path folder;

    TestFiles(Path folder) {
        this.folder = folder;
    }

    /** A file of these characters, a byte each. */
    Path of(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** An archive with members that hold an empty JSON object. */
    Path zip(String name, String... members) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String member : members) {
                zip.putNextEntry(new ZipEntry(member));
                zip.write("{}".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return file;
    }

    /** An archive without the members whose names end so. */
    Path without(Path archive, String end) throws IOException {
        Path file = folder.resolve("without.keras");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(archive));
                ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().endsWith(end)) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(zip);
                }
            }
        }
        return file;
    }

    /** A folder with copies of files. */
    Path folder(String name, Path from, String... copied) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        for (String file : copied) {
            Files.copy(from.resolve(file), made.resolve(file));
        }
        return made;
    }

    /** Takes the end of a file away. */
    Path cut(Path file, int length) throws IOException {
        return Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }

    /** Changes one byte. */
    Path change(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x55;
        return Files.write(file, bytes);
    }
}
