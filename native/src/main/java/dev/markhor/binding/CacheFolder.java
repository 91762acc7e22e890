package dev.markhor.binding;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Where native libraries are unpacked: a folder that belongs to this user and that nobody else can write to, because what
 * lies there is executed. The system property {@code markhor.cache} names it; otherwise it is {@code markhor} in the user's
 * cache folder, or a folder of the user's own in the folder for temporary files.
 */
final class CacheFolder {
    private CacheFolder() {}

    static Path locate() throws IOException {
        String wanted = System.getProperty("markhor.cache");
        if (wanted != null && !wanted.isEmpty()) {
            return usable(new File(wanted).getAbsoluteFile());
        }
        List<IOException> reasons = new ArrayList<>();
        for (File folder : candidates()) {
            try {
                return usable(folder);
            } catch (IOException e) {
                reasons.add(e);
            }
        }
        throw new IOException("no usable cache folder; name one with -Dmarkhor.cache=FOLDER " + reasons);
    }

    private static List<File> candidates() {
        List<File> folders = new ArrayList<>();
        String cache = System.getenv("XDG_CACHE_HOME");
        String home = System.getProperty("user.home", "");
        if (cache != null && new File(cache).isAbsolute()) {
            folders.add(new File(cache, "markhor"));
        } else if (new File(home).isAbsolute()) {
            folders.add(new File(home, ".cache/markhor"));
        }
        folders.add(new File(System.getProperty("java.io.tmpdir"), "markhor-" + System.getProperty("user.name")));
        return folders;
    }

    private static Path usable(File folder) throws IOException {
        Path path = folder.toPath();
        if (!folder.isDirectory()) {
            if (folder.getParentFile() != null) {
                Files.createDirectories(folder.getParentFile().toPath());
            }
            try {
                Files.createDirectory(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (java.nio.file.FileAlreadyExistsException anotherProcess) {
                // Checked below like any other.
            }
        }
        var attributes = Files.readAttributes(path, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(attributes.get("isDirectory"))) {
            throw new IOException(path + " is not a folder");
        }
        if (!attributes.get("uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            throw new IOException(path + " belongs to another user");
        }
        if (((Integer) attributes.get("mode") & 022) != 0) {
            throw new IOException(path + " can be written by other users (chmod 700 it)");
        }
        if (!folder.canWrite()) {
            throw new IOException(path + " is not writable");
        }
        return path;
    }
}
