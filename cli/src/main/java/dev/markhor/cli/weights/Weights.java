package dev.markhor.cli.weights;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.V3Weights;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arrays of an open file.
 *
 * @param format the same for files whose paths are spelt alike
 * @param title what the file is, for a person
 * @param unread what has a type that is not read, with that type
 */
public record Weights(String format, String title, List<StoredWeight> arrays, List<String> unread, AutoCloseable file)
        implements AutoCloseable {
    static final String HDF5 = "hdf5";
    static final String V3 = "v3";
    static final String CHECKPOINT = "checkpoint";

    /**
     * Opens a file of any format; values are read when they are asked for.
     *
     * @param path a file, a folder, or the prefix of a checkpoint
     * @throws MalformedFileException if it is damaged, or none that is known
     * @throws UnsupportedModelException if it holds no weights
     */
    public static Weights open(Path path) {
        if (String.valueOf(path.getFileName()).endsWith(".npz")) {
            return ofNpz(path);
        }
        if (Files.isRegularFile(path) && Hdf5File.isHdf5(path)) {
            return ofHdf5(path);
        }
        FileKind kind = FileDetector.detect(path);
        return switch (kind) {
            case KERAS_ARCHIVE -> {
                KerasArchive archive = KerasArchive.open(path);
                yield opened(archive, () -> new V3Names(archive.weights()).weights(kind.title(), archive));
            }
            case V3_SHARDED_WEIGHTS -> {
                V3Weights weights = V3Weights.open(path);
                yield opened(weights, () -> new V3Names(weights).weights(kind.title(), weights));
            }
            case SAVED_MODEL -> ofBundle(kind, SavedModel.open(path).openValues(true));
            case TF_CHECKPOINT -> ofBundle(kind, TensorBundle.open(path, true));
            default -> throw new UnsupportedModelException(path + ": a " + kind.title() + ", which has no weights");
        };
    }

    private static Weights ofBundle(FileKind kind, TensorBundle bundle) {
        return opened(bundle, () -> new CheckpointNames(bundle).weights(kind.title()));
    }

    private static Weights ofHdf5(Path path) {
        Hdf5File file = Hdf5File.open(path);
        return opened(file, () -> {
            FileKind kind;
            try {
                kind = FileDetector.kindOf(file);
            } catch (MalformedFileException e) {
                return Hdf5Names.ofTree(file);
            }
            if (kind != FileKind.V3_WEIGHTS) {
                return Hdf5Names.ofLegacy(file, kind.title());
            }
            V3Weights weights = V3Weights.open(path);
            return opened(
                    weights,
                    () -> new V3Names(weights).weights(kind.title(), () -> {
                        weights.close();
                        file.close();
                    }));
        });
    }

    private static Weights ofNpz(Path path) {
        List<StoredWeight> arrays = new ArrayList<>();
        Npz.readAll(path).forEach((name, tensor) -> {
            List<String> names = List.of(Names.plain(name));
            arrays.add(new StoredWeight(name, names, List.of(), new TensorArray(name, tensor), false));
        });
        return new Weights("npz", "NumPy archive", arrays, List.of(), () -> {});
    }

    private interface Opening {
        Weights open();
    }

    private static Weights opened(AutoCloseable file, Opening opening) {
        try {
            return opening.open();
        } catch (RuntimeException e) {
            close(file);
            throw e;
        }
    }

    /** Values cannot be read any more. */
    @Override
    public void close() {
        close(file);
    }

    private static void close(AutoCloseable file) {
        try {
            file.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private record TensorArray(String name, Tensor tensor) implements StoredArray {
        @Override
        public DType dtype() {
            return tensor.dtype();
        }

        @Override
        public Shape shape() {
            return tensor.shape();
        }

        @Override
        public void readInto(ByteBuffer destination) {
            destination.put(tensor.buffer().duplicate());
        }

        @Override
        public Tensor read() {
            return tensor;
        }
    }
}
