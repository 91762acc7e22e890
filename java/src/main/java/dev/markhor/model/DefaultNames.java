package dev.markhor.model;

import dev.markhor.restore.matching.KerasNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names for layers that were given none, as Keras numbers them in a fresh process: {@code dense}, {@code dense_1}, … in the order in which
 * the layers were made, those inside other layers counted too.
 */
final class DefaultNames {
    private final Set<Layer> found = Collections.newSetFromMap(new IdentityHashMap<>());

    private DefaultNames() {}

    /** Names those of a model's layers, and of the layers in them, that have no name yet. */
    static void give(List<? extends Layer> layers) {
        DefaultNames names = new DefaultNames();
        Set<String> used = new HashSet<>();
        for (Layer layer : layers) {
            names.collect(layer);
            if (layer.isNamed()) {
                used.add(layer.name());
            }
        }
        List<Layer> ordered = new ArrayList<>(names.found);
        ordered.sort(Comparator.comparingLong(Layer::serial));
        Map<String, Integer> counts = new HashMap<>();
        for (Layer layer : ordered) {
            if (layer.isNamed() && !layer.hasDefaultName()) {
                continue;
            }
            String base = KerasNames.snakeCase(layer.className());
            String next = KerasNames.numbered(base, counts.merge(base, 1, Integer::sum) - 1);
            if (layer.isNamed()) {
                continue; // it keeps the name that it has in a model of its own, and takes a number nevertheless
            }
            while (!used.add(next)) {
                next = KerasNames.numbered(base, counts.merge(base, 1, Integer::sum) - 1);
            }
            layer.nameByDefault(next);
        }
    }

    private void collect(Layer layer) {
        if (found.add(layer)) {
            for (Layer inside : layer.directLayers()) {
                collect(inside);
            }
        }
    }
}
