package dev.markhor.formats.keras;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a {@code .keras} archive as Keras does: nothing is compressed. */
public final class KerasArchiveWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final ZipOutputStream zip;

    private KerasArchiveWriter(ZipOutputStream zip) {
        this.zip = zip;
    }

    /** @param kerasVersion whose configuration it is */
    public static KerasArchiveWriter create(Path path, String configJson, String kerasVersion) throws IOException {
        KerasArchiveWriter archive = new KerasArchiveWriter(new ZipOutputStream(Files.newOutputStream(path)));
        try {
            String saved = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss"));
            archive.text(
                    KerasArchive.METADATA,
                    "{\"keras_version\": \"" + kerasVersion + "\", \"date_saved\": \"" + saved + "\"}");
            archive.text(KerasArchive.CONFIG, configJson);
            return archive;
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private void text(String name, String text) throws IOException {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        begin(name, bytes.length, crc);
        zip.write(bytes);
    }

    /** @param path below {@code assets/} */
    public void asset(String path, byte[] content) throws IOException {
        bytes(KerasArchive.ASSETS + "/" + path, content);
    }

    /** The weights, copied from a file. */
    public void weights(Path hdf5) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream in = Files.newInputStream(hdf5)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
                size += count;
            }
        }
        begin(KerasArchive.WEIGHTS.get(0), size, crc);
        copy(hdf5, zip);
    }

    private static void copy(Path from, OutputStream to) throws IOException {
        Files.copy(from, to);
    }

    private void begin(String name, long size, CRC32 crc) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
