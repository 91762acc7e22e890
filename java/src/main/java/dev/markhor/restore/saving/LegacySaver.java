package dev.markhor.restore.saving;

import dev.markhor.formats.keras.LegacyWeightsWriter;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.matching.WeightOrder;
import dev.markhor.variable.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Weights layer by layer, as Keras 3 writes legacy HDF5. */
final class LegacySaver {
    private final LegacyWeightsWriter file;

    private LegacySaver(LegacyWeightsWriter file) {
        this.file = file;
    }

    static void save(Path path, Restorable model) throws IOException {
        List<String> names = model.sublayers().stream().map(Restorable::name).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw new IOException("two layers of model '" + model.name()
                    + "' have the same name, which legacy files cannot hold; save .weights.h5");
        }
        try (LegacyWeightsWriter file = LegacyWeightsWriter.create(path, names, WeightSaver.KERAS)) {
            new LegacySaver(file).write(model);
        }
    }

    private void write(Restorable model) throws IOException {
        List<Restorable> layers = new ArrayList<>(model.sublayers());
        layers.sort(Comparator.comparing(Restorable::name)); // a group comes before those inside of it, as in Keras
        for (Restorable layer : layers) {
            List<WeightOrder.Weight> weights = WeightOrder.KERAS3.weights(layer);
            List<String> names = unique(weights.stream()
                    .map(weight -> layer.name() + '/' + weight.path())
                    .toList());
            file.layer(layer.name(), names);
            write(
                    layer.name(),
                    names,
                    weights.stream().map(WeightOrder.Weight::variable).toList());
        }
        List<Variable> own = model.ownWeights();
        List<String> names = unique(own.stream().map(Variable::name).toList());
        file.topLevel(names);
        write(LegacyWeightsWriter.TOP_LEVEL, names, own);
    }

    private void write(String layer, List<String> names, List<Variable> variables) throws IOException {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            StoredValues.use(variables.get(i), value -> file.array(layer, name, value));
        }
    }

    /** No name twice, and none that is a group of another one. */
    private static List<String> unique(List<String> names) {
        Set<String> taken = new HashSet<>();
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String free = name;
            for (int i = 1; !taken.add(free); i++) {
                free = name + '_' + i;
            }
            unique.add(free);
        }
        return unique;
    }
}
