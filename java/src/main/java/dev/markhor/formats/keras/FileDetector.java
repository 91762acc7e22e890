package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.FileErrors;
import dev.markhor.formats.checkpoint.CheckpointPath;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.hdf5.Hdf5Group;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.zip.ZipArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells what kind of model file a path is, by its bytes and not by its name. */
public final class FileDetector {
    private static final int MOST_NAMES = 5;
    private static final int HEAD_BYTES = 64;
    private static final int ZIP_MEMBER = 0x04034b50;
    private static final int ZIP_EMPTY = 0x06054b50;
    private static final int TFLITE = 0x334c4654;
    private static final long TABLE_MAGIC = 0xdb4775248b80fb57L;
    private static final List<String> V3_ROOTS = List.of("vars", "layers", "_layer_checkpoint_dependencies");

    /** Names that nobody gives to a checkpoint. */
    private static final String FILE_NAME = "\\.(keras|h5|hdf5|json|zip|pb|tflite|onnx)$";

    private FileDetector() {}

    /**
     * Looks at the bytes of a file, the members of a folder, or the files that begin with a checkpoint prefix.
     *
     * @throws MalformedFileException if there is nothing, or nothing recognisable
     * @throws UnsupportedModelException if it is something known that is not read: says what it is and what to do
     */
    public static FileKind detect(Path path) {
        if (Files.isDirectory(path)) {
            return detectFolder(path);
        }
        if (Files.exists(path)) {
            return detectFile(path);
        }
        if (Files.exists(Path.of(path + ".index"))) {
            return FileKind.TF_CHECKPOINT;
        }
        String name = String.valueOf(path.getFileName());
        String where = path.isAbsolute()
                ? ""
                : "; relative paths start at " + Path.of("").toAbsolutePath();
        throw new MalformedFileException(
                Pattern.compile(FILE_NAME).matcher(name).find()
                        ? "no such file: " + path + where
                        : "no such file, directory or checkpoint prefix: " + path + " (looked for " + path
                                + ".index too)" + CheckpointPath.beside(path) + where);
    }

    private static FileKind detectFolder(Path folder) {
        if (hasAny(folder, "saved_model.pb", "saved_model.pbtxt")) {
            return FileKind.SAVED_MODEL;
        }
        if (hasAny(folder, KerasArchive.CONFIG)) {
            return FileKind.KERAS_ARCHIVE;
        }
        if (hasAny(folder, "checkpoint")) {
            return FileKind.TF_CHECKPOINT;
        }
        if (hasAny(folder, "orbax.checkpoint", "pytree.orbax-checkpoint", "checkpoint_metadata")) {
            throw unsupported(folder, "an Orbax checkpoint", "save the model as .keras");
        }
        String prefixes = CheckpointPath.in(folder);
        throw new MalformedFileException(folder
                + ": expected the folder of a model, with a file named saved_model.pb, config.json or checkpoint, found "
                + contents(folder) + (prefixes.isEmpty() ? "; pass the model's own file or folder" : prefixes));
    }

    private static String contents(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .sorted()
                    .limit(MOST_NAMES + 1L)
                    .toList();
            return names.isEmpty()
                    ? "it empty"
                    : String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                            + (names.size() > MOST_NAMES ? ", …" : "");
        } catch (IOException e) {
            throw FileErrors.cannotRead(folder, e);
        }
    }

    private static boolean hasAny(Path folder, String... names) {
        for (String name : names) {
            if (Files.exists(folder.resolve(name))) {
                return true;
            }
        }
        return false;
    }

    private static FileKind detectFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MalformedFileException(file + ": expected a file or a folder, found a device or a pipe");
        }
        ByteBuffer head = read(file, 0, HEAD_BYTES);
        if (head.limit() < 8) {
            throw new MalformedFileException(
                    head.limit() == 0
                            ? file + ": expected a model, the file is empty; copy it anew"
                            : file + ": expected an HDF5 file or a Keras archive, found " + head.limit()
                                    + " bytes; copy it anew");
        }
        int first = head.getInt(0);
        if (first == ZIP_MEMBER || first == ZIP_EMPTY) {
            return detectZip(file);
        }
        if (Hdf5File.isHdf5(file)) {
            try (Hdf5File hdf5 = Hdf5File.open(file)) {
                return kindOf(hdf5);
            }
        }
        if (read(file, size(file) - 8, 8).getLong(0) == TABLE_MAGIC) {
            return FileKind.TF_CHECKPOINT;
        }
        return detectOther(file, head);
    }

    private static FileKind detectZip(Path file) {
        try (ZipArchive zip = ZipArchive.open(file)) {
            Set<String> names = zip.members().keySet();
            if (names.contains(KerasArchive.CONFIG)) {
                return FileKind.KERAS_ARCHIVE;
            }
            if (KerasArchive.hasWeights(names)) {
                throw unsupported(
                        file,
                        "a zip archive with weights but without config.json",
                        "extract model.weights.h5 from it and load that into a model made in Java (loadWeights), or with LoadOptions.withArchitecture");
            }
            throw new MalformedFileException(
                    file + ": expected a Keras archive with config.json, found a zip archive with "
                            + KerasArchive.first(names));
        }
    }

    /**
     * The kind of an open HDF5 file.
     *
     * @throws MalformedFileException if it is not Keras'
     */
    public static FileKind kindOf(Hdf5File file) {
        Hdf5Group root = file.root();
        if (root.attributes().has(LegacyWeights.MODEL_CONFIG)) {
            return FileKind.LEGACY_MODEL;
        }
        if (LegacyWeights.listsLayers(root) || root.hasGroup(LegacyWeights.MODEL_WEIGHTS)) {
            return FileKind.LEGACY_WEIGHTS;
        }
        if (V3_ROOTS.stream().anyMatch(root::hasGroup) || hasVariables(root)) {
            return FileKind.V3_WEIGHTS;
        }
        throw new MalformedFileException(file.path()
                + ": not a Keras file: expected an attribute model_config or layer_names, or groups named vars, found "
                + root.names().stream().limit(5).toList());
    }

    private static boolean hasVariables(Hdf5Group group) {
        for (String name : group.names()) {
            if (group.hasGroup(name)
                    && (name.equals(V3Weights.VARS)
                            || hasVariables(group.group(name).orElseThrow()))) {
                return true;
            }
        }
        return false;
    }

    private static FileKind detectOther(Path file, ByteBuffer head) {
        String text = StandardCharsets.ISO_8859_1.decode(head.duplicate()).toString();
        String name = String.valueOf(file.getFileName());
        String stripped = text.stripLeading();
        if (stripped.startsWith("{") || stripped.startsWith("[")) {
            return detectJson(file);
        }
        if (text.startsWith("model_checkpoint_path:")) {
            return FileKind.TF_CHECKPOINT;
        }
        if (head.getInt(4) == TFLITE) {
            throw unsupported(file, "a TensorFlow Lite model", "use the Keras model it was made from");
        }
        if (name.equals("saved_model.pb") || name.equals("keras_metadata.pb") || name.equals("saved_model.pbtxt")) {
            throw unsupported(file, "a part of a SavedModel", "pass the folder that it lies in");
        }
        if (name.contains(".data-")) {
            String index = name.replaceFirst("\\.data-.*", ".index");
            if (Files.exists(file.resolveSibling(index))) {
                return FileKind.TF_CHECKPOINT;
            }
            throw new MalformedFileException(file + ": a data file of a TensorFlow checkpoint without its index; copy "
                    + file.resolveSibling(index) + " there and pass "
                    + file.resolveSibling(index.substring(0, index.length() - ".index".length())));
        }
        if ((head.get(0) & 0xff) == 0x80 && head.get(1) <= 5) {
            throw unsupported(file, "a Python pickle (it can run code)", "save the model as .keras or .h5");
        }
        if (text.startsWith("version https://git-lfs")) {
            throw new MalformedFileException(file
                    + ": expected a model, found a pointer of Git LFS to it; get the file itself by 'git lfs pull'");
        }
        throw new MalformedFileException(
                file + ": not a Keras or TensorFlow model file (no HDF5 file, no archive): starts with " + hex(head)
                        + "; pass a .keras, .h5 or .weights.h5 file, or the prefix of a checkpoint");
    }

    private static FileKind detectJson(Path file) {
        Json json = Json.parse(file.toString(), TextFiles.read(file));
        if (json.has("weight_map")) {
            return FileKind.V3_SHARDED_WEIGHTS;
        }
        if (json.has("class_name")) {
            return FileKind.CONFIG_JSON;
        }
        if (json.has("modelTopology") || json.has("format")) {
            throw unsupported(file, "a TensorFlow.js model", "use the Keras model it was made from");
        }
        throw new MalformedFileException(file
                + ": expected the JSON of a model (with class_name) or of sharded weights (with weight_map), found neither; "
                + "pass the .keras, .h5 or .weights.json file");
    }

    private static UnsupportedModelException unsupported(Path path, String what, String advice) {
        return new UnsupportedModelException(path + ": " + what + ", which is not read; " + advice);
    }

    private static String hex(ByteBuffer head) {
        StringBuilder text = new StringBuilder();
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(i == 0 ? "" : " ").append(Character.forDigit(head.get(i) >> 4 & 15, 16));
            text.append(Character.forDigit(head.get(i) & 15, 16));
            characters.append((char) (head.get(i) & 0xff));
        }
        boolean readable = characters.chars().allMatch(c -> c >= ' ' && c <= '~');
        return readable ? "'" + characters + "'" : text.toString();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw FileErrors.cannotRead(file, e);
        }
    }

    private static ByteBuffer read(Path file, long offset, int bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                // until full, or the file ends
            }
            return buffer.flip();
        } catch (IOException e) {
            throw FileErrors.cannotRead(file, e);
        }
    }
}
