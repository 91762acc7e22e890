package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.keras.config.ConfigValues.TensorRef;
import dev.markhor.keras.operations.SliceSpec;
import dev.markhor.keras.operations.TensorArgument;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The arguments of a call with values in place of references. */
final class CallArguments {
    private final Function<TensorRef, Value> resolve;
    private final boolean operation;
    private final List<Value> inside = new ArrayList<>();

    private CallArguments(Function<TensorRef, Value> resolve, boolean operation) {
        this.resolve = resolve;
        this.operation = operation;
    }

    /** @param operation whether an operation is called, whose arguments may hold tensors anywhere, as in a slice's bounds */
    static Inputs of(CallSpec call, boolean operation, Function<TensorRef, Value> resolve) {
        CallArguments arguments = new CallArguments(resolve, operation);
        List<Object> positional = new ArrayList<>();
        for (Object argument : call.positional()) {
            positional.add(arguments.argument(argument));
        }
        Map<String, Object> named = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : call.named().entrySet()) {
            if (!entry.getKey().equals("training")) {
                named.put(entry.getKey(), arguments.argument(entry.getValue()));
            }
        }
        if (!arguments.inside.isEmpty()) {
            named.put(TensorArgument.NAME, Structure.list(arguments.inside));
        }
        return Inputs.of(positional, named);
    }

    /** A structure of references as one of values. */
    static Structure<Value> structure(Object value, Function<TensorRef, Value> resolve) {
        return new CallArguments(resolve, false).structure(value);
    }

    /** An argument with tensors in it becomes a structure of values; another stays plain. */
    private Object argument(Object value) {
        if (!hasTensors(value)) {
            return value;
        }
        return operation && !isStructure(value) ? marked(value) : structure(value);
    }

    private static boolean hasTensors(Object value) {
        if (value instanceof List<?> list) {
            return anyHasTensors(list);
        }
        if (value instanceof Map<?, ?> map) {
            return anyHasTensors(map.values());
        }
        if (value instanceof SliceSpec slice) {
            return slice.start().filter(CallArguments::hasTensors).isPresent()
                    || slice.stop().filter(CallArguments::hasTensors).isPresent()
                    || slice.step().filter(CallArguments::hasTensors).isPresent();
        }
        return value instanceof TensorRef || value instanceof Tensor;
    }

    private static boolean anyHasTensors(Iterable<?> values) {
        for (Object value : values) {
            if (hasTensors(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStructure(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(CallArguments::isStructure);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(CallArguments::isStructure);
        }
        return value instanceof TensorRef || value instanceof Tensor || value instanceof Number;
    }

    private Structure<Value> structure(Object value) {
        if (value instanceof TensorRef || value instanceof Tensor) {
            return Structure.of(tensor(value));
        }
        if (value == null) { // Python's None among tensors, such as the mask of an unmasked one
            return new Structure.Items<>(List.of());
        }
        if (value instanceof List<?> list) {
            List<Structure<Value>> items = new ArrayList<>();
            for (Object item : list) {
                items.add(structure(item));
            }
            return new Structure.Items<>(items);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Structure<Value>> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put((String) key, structure(item)));
            return new Structure.Entries<>(entries);
        }
        if (value instanceof Number number) {
            boolean integer = operation && !(number instanceof Double);
            return Structure.of(
                    Ops.constant(Tensor.scalar(number.doubleValue()).cast(integer ? DType.INT32 : DType.FLOAT32)));
        }
        throw new IllegalArgumentException("tensors are mixed with " + value + ", which is not supported");
    }

    private Value tensor(Object value) {
        return value instanceof TensorRef reference ? resolve.apply(reference) : Ops.constant((Tensor) value);
    }

    /** The same with a mark in each tensor's place. */
    private Object marked(Object value) {
        if (value instanceof TensorRef || value instanceof Tensor) {
            inside.add(tensor(value));
            return new TensorArgument(inside.size() - 1);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(marked(item)));
            return items;
        }
        return value instanceof SliceSpec slice
                ? new SliceSpec(
                        slice.start().map(this::marked),
                        slice.stop().map(this::marked),
                        slice.step().map(this::marked))
                : value;
    }
}
