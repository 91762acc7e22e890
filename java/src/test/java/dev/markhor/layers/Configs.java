package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.model.Dialect;
import dev.markhor.model.Layer;

/** Configurations written as JSON, single quotes for double ones. */
final class Configs {
    private Configs() {}

    static LayerConfig of(String className, String config) {
        return of(Dialect.KERAS3, className, config);
    }

    static LayerConfig of(Dialect dialect, String className, String config) {
        String text = "{'class_name': '" + className + "', 'config': " + config + "}";
        return new LayerConfig(Json.parse("test", text.replace('\'', '"')), dialect, new Reader(dialect));
    }

    static Layer layer(String className, String config) {
        return KerasLayers.create(of(className, config));
    }

    /** Reads nested layers, and knows no functions. */
    private record Reader(Dialect dialect) implements LayerReader {
        @Override
        public Layer read(Json object) {
            return KerasLayers.create(new LayerConfig(object, dialect, this));
        }
    }
}
