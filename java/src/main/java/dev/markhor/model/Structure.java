package dev.markhor.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One value, a list of structures, or structures by name: the nested arguments and results of Keras layers. */
public sealed interface Structure<T> {
    record Leaf<T>(T value) implements Structure<T> {
        @Override
        public boolean equals(Object other) {
            return other instanceof Leaf<?> leaf && Objects.equals(value, leaf.value);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(value);
        }

        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    record Items<T>(List<Structure<T>> items) implements Structure<T> {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Items<?> list && items.equals(list.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }

        @Override
        public String toString() {
            return items.toString();
        }
    }

    /** Entries keep the order they were given in. */
    record Entries<T>(Map<String, Structure<T>> entries) implements Structure<T> {
        public Entries {
            entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entries<?> map && entries.equals(map.entries);
        }

        @Override
        public int hashCode() {
            return entries.hashCode();
        }

        @Override
        public String toString() {
            return entries.toString();
        }
    }

    static <T> Structure<T> of(T value) {
        return new Leaf<>(value);
    }

    static <T> Structure<T> list(List<T> values) {
        return new Items<>(values.stream().map(Structure::of).toList());
    }

    static <T> Structure<T> map(Map<String, T> values) {
        Map<String, Structure<T>> entries = new LinkedHashMap<>();
        values.forEach((key, value) -> entries.put(key, of(value)));
        return new Entries<>(entries);
    }

    /** The leaves, in order. */
    default List<T> flatten() {
        List<T> leaves = new ArrayList<>();
        collect(leaves);
        return leaves;
    }

    private void collect(List<T> leaves) {
        if (this instanceof Leaf<T> leaf) {
            leaves.add(leaf.value());
        } else if (this instanceof Items<T> items) {
            for (Structure<T> item : items.items()) {
                item.collect(leaves);
            }
        } else if (this instanceof Entries<T> entries) {
            for (Structure<T> entry : entries.entries().values()) {
                entry.collect(leaves);
            }
        }
    }

    /**
     * The only leaf: a bare value, or a list or map of one.
     *
     * @throws IllegalArgumentException if there are several or none
     */
    default T single() {
        List<T> leaves = flatten();
        if (leaves.size() != 1) {
            throw new IllegalArgumentException("expected one value, got " + leaves.size());
        }
        return leaves.get(0);
    }

    /** The same structure with every leaf replaced. */
    default <R> Structure<R> mapLeaves(Function<? super T, ? extends R> function) {
        if (this instanceof Leaf<T> leaf) {
            return new Leaf<>(function.apply(leaf.value()));
        }
        if (this instanceof Items<T> items) {
            List<Structure<R>> mapped = new ArrayList<>();
            for (Structure<T> item : items.items()) {
                mapped.add(item.mapLeaves(function));
            }
            return new Items<>(mapped);
        }
        Map<String, Structure<R>> mapped = new LinkedHashMap<>();
        ((Entries<T>) this).entries().forEach((key, entry) -> mapped.put(key, entry.mapLeaves(function)));
        return new Entries<>(mapped);
    }

    /** {@code a}, {@code [a, b]} or {@code {x: a}}. */
    default String describe() {
        if (this instanceof Leaf<T> leaf) {
            return String.valueOf(leaf.value());
        }
        if (this instanceof Items<T> items) {
            return items.items().stream().map(Structure::describe).collect(Collectors.joining(", ", "[", "]"));
        }
        return ((Entries<T>) this)
                .entries().entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue().describe())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
