package dev.markhor.formats.hdf5;

import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of the tests, and everything that is in one. */
public final class TestFiles {
    public static final Path RESOURCES = Path.of("src/test/resources");
    public static final Path HDF5 = RESOURCES.resolve("hdf5");
    public static final Path KINDS = HDF5.resolve("kinds.h5");
    public static final Path HOSTILE = RESOURCES.resolve("hostile");
    public static final Path GOLDEN = Path.of("../golden");

    private TestFiles() {}

    /** Regular files below a folder, sorted. */
    public static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in a file: arrays by path, attributes by path and {@code @name}. */
    public static Map<String, Tensor> contents(Path path) {
        try (Hdf5File file = Hdf5File.open(path)) {
            return contents(file);
        }
    }

    public static Map<String, Tensor> contents(Hdf5File file) {
        Map<String, Tensor> all = new TreeMap<>();
        List<Hdf5Group> groups = new ArrayList<>(List.of(file.root()));
        while (!groups.isEmpty()) {
            Hdf5Group group = groups.remove(groups.size() - 1);
            addAttributes(all, group.path(), group.attributes());
            for (String name : group.names()) {
                if (group.hasGroup(name)) {
                    groups.add(group.group(name).orElseThrow());
                } else if (group.hasDataset(name)) {
                    Hdf5Dataset dataset = group.dataset(name).orElseThrow();
                    all.put(dataset.name(), dataset.read());
                    addAttributes(all, dataset.name(), dataset.attributes());
                }
            }
        }
        return all;
    }

    private static void addAttributes(Map<String, Tensor> all, String path, Hdf5Attributes attributes) {
        for (String name : attributes.names()) {
            all.put(path + "@" + name, attributes.value(name).orElseThrow());
        }
    }
}
