package dev.markhor.cli;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npy;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.Locale;

/** Reads one file as a batch for one input: a picture, a NumPy array, or a table. */
final class InputReader {
    private final DeclaredInputs inputs;
    private final Scale scale;

    InputReader(DeclaredInputs inputs, Scale scale) {
        this.inputs = inputs;
        this.scale = scale;
    }

    static boolean hasExtension(Path file, String extension) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith("." + extension);
    }

    /** @throws IllegalArgumentException if what is in the file does not fit the input */
    Tensor read(Path file, String name) {
        Spec spec = inputs.specs().get(name);
        if (hasExtension(file, "npy")) {
            return fitting(Npy.read(file), name, file.toString());
        }
        if (hasExtension(file, "npz")) {
            try (Npz npz = Npz.open(file)) {
                if (npz.names().size() != 1) {
                    throw new IllegalArgumentException(file + " holds " + npz.names() + ": one array was expected");
                }
                return fitting(npz.read(npz.names().iterator().next()), name, file.toString());
            }
        }
        if (hasExtension(file, "json")) {
            throw new IllegalArgumentException(file + ": JSON is not read; give it as .csv, .npy or .npz");
        }
        if (spec == null) {
            throw new IllegalArgumentException(
                    "the model does not say what it takes: give it " + file + " as .npy or .npz");
        }
        Tensor tensor =
                PictureReader.isPicture(file) ? new PictureReader(scale).read(file, spec) : CsvReader.read(file, spec);
        return fitting(tensor, name, file.toString());
    }

    /**
     * The tensor; a single sample as a batch of one.
     *
     * @throws IllegalArgumentException if the model would refuse it, which does not know the file
     */
    Tensor fitting(Tensor tensor, String name, String where) {
        Spec spec = inputs.specs().get(name);
        if (spec == null) {
            return tensor;
        }
        requireSameKind(tensor, spec, name, where);
        Shape wanted = spec.shape();
        Shape found = tensor.shape();
        Shape single = found.prepend(1);
        if (!wanted.accepts(found) && wanted.accepts(single)) {
            return tensor.reshape(single.dims());
        }
        boolean fits = found.rank() == 0
                || wanted.rank() == 0
                || wanted.accepts(found)
                || wanted.accepts(found.append(1))
                || found.dim(-1) == 1 && wanted.accepts(found.slice(0, found.rank() - 1));
        if (!fits) {
            Shape sample = wanted.slice(1, wanted.rank());
            throw new IllegalArgumentException(where + ": " + found.dim(0) + " sample(s) of shape "
                    + found.slice(1, found.rank()) + ", " + inputs.taker(name) + " takes samples of shape " + sample
                    + (sample.isStatic() && sample.rank() > 0 ? " (" + sample.size() + " values each)" : "")
                    + (inputs.specs().size() > 1
                            ? "; the inputs are, in this order, " + inputs + ", or NAME=FILE"
                            : ""));
        }
        return tensor;
    }

    private void requireSameKind(Tensor tensor, Spec spec, String name, String where) {
        boolean texts = tensor.dtype() == DType.STRING;
        if (texts != (spec.dtype() == DType.STRING)) {
            throw new IllegalArgumentException(where + " holds " + (texts ? "texts" : "numbers") + ", "
                    + inputs.taker(name) + " takes " + (texts ? "numbers: " : "texts: ") + spec);
        }
    }
}
