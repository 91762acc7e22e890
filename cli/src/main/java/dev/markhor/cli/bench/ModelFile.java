package dev.markhor.cli.bench;

import dev.markhor.formats.checkpoint.CheckpointPath;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.savedmodel.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file, a folder or a checkpoint's prefix with what it holds.
 *
 * @param path as the user gave it
 * @param kind by its bytes
 * @param parts the files it consists of
 * @param root what a checkpoint calls the model, if {@code tf.train.Checkpoint(root=model)} wrote it
 */
public record ModelFile(Path path, FileKind kind, List<Path> parts, Optional<String> root) {
    private static final int BUFFER_BYTES = 1 << 20;

    /**
     * @throws dev.markhor.error.MalformedFileException if there is nothing, or nothing recognisable
     * @throws dev.markhor.error.UnsupportedModelException if it is something that is not read
     */
    public static ModelFile of(Path path) {
        FileKind kind = FileDetector.detect(path);
        return new ModelFile(path, kind, parts(path, kind), Optional.empty());
    }

    /** The same, if it is a checkpoint with another object around the model. */
    public ModelFile under(Optional<String> name) {
        return isCheckpoint() ? new ModelFile(path, kind, parts, name) : this;
    }

    /** Whether it holds a model with its weights, rather than one of the two. */
    public boolean isWhole() {
        return kind == FileKind.KERAS_ARCHIVE
                || kind == FileKind.LEGACY_MODEL
                || kind == FileKind.SAVED_MODEL && hasLayers(SavedModel.open(path));
    }

    /** Not so what {@code model.export} wrote, nor a class of the user's. */
    private static boolean hasLayers(SavedModel file) {
        return file.kerasModel()
                .flatMap(model -> model.json().find("config"))
                .filter(config -> config.isArray() || config.isObject() && config.has("layers"))
                .isPresent();
    }

    /** Whether its weights go by attributes, and may wait for their variables. */
    boolean isCheckpoint() {
        return kind == FileKind.TF_CHECKPOINT || kind == FileKind.SAVED_MODEL;
    }

    /** Size of all its parts. */
    public long bytes() {
        try {
            long sum = 0;
            for (Path part : parts) {
                sum += Files.size(part);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds to read all bytes once, into one megabyte of memory again and again: the least that any loading can take. */
    double read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long start = System.nanoTime();
        for (Path part : parts) {
            try (FileChannel channel = FileChannel.open(part)) {
                while (channel.read(buffer) >= 0) {
                    buffer.clear();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Times.since(start);
    }

    private static List<Path> parts(Path path, FileKind kind) {
        return switch (kind) {
            case TF_CHECKPOINT -> checkpoint(Path.of(CheckpointPath.prefix(path)));
            case V3_SHARDED_WEIGHTS -> beginningWith(Path.of(path.toString().replaceFirst("\\.weights\\.json$", "")));
            default -> Files.isDirectory(path) ? files(path, Integer.MAX_VALUE) : List.of(path);
        };
    }

    private static List<Path> checkpoint(Path prefix) {
        return beginningWith(prefix).stream()
                .filter(file ->
                        file.toString().substring(prefix.toString().length()).matches("\\.index|\\.data-.*"))
                .toList();
    }

    private static List<Path> beginningWith(Path prefix) {
        Path folder = prefix.getParent() == null ? Path.of("") : prefix.getParent();
        return files(folder, 1).stream()
                .filter(file -> file.toString().startsWith(prefix.toString()))
                .toList();
    }

    private static List<Path> files(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
