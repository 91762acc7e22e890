package dev.markhor.model;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * The configuration of one layer on its way to a file, in the words of Keras 3: what its {@code get_config} gives. Name, {@code trainable} and
 * {@code dtype} are there before {@link Layer#writeConfig} adds the others.
 */
public final class ConfigOutput {
    private static final String LAYERS = "keras.layers";

    private final Layer layer;
    private final Map<String, Object> options = new LinkedHashMap<>();
    private String module = LAYERS;
    private String className;
    private String registeredName;
    /** Whether somebody compares what is made of this with the layer, so that one of an older Keras may be tried. */
    private final boolean compared;

    private ConfigOutput(Layer layer, boolean compared) {
        this.layer = layer;
        this.compared = compared;
        this.className = layer.className();
    }

    /**
     * What Keras' {@code serialize_keras_object} makes of a layer.
     *
     * @param compared whether somebody compares what is made of this with the layer, so that one of an older Keras may be tried
     * @throws UnsupportedModelException if Keras 3 could not make such a layer; the message names it
     */
    static Map<String, Object> of(Layer layer, boolean compared) {
        ConfigOutput config = new ConfigOutput(layer, compared);
        layer.otherThanKeras3(compared).ifPresent(reason -> {
            throw config.unsupported(reason);
        });
        if (layer.name().indexOf('/') >= 0) {
            throw config.unsupported("no name in Keras 3 may have a slash");
        }
        if (layer instanceof Model) {
            config.requireUniqueNames(layer.sublayers());
        }
        config.put("name", layer.name()).put("trainable", layer.isTrainable()).put("dtype", policy(layer.dtype()));
        layer.writeConfig(config);
        Map<String, Object> entry = object(config.module, config.className, config.options, config.registeredName);
        if (layer.builtFor().size() == 1 && config.module.equals(LAYERS)) {
            entry.put(
                    "build_config", Map.of("input_shape", shape(layer.builtFor().get(0))));
        }
        return entry;
    }

    private void requireUniqueNames(List<Layer> layers) {
        Set<String> names = new HashSet<>();
        for (Layer inner : layers) {
            if (!names.add(inner.name())) {
                throw unsupported("it has two layers named '" + inner.name() + "'");
            }
        }
    }

    private static Map<String, Object> policy(DType type) {
        return object("keras", "DTypePolicy", Map.of("name", type.kerasName()), null);
    }

    static Map<String, Object> object(
            String module, String className, Map<String, Object> config, String registeredName) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("module", module);
        object.put("class_name", className);
        object.put("config", config);
        object.put("registered_name", registeredName);
        return object;
    }

    static List<Object> shape(Spec spec) {
        return items(LongStream.of(spec.shape().dims()), ConfigOutput::size);
    }

    /** A free size is Python's {@code None}. */
    private static Object size(long dim) {
        return dim == Shape.FREE ? null : dim;
    }

    // ---- options

    /**
     * Adds an option, or replaces it.
     *
     * @param value a number, text or truth value, null, lists and maps of these; arrays and tensors become lists, layers their
     *     configuration, empty optionals null, types and enumerated values their names
     */
    public ConfigOutput put(String key, Object value) {
        options.put(key, encoded(value));
        return this;
    }

    /** Adds sizes, of which {@link Shape#FREE} is written as null. */
    public ConfigOutput putSizes(String key, long... sizes) {
        options.put(key, items(LongStream.of(sizes), ConfigOutput::size));
        return this;
    }

    /** Adds one number where there is one, else a list, as Keras has axes. */
    public ConfigOutput putAxes(String key, int... axes) {
        return put(key, axes.length == 1 ? (Object) axes[0] : axes);
    }

    /** Adds {@code data_format}. */
    public ConfigOutput putDataFormat(boolean channelsFirst) {
        return put("data_format", channelsFirst ? "channels_first" : "channels_last");
    }

    /** Takes an option out that the class in Keras does not take. */
    public ConfigOutput without(String key) {
        options.remove(key);
        return this;
    }

    /** Says where in Python the class is, if not in {@code keras.layers}, and what it is registered as. */
    public ConfigOutput in(String pythonModule, String name) {
        module = pythonModule;
        registeredName = name;
        return this;
    }

    /** Says what the class is called in Python, if that is not {@link Layer#className}. */
    public ConfigOutput named(String pythonClass) {
        className = pythonClass;
        return this;
    }

    /** An error about a layer that no configuration stands for in Keras 3. @param reason what is in the way */
    public UnsupportedModelException unsupported(String reason) {
        return new UnsupportedModelException(
                (layer instanceof Model ? "model '" : "layer '") + layer.name() + "' (" + layer.className()
                        + ") cannot be written for Keras 3: " + reason
                        + "; saveWeights writes the weights, for a program that makes the model itself");
    }

    /** A layer of this one. */
    Map<String, Object> inside(Layer inner) {
        return of(inner, compared);
    }

    /** As {@link #put} takes it. */
    Object encoded(Object value) {
        if (value instanceof Optional<?> optional) {
            return encoded(optional.orElse(null));
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        if (value instanceof int[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }
        if (value instanceof double[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(encoded(item)));
            return items;
        }
        if (value instanceof Tensor tensor) {
            return nested(tensor.toDoubleArray(), tensor.shape(), 0, 0);
        }
        if (value instanceof DType type) {
            return type.kerasName();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        return value instanceof Layer inner ? inside(inner) : value;
    }

    /** The numbers from {@code offset} on as lists within lists. */
    private static Object nested(double[] numbers, Shape shape, int axis, int offset) {
        if (axis == shape.rank()) {
            return numbers[offset];
        }
        int step = (int) shape.slice(axis + 1, shape.rank()).size();
        return items(
                LongStream.range(0, shape.dim(axis)),
                index -> nested(numbers, shape, axis + 1, offset + (int) index * step));
    }

    private static List<Object> items(LongStream numbers, LongFunction<Object> function) {
        List<Object> items = new ArrayList<>(); // which may be null
        numbers.forEach(number -> items.add(function.apply(number)));
        return items;
    }
}
