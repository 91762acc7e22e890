package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.FileErrors;
import dev.markhor.formats.Links;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the prefix that a user's path means. */
public final class CheckpointPath {
    private static final Pattern PART = Pattern.compile("(.*)\\.(index|data-\\d{5}-of-\\d{5})");
    private static final String STATE = "checkpoint";

    private CheckpointPath() {}

    /**
     * The prefix of a checkpoint.
     *
     * @param path a prefix, one of its files, a folder with a {@code checkpoint} file or that file, or a SavedModel folder
     * @throws MalformedFileException if there is no checkpoint; the message says what there is
     * @throws UnsupportedModelException if it is of TensorFlow's version 1, or lies in another folder than what names it
     */
    public static String prefix(Path path) {
        if (exists(path.toString())) {
            return path.toString();
        }
        Matcher part = PART.matcher(path.toString());
        if (part.matches() && exists(part.group(1))) {
            return part.group(1);
        }
        Path variables = path.resolve("variables").resolve("variables");
        if (Files.isDirectory(path) && exists(variables.toString())) {
            return within(path, variables);
        }
        Path state = Files.isDirectory(path) ? path.resolve(STATE) : path;
        if (state.endsWith(STATE) && Files.isRegularFile(state)) {
            return latest(state);
        }
        refuseV1(path);
        throw new MalformedFileException("no checkpoint found for prefix " + path + " (looked for " + path + ".index)"
                + in(Files.isDirectory(path) ? path : parent(path)));
    }

    /** Where a folder notes which of its checkpoints is the latest. */
    public static Path stateFile(Path prefix) {
        return prefix.resolveSibling(STATE);
    }

    /** Notes that {@code prefix}, in the same folder, is the latest checkpoint. */
    public static void writeState(Path state, Path prefix) throws IOException {
        Files.writeString(state, CheckpointState.text(prefix.getFileName().toString()));
    }

    /** Whether files begin with this prefix. */
    public static boolean exists(String prefix) {
        return Files.isRegularFile(Path.of(prefix + ".index"));
    }

    /** What a {@code checkpoint} file says is the latest; a path of another machine is looked for in the file's folder. */
    private static String latest(Path state) {
        Path folder = parent(state);
        Optional<String> named = CheckpointState.latest(state);
        if (named.isEmpty() || named.get().isEmpty()) {
            throw new MalformedFileException(state + ": names no checkpoint (model_checkpoint_path)" + in(folder));
        }
        Path written = Path.of(named.get());
        Path name = written.getFileName();
        Optional<Path> elsewhere = Optional.empty();
        for (Path candidate : List.of(folder.resolve(written), folder.resolve(name == null ? written : name))) {
            if (exists(candidate.toString())) {
                if (isWithin(folder, candidate)) {
                    return within(folder, candidate);
                }
                elsewhere = Optional.of(candidate);
            }
            refuseV1(candidate);
        }
        if (elsewhere.isPresent()) {
            throw new UnsupportedModelException(state + ": names a checkpoint in another folder, '" + named.get()
                    + "', which is not followed; pass " + elsewhere.get());
        }
        throw new MalformedFileException(
                state + ": names the checkpoint '" + named.get() + "', which is not there" + in(folder));
    }

    private static boolean isWithin(Path folder, Path file) {
        return file.toAbsolutePath()
                .normalize()
                .startsWith(folder.toAbsolutePath().normalize());
    }

    /** A prefix that a folder gives, whose files may not be elsewhere. */
    private static String within(Path folder, Path prefix) {
        Links.within(folder.toAbsolutePath(), Path.of(prefix + ".index"));
        return prefix.toString();
    }

    /** Version 1 has one file, without an index beside it, which ends as an index does. */
    private static void refuseV1(Path file) {
        if (!Files.isRegularFile(file) || file.toString().endsWith(".index")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer end = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(end, Math.max(0, channel.size() - Long.BYTES));
            if (!end.hasRemaining() && end.getLong(0) == Table.MAGIC) {
                throw BundleHeader.v1(file.toString());
            }
        } catch (IOException e) {
            throw FileErrors.cannotRead(file, e);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** What checkpoints there are beside a path, in words; empty if there are none. */
    public static String beside(Path path) {
        return in(parent(path));
    }

    /** What checkpoints there are in a folder, in words; empty if there are none. */
    public static String in(Path folder) {
        List<String> prefixes = new ArrayList<>();
        try (Stream<Path> files = Files.isDirectory(folder.toAbsolutePath()) ? Files.list(folder) : Stream.empty()) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(".index"))
                    .sorted()
                    .limit(10)
                    .forEach(name -> prefixes.add(name.substring(0, name.length() - ".index".length())));
        } catch (IOException e) {
            throw FileErrors.cannotRead(folder, e);
        }
        return prefixes.isEmpty()
                ? ""
                : "; there is " + String.join(", ", prefixes) + ": pass "
                        + (prefixes.size() == 1 ? "that" : "one of these");
    }
}
