package dev.markhor.model;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Brings what {@code predict} was given into the form the model declares: order, type, and a trailing dimension of 1. */
final class ModelInputs {
    /** So many that a window over them fits. */
    private static final String SOME_WORDS = "a ".repeat(32);

    private ModelInputs() {}

    /** Tensors as the model takes them, and the signature they are traced under. */
    record Fitted(Structure<Tensor> tensors, Structure<Spec> signature) {}

    /** What calls bring: the inputs that the model declares, or what it was built for. */
    static Optional<Structure<Spec>> known(Model model) {
        return model.declaredInputs()
                .map(inputs -> inputs.mapLeaves(value -> value.spec()))
                .or(model::builtStructure);
    }

    /** @throws IllegalArgumentException if they do not fit; the message names the input */
    static Fitted fit(Model model, Structure<Tensor> arguments) {
        requireInputs(model, arguments);
        Optional<Structure<Value>> declared = model.declaredInputs();
        if (declared.isEmpty()) {
            Structure<Tensor> named = sorted(named(model, arguments));
            return new Fitted(named, named.mapLeaves(ModelInputs::signature));
        }
        List<Value> inputs = declared.get().flatten();
        List<Tensor> given = arrange(inputs, declared.get(), arguments);
        if (given.size() != inputs.size()) {
            throw new IllegalArgumentException("model '" + model.name() + "' has " + inputs.size() + " input(s) "
                    + inputs.stream().map(ModelInputs::describe).toList() + ", got " + given.size());
        }
        int[] next = {0};
        Structure<Tensor> tensors = declared.get().mapLeaves(value -> fitOne(model, value, given.get(next[0]++)));
        return new Fitted(tensors, declared.get().mapLeaves(Value::spec));
    }

    private static void requireInputs(Model model, Structure<Tensor> arguments) {
        int missing = arguments.flatten().indexOf(null);
        if (missing >= 0) {
            throw new IllegalArgumentException("model '" + model.name() + "': input " + missing + " is null");
        }
    }

    /**
     * What a model says that cannot be traced for these inputs: where they are not what it was built for, that comes first.
     *
     * @param cause what a layer in it says
     */
    static IllegalArgumentException refusal(Model model, Structure<Tensor> inputs, IllegalArgumentException cause) {
        List<Spec> built = model.builtFor();
        List<Spec> given = inputs.flatten().stream()
                .map(tensor -> new Spec(tensor.dtype(), tensor.shape()))
                .toList();
        boolean same = built.size() == given.size()
                && IntStream.range(0, built.size())
                        .allMatch(i -> anyBatch(built.get(i).shape())
                                .accepts(anyBatch(given.get(i).shape())));
        if (built.isEmpty() || same) {
            return cause;
        }
        String text = "model '" + model.name() + "' was built for " + listed(built) + ", got " + listed(given) + ": "
                + cause.getMessage();
        return new IllegalArgumentException(text, cause);
    }

    private static Shape anyBatch(Shape shape) {
        return shape.rank() == 0 ? shape : shape.with(0, Shape.FREE);
    }

    private static String listed(List<Spec> specs) {
        return specs.stream().map(Spec::toString).collect(Collectors.joining(", "));
    }

    /** What the model declares, in the order in which a list of tensors is taken. */
    static Map<String, Spec> specs(Model model) {
        Map<String, Spec> specs = new LinkedHashMap<>();
        model.declaredInputs().ifPresent(declared -> {
            if (declared instanceof Structure.Entries<Value> entries) {
                new TreeMap<>(entries.entries()).forEach((key, entry) -> {
                    if (entry instanceof Structure.Leaf<Value> leaf) {
                        specs.put(key, leaf.value().spec());
                    } else {
                        sorted(entry).flatten().forEach(value -> specs.put(nameOf(value), value.spec()));
                    }
                });
            } else {
                declared.flatten().forEach(value -> specs.put(nameOf(value), value.spec()));
            }
        });
        return specs;
    }

    /** A list given for a user-defined model that was built for inputs by name is taken in the order of the sorted names. */
    private static Structure<Tensor> named(Model model, Structure<Tensor> arguments) {
        if (!(arguments instanceof Structure.Items<Tensor> items)
                || !(model.builtStructure().orElse(null) instanceof Structure.Entries<Spec> built)
                || items.items().size() != built.entries().size()) {
            return arguments;
        }
        List<String> names = built.entries().keySet().stream().sorted().toList();
        Map<String, Structure<Tensor>> entries = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            entries.put(names.get(i), items.items().get(i));
        }
        return new Structure.Entries<>(entries);
    }

    /** Names in one order, whatever that of a map: structures that differ in order only are equal, and share a trace. */
    private static <T> Structure<T> sorted(Structure<T> structure) {
        if (structure instanceof Structure.Items<T> items) {
            return new Structure.Items<>(
                    items.items().stream().map(ModelInputs::<T>sorted).toList());
        }
        if (structure instanceof Structure.Entries<T> entries) {
            Map<String, Structure<T>> byName = new TreeMap<>();
            entries.entries().forEach((name, entry) -> byName.put(name, sorted(entry)));
            return new Structure.Entries<>(byName);
        }
        return structure;
    }

    /** The batch size is left open, all else is fixed by the trace. */
    static Spec signature(Tensor tensor) {
        return new Spec(tensor.dtype(), anyBatch(tensor.shape()));
    }

    private static List<Tensor> arrange(List<Value> inputs, Structure<Value> declared, Structure<Tensor> arguments) {
        if (!(arguments instanceof Structure.Entries<Tensor> named)) {
            return declared instanceof Structure.Entries<Value> entries
                    ? bySortedKeys(entries, arguments.flatten())
                    : arguments.flatten();
        }
        List<Tensor> ordered = new ArrayList<>();
        List<String> keys = declared instanceof Structure.Entries<Value> entries
                ? List.copyOf(entries.entries().keySet())
                : inputs.stream().map(ModelInputs::nameOf).toList();
        for (String key : keys) {
            Structure<Tensor> entry = named.entries().get(key);
            if (entry == null) {
                throw new IllegalArgumentException(
                        "no input '" + key + "' among " + named.entries().keySet());
            }
            ordered.addAll(entry.flatten());
        }
        return ordered;
    }

    /** A list given for a model with named inputs is taken in the order of the sorted names, as Keras flattens a dict. */
    private static List<Tensor> bySortedKeys(Structure.Entries<Value> declared, List<Tensor> given) {
        List<Value> sorted = sorted(declared).flatten();
        if (given.size() != sorted.size()) {
            return given;
        }
        Map<Value, Tensor> byInput = new IdentityHashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            byInput.put(sorted.get(i), given.get(i));
        }
        return declared.flatten().stream().map(byInput::get).toList();
    }

    private static Tensor fitOne(Model model, Value declared, Tensor given) {
        Shape wanted = declared.shape();
        Tensor tensor = cast(model, declared, given);
        Shape shape = tensor.shape();
        if (shape.rank() == wanted.rank() - 1 && wanted.dim(-1) == 1) {
            tensor = tensor.reshape(shape.append(1).dims());
        } else if (shape.rank() == wanted.rank() + 1 && shape.dim(-1) == 1) {
            tensor = tensor.reshape(shape.slice(0, shape.rank() - 1).dims());
        }
        if (!wanted.accepts(tensor.shape())) {
            throw new IllegalArgumentException(misfit(model, declared, given) + batchHint(wanted, shape));
        }
        return tensor;
    }

    private static Tensor cast(Model model, Value declared, Tensor given) {
        if ((declared.dtype() == DType.STRING) != (given.dtype() == DType.STRING)) {
            throw new IllegalArgumentException(misfit(model, declared, given));
        }
        return given.cast(declared.dtype());
    }

    private static String misfit(Model model, Value declared, Tensor given) {
        return "model '" + model.name() + "' expects " + describe(declared) + ", got "
                + new Spec(given.dtype(), given.shape());
    }

    /** What to do about a single sample. */
    private static String batchHint(Shape wanted, Shape given) {
        return wanted.rank() > 0 && wanted.slice(1, wanted.rank()).accepts(given)
                ? "; a batch dimension is missing: for one sample, make it " + given.prepend(1)
                        + " with reshape or Tensor.of(values, 1, …)"
                : "";
    }

    /** Zeros, or some text, of these shapes. */
    static Structure<Tensor> blank(Model model, List<Shape> shapes) {
        List<Spec> declared = List.copyOf(specs(model).values());
        if (shapes.isEmpty() && declared.isEmpty()) {
            throw new IllegalArgumentException(
                    "model '" + model.name() + "' declares no inputs: say for which shapes it is to be made ready");
        }
        List<Tensor> blanks = new ArrayList<>();
        for (int i = 0; i < (shapes.isEmpty() ? declared.size() : shapes.size()); i++) {
            DType type = i < declared.size() ? declared.get(i).dtype() : DType.FLOAT32;
            Shape shape = shapes.isEmpty() ? batchOfOne(declared.get(i)) : shapes.get(i);
            if (!shape.isStatic()) {
                throw new IllegalArgumentException("model '" + model.name() + "' is to be made ready for " + shape
                        + ": say which sizes its calls will have");
            }
            blanks.add(type == DType.STRING ? texts(shape) : Tensor.zeros(type, shape));
        }
        return blanks.size() == 1 ? Structure.of(blanks.get(0)) : Structure.list(blanks);
    }

    private static Tensor texts(Shape shape) {
        String[] texts = new String[Math.toIntExact(shape.size())];
        Arrays.fill(texts, SOME_WORDS);
        return Tensor.of(texts, shape.dims());
    }

    private static Shape batchOfOne(Spec spec) {
        return spec.shape().rank() > 0 && spec.shape().isFree(0) ? spec.shape().with(0, 1) : spec.shape();
    }

    private static String describe(Value input) {
        return nameOf(input) + ": " + input.spec();
    }

    private static String nameOf(Value input) {
        return LayerCall.originOf(input).map(o -> o.call().layer().name()).orElse("input");
    }
}
