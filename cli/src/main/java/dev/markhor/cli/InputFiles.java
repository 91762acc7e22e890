package dev.markhor.cli;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npy;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns the files named on a command line into a model's inputs. */
final class InputFiles {
    private final Map<String, Spec> inputs;
    private final Scale scale;

    /** @param inputs what the model declares; empty if it takes what it is given */
    InputFiles(Map<String, Spec> inputs, Scale scale) {
        this.inputs = inputs;
        this.scale = scale;
    }

    /**
     * One archive with all inputs, one file for each input in order, or several pictures for a model with one input.
     *
     * @throws IllegalArgumentException if the files do not fit the model
     */
    List<Tensor> read(List<Path> files) {
        files.stream().filter(Files::isDirectory).findFirst().ifPresent(folder -> {
            throw new IllegalArgumentException(folder + " is a folder; name the files in it");
        });
        if (files.size() == 1 && hasExtension(files.get(0), "npz")) {
            return fromArchive(files.get(0));
        }
        List<Spec> specs = List.copyOf(inputs.values());
        if (specs.size() == 1 && files.stream().allMatch(PictureReader::isPicture)) {
            PictureReader pictures = new PictureReader(scale);
            return List.of(batch(
                    files.stream()
                            .map(file -> pictures.read(file, specs.get(0)))
                            .toList(),
                    files));
        }
        if (!specs.isEmpty() && files.size() != specs.size()) {
            throw new IllegalArgumentException(
                    "the model has " + specs.size() + " inputs " + describe() + ", got " + files.size() + " files");
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Spec spec = specs.isEmpty() ? null : specs.get(i);
            tensors.add(fitting(readOne(files.get(i), spec), spec, files.get(i).toString()));
        }
        return tensors;
    }

    private String describe() {
        List<String> texts = new ArrayList<>();
        inputs.forEach((name, spec) -> texts.add(name + ": " + spec));
        return texts.toString();
    }

    private Tensor readOne(Path file, Spec specOrNull) {
        if (hasExtension(file, "npy")) {
            return withBatch(Npy.read(file), specOrNull);
        }
        if (hasExtension(file, "npz")) {
            try (Npz npz = Npz.open(file)) {
                if (npz.names().size() != 1) {
                    throw new IllegalArgumentException(file + " holds " + npz.names() + ": one array was expected");
                }
                return withBatch(npz.read(npz.names().iterator().next()), specOrNull);
            }
        }
        if (specOrNull == null) {
            throw new IllegalArgumentException(
                    "the model does not say what it takes: give it " + file + " as .npy or .npz");
        }
        return PictureReader.isPicture(file)
                ? new PictureReader(scale).read(file, specOrNull)
                : CsvReader.read(file, specOrNull);
    }

    /** By the inputs' names, else by {@code input_0}, {@code input_1}, …, else the only array there is. */
    private List<Tensor> fromArchive(Path file) {
        try (Npz npz = Npz.open(file)) {
            List<String> names = new ArrayList<>(inputs.keySet());
            if (names.isEmpty() || !npz.names().containsAll(names)) {
                names.clear();
                while (npz.names().contains("input_" + names.size())) {
                    names.add("input_" + names.size());
                }
            }
            if (names.isEmpty() && npz.names().size() == 1) {
                names.addAll(npz.names());
            }
            if (names.isEmpty()) {
                throw new IllegalArgumentException(
                        file + ": no array input_0 and none for " + describe() + " among " + npz.names());
            }
            List<Spec> specs = List.copyOf(inputs.values());
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                Spec spec = i < specs.size() ? specs.get(i) : null;
                tensors.add(fitting(withBatch(npz.read(names.get(i)), spec), spec, file + ", " + names.get(i)));
            }
            return tensors;
        }
    }

    /** A single sample becomes a batch of one. */
    private static Tensor withBatch(Tensor tensor, Spec specOrNull) {
        Shape batch = tensor.shape().prepend(1);
        return specOrNull != null
                        && !specOrNull.shape().accepts(tensor.shape())
                        && specOrNull.shape().accepts(batch)
                ? tensor.reshape(batch.dims())
                : tensor;
    }

    /** As it is. @throws IllegalArgumentException if the model would refuse it, which does not know the file */
    private static Tensor fitting(Tensor tensor, Spec specOrNull, String where) {
        if (specOrNull == null || tensor.shape().rank() == 0) {
            return tensor;
        }
        Shape wanted = specOrNull.shape();
        Shape found = tensor.shape();
        boolean fits = wanted.accepts(found)
                || wanted.accepts(found.append(1))
                || found.dim(-1) == 1 && wanted.accepts(found.slice(0, found.rank() - 1));
        if (!fits && wanted.rank() > 0) {
            Shape sample = wanted.slice(1, wanted.rank());
            throw new IllegalArgumentException(where + ": " + found.dim(0) + " sample(s) of shape "
                    + found.slice(1, found.rank()) + ", the model takes samples of shape " + sample
                    + (sample.isStatic() && sample.rank() > 0 ? " (" + sample.size() + " values each)" : ""));
        }
        return tensor;
    }

    private static Tensor batch(List<Tensor> pictures, List<Path> files) {
        Tensor first = pictures.get(0);
        if (pictures.size() == 1) {
            return first;
        }
        float[] all = new float[Math.toIntExact(first.size() * pictures.size())];
        for (int i = 0; i < pictures.size(); i++) {
            Tensor picture = pictures.get(i);
            if (!picture.shape().equals(first.shape())) {
                throw new IllegalArgumentException(
                        "the model takes pictures of any size, but those of one call must be of one size: "
                                + files.get(0) + " is " + first.shape() + ", " + files.get(i) + " is "
                                + picture.shape());
            }
            System.arraycopy(
                    picture.toFloatArray(), 0, all, i * Math.toIntExact(first.size()), Math.toIntExact(first.size()));
        }
        return Tensor.of(all, first.shape().with(0, pictures.size()).dims());
    }

    private static boolean hasExtension(Path file, String extension) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith("." + extension);
    }
}
