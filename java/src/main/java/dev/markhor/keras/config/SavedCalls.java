package dev.markhor.keras.config;

import dev.markhor.formats.json.Json;
import dev.markhor.keras.config.ConfigValues.TensorRef;
import dev.markhor.keras.operations.Ellipsis;
import dev.markhor.keras.operations.KerasTwin;
import dev.markhor.keras.operations.SliceSpec;
import dev.markhor.model.Functional;
import dev.markhor.model.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The calls in a functional model's configuration, of whatever generation, as Keras 3 writes them. */
public final class SavedCalls {
    private static final Set<String> RECURRENT =
            Set.of("RNN", "LSTM", "GRU", "SimpleRNN", "Bidirectional", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D");

    private static final Set<String> FUNCTIONS = Set.of("TFOpLambda", "SlicingOpLambda");

    private final Json config;
    private final Map<String, CallNumbers> numbers = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Layer> layers = new HashMap<>();

    /**
     * @param config of the functional model
     * @param made the layers that were made of it
     */
    public SavedCalls(Json config, List<? extends Layer> made, boolean keras3) {
        this.config = config;
        for (Layer layer : made) {
            layers.put(layer.name(), layer);
            numbers.put(layer.name(), new CallNumbers(layer, keras3));
        }
        for (Json entry : config.getList("layers")) {
            String name = name(entry);
            counts.put(name, Math.max(entry.getList("inbound_nodes").size(), 0));
            for (CallSpec call : read(entry)) {
                for (TensorRef reference : call.references()) {
                    numbers.get(reference.layer()).addInside(reference.call());
                }
            }
        }
        for (String key : List.of("input_layers", "output_layers")) {
            for (TensorRef reference : CallSpec.references(CallSpec.endpoints(config.get(key)))) {
                numbers.get(reference.layer()).addAtEnds(reference.call());
            }
        }
    }

    private List<CallSpec> read(Json entry) {
        Set<String> names = layers.keySet();
        List<CallSpec> calls = new ArrayList<>();
        for (Json call : entry.getList("inbound_nodes")) {
            calls.add(CallSpec.read(call, names));
        }
        return calls;
    }

    private static String name(Json entry) {
        return ModelReader.name(entry).orElseThrow();
    }

    /** {@code inbound_nodes} of a layer. */
    public List<Object> of(Json entry) {
        List<Object> nodes = new ArrayList<>();
        for (CallSpec read : read(entry)) {
            CallSpec call = operation(entry)
                    .map(operation -> ofOperands(withoutNulls(read), operation))
                    .orElseGet(() -> keras3(entry.getString("class_name"), withoutNulls(read)));
            if (!call.positional().isEmpty() || !call.named().isEmpty()) {
                Map<String, Object> node = new LinkedHashMap<>();
                node.put("args", inside(call.positional()));
                node.put("kwargs", inside(call.named()));
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** The operation of Keras 3 in place of a TensorFlow function between layers, if there is one. */
    public static Optional<KerasTwin> operation(Json entry) {
        return FUNCTIONS.contains(entry.getString("class_name"))
                ? KerasTwin.of(entry.get("config").getString("function"))
                : Optional.empty();
    }

    private static CallSpec ofOperands(CallSpec call, KerasTwin operation) {
        List<Object> operands = new ArrayList<>(call.positional());
        operation.operands().forEach(name -> operands.add(call.named().get(name)));
        if (!operation.className().equals("GetItem")) {
            operands.replaceAll(operand -> isNumbers(operand) ? array((List<?>) operand) : operand);
        }
        return new CallSpec(operands, Map.of());
    }

    private static boolean isNumbers(Object value) {
        return value instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(item -> item instanceof Number || isNumbers(item));
    }

    /** An operand that is no tensor: Keras 3 takes arrays, but no lists. */
    private static Object array(List<?> values) {
        Object first = values.get(0);
        while (first instanceof List<?> list) {
            first = list.get(0);
        }
        String dtype = first instanceof Double ? "float32" : "int32";
        return object("__numpy__", "value", values, "dtype", dtype);
    }

    /** What an operation of Keras 3 has in its configuration: TensorFlow functions have it in their call. */
    public Map<String, Object> options(Json entry, KerasTwin operation) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (CallSpec call : read(entry)) {
            withoutNulls(call).named().forEach((name, value) -> {
                if (operation.options().containsKey(name)) {
                    options.put(operation.options().get(name), inside(value));
                }
            });
        }
        return options;
    }

    private static CallSpec keras3(String className, CallSpec call) {
        return RECURRENT.contains(className)
                ? withInitialState(call)
                : className.equals("MultiHeadAttention") ? withPositions(call) : call;
    }

    /** Keras 3 meets named arguments in the order of their names, and layers before them in that order. */
    private static CallSpec withPositions(CallSpec call) {
        List<Object> positional = new ArrayList<>(call.positional());
        Map<String, Object> named = new LinkedHashMap<>(call.named());
        for (String name : List.of("value", "key")) {
            if (positional.size() == List.of("query", "value", "key").indexOf(name) && named.containsKey(name)) {
                positional.add(named.remove(name));
            }
        }
        return new CallSpec(positional, named);
    }

    /** Arguments that are not given, which Keras 2 wrote down by all their names. */
    private static CallSpec withoutNulls(CallSpec call) {
        Map<String, Object> named = new LinkedHashMap<>(call.named());
        named.values().removeIf(Objects::isNull);
        return new CallSpec(call.positional(), named);
    }

    /** Keras 2 called recurrent layers on a list of the sequence and its states. */
    private static CallSpec withInitialState(CallSpec call) {
        if (call.positional().size() != 1
                || !(call.positional().get(0) instanceof List<?> list)
                || list.size() < 2
                || call.named().containsKey("initial_state")) {
            return call;
        }
        Map<String, Object> named = new LinkedHashMap<>(call.named());
        named.put("initial_state", list.subList(1, list.size()));
        return new CallSpec(List.of(list.get(0)), named);
    }

    private Object inside(Object value) {
        if (value instanceof TensorRef reference) {
            int first = numbers.get(reference.layer()).firstInside(counts.get(reference.layer()));
            return object(
                    "__keras_tensor__",
                    "shape",
                    Arrays.asList((Object) null),
                    "dtype",
                    "float32",
                    "keras_history",
                    List.of(SavedNames.of(reference.layer()), reference.call() - first, reference.output()));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::inside).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put(key, inside(item)));
            return entries;
        }
        if (value instanceof Ellipsis) {
            return object("__ellipsis__");
        }
        if (value instanceof SliceSpec slice) {
            return object(
                    "__slice__",
                    "start",
                    bound(slice.start()),
                    "stop",
                    bound(slice.stop()),
                    "step",
                    bound(slice.step()));
        }
        return value;
    }

    private Object bound(Optional<Object> bound) {
        return bound.map(this::inside).orElse(null);
    }

    private static Map<String, Object> object(String className, Object... members) {
        Map<String, Object> config = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            config.put((String) members[i], members[i + 1]);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("class_name", className);
        object.put("config", config);
        return object;
    }

    /** {@code input_layers} or {@code output_layers}. */
    public Object ends(String key) {
        return end(CallSpec.endpoints(config.get(key)));
    }

    private Object end(Object value) {
        if (value instanceof TensorRef reference) {
            int first = numbers.get(reference.layer()).firstAtEnds(counts.get(reference.layer()));
            int keras3 = layers.get(reference.layer()) instanceof Functional ? 1 : 0;
            return List.of(SavedNames.of(reference.layer()), reference.call() - first + keras3, reference.output());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put(key, end(item)));
            return entries;
        }
        return ((List<?>) value).stream().map(this::end).toList();
    }
}
