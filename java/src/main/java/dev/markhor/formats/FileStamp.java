package dev.markhor.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/** What tells that a file is still the one that was checked. */
public record FileStamp(long size, FileTime changed, Object key) {
    public static FileStamp of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    /** As {@link #equals}, which for records is slow when a process starts. */
    public boolean isSame(FileStamp other) {
        return size == other.size && changed.equals(other.changed) && Objects.equals(key, other.key);
    }

    @Override
    public String toString() {
        return size + " bytes of " + changed;
    }
}
