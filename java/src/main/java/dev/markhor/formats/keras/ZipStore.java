package dev.markhor.formats.keras;

import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.zip.ZipArchive;
import dev.markhor.formats.zip.ZipMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A zipped Keras archive. Stored weights are read in place; compressed ones go to a temporary file. */
final class ZipStore implements ArchiveStore {
    private final ZipArchive zip;
    private final boolean verified;
    private Path extracted;

    ZipStore(ZipArchive zip, boolean verified) {
        this.zip = zip;
        this.verified = verified;
    }

    @Override
    public Set<String> names() {
        return zip.members().keySet();
    }

    @Override
    public Optional<byte[]> read(String name) {
        return zip.read(name);
    }

    @Override
    public V3Weights openWeights(String name) {
        ZipMember member = zip.members().get(name);
        long offset = zip.offset(member);
        if (verified && offset >= 0) {
            zip.verify(member);
        }
        Hdf5File file = offset >= 0
                ? Hdf5File.open(zip.path(), offset, member.size())
                : Hdf5File.openCopy(extract(member), zip.path().resolve(member.name()));
        try {
            return V3Weights.of(file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Path extract(ZipMember member) {
        try {
            extracted = Files.createTempFile("markhor", ".h5");
            zip.extract(member, extracted);
            return extracted;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary file: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        zip.close();
        if (extracted != null) {
            try {
                Files.deleteIfExists(extracted);
            } catch (IOException ignored) {
                // a temporary file that stays behind harms nobody
            }
        }
    }
}
