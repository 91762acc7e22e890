package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of one operation, by position or name as Python passes them; those of its configuration by name. For arguments that are
 * only ever named there is {@link #NAMED} as position.
 */
public final class Arguments {
    static final int NAMED = Integer.MAX_VALUE;

    private final Inputs inputs;
    private final Map<String, Object> constants;

    Arguments(Inputs inputs, Map<String, Object> constants) {
        this.inputs = inputs;
        this.constants = constants;
    }

    // ---- tensors

    /** The tensor at a position or under a name; a plain number or list becomes one. */
    Value tensor(int index, String name) {
        return tensor(index, name, DType.FLOAT32);
    }

    /** The same, in which plain numbers take a type if it holds them. */
    Value tensor(int index, String name, DType like) {
        return optionalTensor(index, name, like)
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' is missing"));
    }

    Optional<Value> optionalTensor(int index, String name, DType like) {
        Optional<Value> given = inputs.value(index, name);
        return given.isPresent()
                ? given
                : find(index, name)
                        .map(plain -> plain instanceof Value value ? value : Constants.of(plain, like, name));
    }

    /** The first argument, under whatever name. */
    Value tensor() {
        if (inputs.positional().isEmpty()) {
            return inputs.values().stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no argument is a tensor"));
        }
        return tensor(0, "x");
    }

    /** The tensors of a list argument, or of all positional ones where they are not in a list. */
    List<Value> tensors(String name) {
        if (inputs.positional().size() > 1 && inputs.structure(1, name).isPresent()) {
            List<Value> all = new ArrayList<>();
            for (int i = 0; i < inputs.positional().size(); i++) {
                all.add(tensor(i, name));
            }
            return all;
        }
        Structure<Value> list = inputs.structure(0, name)
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' must be tensors"));
        return list instanceof Structure.Items<Value> items
                ? items.items().stream().map(Arguments::stacked).toList()
                : list.flatten();
    }

    /** A list in the place of a tensor is one. */
    private static Value stacked(Structure<Value> item) {
        return item instanceof Structure.Items<Value> items
                ? Parts.stack(items.items().stream().map(Arguments::stacked).toList(), 0)
                : item.single();
    }

    /** Every tensor of every argument, in order. */
    Value[] all() {
        return inputs.values().toArray(Value[]::new);
    }

    /** Whether there is a tensor at a position or under a name. */
    boolean isTensor(int index, String name) {
        return inputs.structure(index, name).isPresent();
    }

    /**
     * Two operands brought to a common type: a plain number takes the tensor's, unless it has a fraction and the tensor is of
     * integers.
     */
    List<Value> operands(String first, String second) {
        return operands(0, first, 1, second);
    }

    List<Value> operands(int i, String first, int j, String second) {
        Optional<Value> a = inputs.value(i, first);
        Optional<Value> b = inputs.value(j, second);
        DType like = a.or(() -> b).map(Value::dtype).orElse(DType.FLOAT32);
        return Promotion.common(a.orElseGet(() -> tensor(i, first, like)), b.orElseGet(() -> tensor(j, second, like)));
    }

    // ---- plain values: from the call, or else from the configuration

    /** A plain value, in which tensors may stand as {@link Value}s; empty if it is absent or None. */
    Optional<Object> find(int index, String name) {
        Optional<Object> given = inputs.plain(index, name);
        return given.isPresent() ? given.map(this::withTensors) : Optional.ofNullable(constants.get(name));
    }

    private Object withTensors(Object plain) {
        if (plain instanceof TensorArgument argument) {
            return inputs.structure(NAMED, TensorArgument.NAME)
                    .orElseThrow()
                    .flatten()
                    .get(argument.index());
        }
        if (plain instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(withTensors(item)));
            return items;
        }
        return plain instanceof SliceSpec slice
                ? new SliceSpec(
                        slice.start().map(this::withTensors),
                        slice.stop().map(this::withTensors),
                        slice.step().map(this::withTensors))
                : plain;
    }

    /** The plain value at a position or under a name, or else its tensor or list of tensors, as {@link Value}s. */
    Optional<Object> any(int index, String name) {
        return inputs.structure(index, name)
                .map(structure -> structure instanceof Structure.Leaf<Value> leaf
                        ? (Object) leaf.value()
                        : new ArrayList<Object>(structure.flatten()))
                .or(() -> find(index, name));
    }

    int integer(int index, String name) {
        return any(index, name)
                .map(value -> Constants.integer(name, value))
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' is missing"));
    }

    int integer(int index, String name, int absent) {
        return any(index, name).map(value -> Constants.integer(name, value)).orElse(absent);
    }

    double number(int index, String name, double absent) {
        return any(index, name).map(value -> Constants.number(name, value)).orElse(absent);
    }

    boolean flag(int index, String name, boolean absent) {
        return find(index, name)
                .map(value -> value instanceof Boolean truth ? truth : Constants.number(name, value) != 0)
                .orElse(absent);
    }

    String text(int index, String name, String absent) {
        return find(index, name).map(String::valueOf).orElse(absent);
    }

    DType dtype(int index, String name, DType absent) {
        return find(index, name).map(value -> DType.of(String.valueOf(value))).orElse(absent);
    }

    /** Integers, one or a list; empty if absent. */
    Optional<int[]> integers(int index, String name) {
        return any(index, name).map(value -> Constants.integers(name, value));
    }

    int[] requiredIntegers(int index, String name) {
        return integers(index, name)
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' is missing"));
    }

    /** {@code count} integers: a list of them, or one for all. */
    int[] integers(int index, String name, int count, int absent) {
        int[] given = integers(index, name).orElseGet(() -> new int[] {absent});
        if (given.length != 1 && given.length != count) {
            throw new IllegalArgumentException("argument '" + name + "' must be " + count + " integers");
        }
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = given[given.length == 1 ? 0 : i];
        }
        return all;
    }

    /** A required argument's value in any form. */
    Object required(int index, String name) {
        return any(index, name).orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' is missing"));
    }

    /** An argument that must be absent, or have its default. */
    void only(int index, String name, Object supported) {
        find(index, name).filter(value -> !value.equals(supported)).ifPresent(value -> {
            throw new IllegalArgumentException("argument '" + name + "' of " + value + " is not supported");
        });
    }

    /** A scalar of a type, for plain numbers. */
    static Value scalar(double number, DType dtype) {
        return Ops.constant(Tensor.scalar(number).cast(dtype));
    }
}
