package dev.markhor.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The layers of a model as a table lists them: every one that is no model of layers itself, with what is in it, in the model's order. */
final class LayerRows {
    private final Map<Layer, Row> byLayer = new IdentityHashMap<>();
    private final Map<Model, String> models = new IdentityHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /** A layer, with what is in it. Two rows are the same only if they are one. */
    static final class Row {
        private final String path;
        private final Layer layer;

        private Row(String path, Layer layer) {
            this.path = path;
            this.layer = layer;
        }

        Layer layer() {
            return layer;
        }

        /** Its name, after those of the models it is in. */
        String path() {
            return path;
        }

        String className() {
            return layer.className();
        }
    }

    LayerRows(Model model) {
        add(model, "");
    }

    private void add(Model model, String prefix) {
        models.put(model, prefix);
        for (Layer layer : model.layers()) {
            String path = prefix + layer.name();
            if (layer instanceof Model inner && inner.kind() == Layer.Kind.STATIC_MODEL) {
                add(inner, path + "/");
            } else if (!byLayer.containsKey(layer)) {
                Row row = new Row(path, layer);
                rows.add(row);
                claim(layer, row);
            }
        }
    }

    private void claim(Layer layer, Row row) {
        if (byLayer.putIfAbsent(layer, row) == null) {
            layer.sublayers().forEach(inside -> claim(inside, row));
        }
    }

    /** The row of a layer; models have none until they turn out to compute something between their layers. */
    Row of(Layer layer) {
        return byLayer.computeIfAbsent(layer, owner -> {
            String prefix = models.getOrDefault(owner, "");
            Row row = new Row(prefix.isEmpty() ? owner.name() : prefix.substring(0, prefix.length() - 1), owner);
            rows.add(row);
            return row;
        });
    }

    List<Row> all() {
        return Collections.unmodifiableList(rows);
    }
}
