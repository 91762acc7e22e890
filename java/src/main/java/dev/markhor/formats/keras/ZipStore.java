package dev.markhor.formats.keras;

import dev.markhor.formats.ReadChecksums;
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
        if (offset < 0) { // its checksum is compared while it is extracted
            return open(Hdf5File.openCopy(extract(member), place(name)), () -> {});
        }
        if (!verified) {
            return open(Hdf5File.open(zip.path(), place(name), offset, member.size(), Optional.empty()), () -> {});
        }
        ReadChecksums read = new ReadChecksums();
        Runnable verification = () -> zip.verify(member, read);
        try {
            return open(Hdf5File.open(zip.path(), place(name), offset, member.size(), Optional.of(read)), verification);
        } catch (RuntimeException e) {
            verification.run(); // that it is damaged tells more than what came of it
            throw e;
        }
    }

    /** What errors call a member, stored or deflated. */
    private Path place(String name) {
        return zip.path().resolveSibling(zip.path().getFileName() + ", member " + name);
    }

    private static V3Weights open(Hdf5File file, Runnable verification) {
        try {
            return V3Weights.of(file, verification);
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
            throw new UncheckedIOException(
                    "cannot make a temporary file for the compressed weights of " + zip.path() + " in "
                            + System.getProperty("java.io.tmpdir") + ", which java.io.tmpdir says: " + e.getMessage(),
                    e);
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
