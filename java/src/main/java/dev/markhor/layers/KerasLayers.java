package dev.markhor.layers;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.model.Layer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keras' layers by class name. A layer is one file, one line here and one folder of golden values. */
public final class KerasLayers {
    private static final Map<String, LayerFactory> BY_CLASS = new TreeMap<>();

    static {
        register("Dense", Dense::fromConfig);
    }

    private KerasLayers() {}

    private static void register(String className, LayerFactory factory) {
        if (BY_CLASS.put(className, factory) != null) {
            throw new IllegalStateException(className + " is registered twice");
        }
    }

    /** How layers of this class are made, if it is one of Keras' that Markhor has. */
    public static Optional<LayerFactory> find(String className) {
        return Optional.ofNullable(BY_CLASS.get(className));
    }

    /** Every class name that {@link #find} knows. */
    public static Set<String> classNames() {
        return Collections.unmodifiableSet(BY_CLASS.keySet());
    }

    /**
     * Makes a layer with Keras' own class.
     *
     * @throws UnsupportedModelException if the class is unknown; the message names it
     * @throws MalformedFileException if a value does not fit
     */
    public static Layer create(LayerConfig config) {
        LayerFactory factory = find(config.className())
                .orElseThrow(() -> config.unsupported("unknown layer class "
                        + config.registeredName()
                                .filter(name -> !name.isEmpty())
                                .orElse(config.className())
                        + config.module().map(module -> " of " + module).orElse("")
                        + "; register a layer factory under this name"));
        return create(config, factory);
    }

    /** Makes a layer with a given factory, and sets what all layers have: name, trainable, dtype, dialect. */
    public static Layer create(LayerConfig config, LayerFactory factory) {
        Layer layer;
        try {
            layer = factory.create(config);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(config.describe() + ": " + e.getMessage(), e);
        }
        config.name().ifPresent(layer::setName);
        layer.setTrainable(config.trainable());
        layer.setDialect(config.dialect());
        if (!layer.isBuilt()) {
            layer.setDType(config.dtype());
        }
        return layer;
    }
}
