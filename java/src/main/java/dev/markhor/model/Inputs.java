package dev.markhor.model;

import dev.markhor.graph.Value;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * The arguments of one layer call: positional ones (structures of values, or plain values such as numbers) and named ones. Most layers
 * want {@link #single} or {@link #list}.
 */
public final class Inputs {
    private final List<Object> positional;
    private final Map<String, Object> named;

    private Inputs(List<Object> positional, Map<String, Object> named) {
        List<Object> arguments = new ArrayList<>();
        for (Object argument : positional) {
            arguments.add(inStructure(argument));
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        for (Map.Entry<String, Object> argument : named.entrySet()) {
            byName.put(argument.getKey(), inStructure(argument.getValue()));
        }
        this.positional = Collections.unmodifiableList(arguments);
        this.named = Collections.unmodifiableMap(byName);
    }

    /** A value alone, or a list of values only, is a structure too. */
    private static Object inStructure(Object argument) {
        if (argument instanceof Value value) {
            return Structure.of(value);
        }
        if (argument instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Value.class::isInstance)) {
            return Structure.list(list.stream().map(Value.class::cast).toList());
        }
        return argument;
    }

    public static Inputs of(Value... values) {
        return new Inputs(
                List.of(values.length == 1 ? Structure.of(values[0]) : Structure.list(List.of(values))), Map.of());
    }

    public static Inputs of(Structure<Value> first) {
        return new Inputs(List.of(first), Map.of());
    }

    /**
     * Arguments are values, lists or structures of them, or plain values (numbers, strings, booleans, lists of these); null stands for
     * Python's {@code None}.
     */
    public static Inputs of(List<Object> positional, Map<String, Object> named) {
        return new Inputs(positional, named);
    }

    /** These arguments and one called {@code name}: a value, a list or structure of values, or a plain value. */
    public Inputs with(String name, Object argument) {
        Map<String, Object> more = new LinkedHashMap<>(named);
        more.put(name, argument);
        return new Inputs(positional, more);
    }

    public List<Object> positional() {
        return positional;
    }

    public Map<String, Object> named() {
        return named;
    }

    /** The first positional argument. @throws IllegalArgumentException if it holds no values */
    public Structure<Value> first() {
        return positional.isEmpty() ? new Structure.Items<>(List.of()) : firstStructure();
    }

    private Structure<Value> firstStructure() {
        Optional<Structure<Value>> first = structure(positional.get(0));
        if (first.isEmpty()) {
            throw new IllegalArgumentException("the first argument is not a tensor");
        }
        return first.get();
    }

    /** The one value of the first argument. @throws IllegalArgumentException if there is not exactly one */
    public Value single() {
        return first().single();
    }

    /** The values of the first argument, flattened. */
    public List<Value> list() {
        return first().flatten();
    }

    /** Positional argument {@code index} or the one called {@code name}, if it is there and holds one value. */
    public Optional<Value> value(int index, String name) {
        Object argument = index < positional.size() ? positional.get(index) : named.get(name);
        return structure(argument).map(Structure::single);
    }

    /** Positional argument {@code index} or the one called {@code name}, if it is there and holds values. */
    public Optional<Structure<Value>> structure(int index, String name) {
        return structure(index < positional.size() ? positional.get(index) : named.get(name));
    }

    /** The plain (not symbolic) argument at {@code index} or called {@code name}. */
    public Optional<Object> plain(int index, String name) {
        Object argument = index < positional.size() ? positional.get(index) : named.get(name);
        return structure(argument).isPresent() ? Optional.empty() : Optional.ofNullable(argument);
    }

    /**
     * The plain argument at {@code index} or called {@code name} as a float64 array: a number, a truth value, or nested lists of these.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public Optional<Tensor> array(int index, String name) {
        return plain(index, name).map(value -> NestedLists.tensor(name, value));
    }

    /** As arguments are written: {@code (float32[?, 3], training=false)}. */
    @Override
    public String toString() {
        StringJoiner arguments = new StringJoiner(", ", "(", ")");
        positional.forEach(argument -> arguments.add(String.valueOf(argument)));
        named.forEach((name, argument) -> arguments.add(name + "=" + argument));
        return arguments.toString();
    }

    /** Every symbolic value in any argument, in order. */
    public List<Value> values() {
        List<Value> all = new ArrayList<>();
        addValues(positional, all);
        addValues(named.values(), all);
        return all;
    }

    private static void addValues(Collection<Object> arguments, List<Value> all) {
        for (Object argument : arguments) {
            Optional<Structure<Value>> structure = structure(argument);
            if (structure.isPresent()) {
                all.addAll(structure.get().flatten());
            }
        }
    }

    /** The same arguments with every symbolic value replaced. */
    public Inputs mapValues(UnaryOperator<Value> function) {
        List<Object> mapped = new ArrayList<>();
        for (Object argument : positional) {
            mapped.add(mapArgument(argument, function));
        }
        Map<String, Object> mappedNamed = new LinkedHashMap<>();
        for (Map.Entry<String, Object> argument : named.entrySet()) {
            mappedNamed.put(argument.getKey(), mapArgument(argument.getValue(), function));
        }
        return new Inputs(mapped, mappedNamed);
    }

    private static Object mapArgument(Object argument, UnaryOperator<Value> function) {
        Optional<Structure<Value>> structure = structure(argument);
        return structure.isPresent() ? structure.get().mapLeaves(function) : argument;
    }

    @SuppressWarnings("unchecked")
    private static Optional<Structure<Value>> structure(Object argument) {
        return argument instanceof Structure<?> structure
                ? Optional.of((Structure<Value>) structure)
                : Optional.empty();
    }
}
