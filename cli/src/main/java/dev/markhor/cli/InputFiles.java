package dev.markhor.cli;

import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns the files named on a command line into samples for a model: as many of each input, a row of results for each. */
final class InputFiles {
    private final DeclaredInputs inputs;
    private final InputReader reader;

    InputFiles(DeclaredInputs inputs, Scale scale) {
        this.inputs = inputs;
        this.reader = new InputReader(inputs, scale);
    }

    /**
     * Reads one archive with all inputs, or the files of each input, which make one batch.
     *
     * @param arguments files, or inputs' names and files
     * @throws IllegalArgumentException if the files do not fit the model, or inputs would have different numbers of samples
     */
    Samples read(List<String> arguments) {
        InputArguments named = new InputArguments(inputs);
        String first = arguments.get(0);
        if (arguments.size() == 1 && named.nameOf(first).isEmpty() && InputReader.hasExtension(Path.of(first), "npz")) {
            return fromArchive(Path.of(first));
        }
        Map<String, List<Path>> files = named.byInput(arguments);
        Map<String, List<Tensor>> parts = new LinkedHashMap<>();
        files.forEach((name, given) -> parts.put(
                name,
                given.stream().map(file -> reader.read(requireFile(file), name)).toList()));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        parts.forEach((name, given) -> tensors.put(name, Batch.of(given, files.get(name))));
        requireSameCount(tensors, files);
        return new Samples(List.copyOf(tensors.values()), names(files, parts));
    }

    private static Path requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder; name the files in it");
        }
        return file;
    }

    /** By the inputs' names, else by {@code input_0}, {@code input_1}, …, else the only array there is. */
    private Samples fromArchive(Path file) {
        requireFile(file);
        try (Npz npz = Npz.open(file)) {
            List<String> wanted = List.copyOf(inputs.specs().keySet());
            List<String> stored = stored(npz.names(), wanted);
            if (stored.isEmpty() || inputs.areKnown() && stored.size() != wanted.size()) {
                throw new IllegalArgumentException(file + " has " + String.join(", ", npz.names())
                        + (inputs.areKnown()
                                ? "; the model's inputs are " + inputs + ": name the arrays like these, or"
                                : "; name the arrays")
                        + " input_0, input_1, ... in this order");
            }
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (int i = 0; i < stored.size(); i++) {
                String name = inputs.areKnown() ? wanted.get(i) : stored.get(i);
                tensors.put(name, reader.fitting(npz.read(stored.get(i)), name, file + ", " + stored.get(i)));
            }
            requireSameCount(tensors, Map.of());
            return new Samples(List.copyOf(tensors.values()), List.of());
        }
    }

    private static List<String> stored(Set<String> names, List<String> wanted) {
        if (!wanted.isEmpty() && names.containsAll(wanted)) {
            return wanted;
        }
        List<String> numbered = new ArrayList<>();
        while (names.contains("input_" + numbered.size())) {
            numbered.add("input_" + numbered.size());
        }
        return numbered.isEmpty() && names.size() == 1 ? List.copyOf(names) : numbered;
    }

    /** As Keras' {@code predict}, which repeats none either. */
    private static void requireSameCount(Map<String, Tensor> tensors, Map<String, List<Path>> files) {
        Set<Long> counts = tensors.values().stream()
                .filter(tensor -> tensor.shape().rank() > 0)
                .map(tensor -> tensor.shape().dim(0))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (counts.size() > 1) {
            List<String> found = new ArrayList<>();
            tensors.forEach((name, tensor) -> found.add(name + " has "
                    + (tensor.shape().rank() == 0 ? "none" : tensor.shape().dim(0))
                    + (files.containsKey(name) ? " (" + origin(files.get(name)) + ")" : "")));
            throw new IllegalArgumentException(
                    "all inputs need the same number of samples, and none is repeated: " + String.join(", ", found));
        }
    }

    private static String origin(List<Path> files) {
        return files.size() == 1 ? files.get(0).toString() : files.size() + " files";
    }

    /** Samples are called after files where a file stands for a sample: of the first input that has several, or of the only one. */
    private static List<String> names(Map<String, List<Path>> files, Map<String, List<Tensor>> parts) {
        String namer = files.keySet().stream()
                .filter(name -> files.get(name).size() > 1)
                .findFirst()
                .orElse(files.keySet().iterator().next());
        List<Tensor> batches = parts.get(namer);
        if (batches.size() == 1 && (files.size() > 1 || Samples.count(batches.get(0)) != 1)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            Path file = files.get(namer).get(i);
            long samples = Samples.count(batches.get(i));
            for (long sample = 0; sample < samples; sample++) {
                names.add(samples == 1 ? file.toString() : file + ", sample " + sample);
            }
        }
        return names;
    }
}
