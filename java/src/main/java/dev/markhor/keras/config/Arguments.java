package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of one operation, by position or name as Python passes them. */
final class Arguments {
    private final Inputs inputs;
    private final Map<String, Object> constants;

    Arguments(Inputs inputs) {
        this(inputs, Map.of());
    }

    private Arguments(Inputs inputs, Map<String, Object> constants) {
        this.inputs = inputs;
        this.constants = constants;
    }

    /** The same arguments, and under other names the constants of the operation's configuration. */
    Arguments with(Map<String, Object> more) {
        return new Arguments(inputs, more);
    }

    // ---- tensors

    /** The tensor at a position or under a name. */
    Value tensor(int index, String name) {
        return inputs.value(index, name)
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' must be a tensor"));
    }

    /** The first argument, under whatever name. */
    Value tensor() {
        if (!inputs.positional().isEmpty()) {
            return inputs.single();
        }
        return inputs.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no argument is a tensor"));
    }

    /** The tensors of a list argument. */
    List<Value> tensors(int index, String name) {
        return inputs.structure(index, name)
                .map(Structure::flatten)
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' must be tensors"));
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
     * Two operands, at least one of them a tensor, brought to a common type: a number takes the tensor's, unless it has a fraction and the
     * tensor is of integers.
     */
    List<Value> operands(String first, String second) {
        Optional<Value> a = inputs.value(0, first);
        Optional<Value> b = inputs.value(1, second);
        if (a.isEmpty() && b.isEmpty()) {
            throw new IllegalArgumentException("neither operand is a tensor");
        }
        Value x =
                a.orElseGet(() -> number(inputs.plain(0, first), b.orElseThrow().dtype(), first));
        Value y = b.orElseGet(
                () -> number(inputs.plain(1, second), a.orElseThrow().dtype(), second));
        return Promotion.common(x, y);
    }

    private static Value number(Optional<Object> plain, DType like, String name) {
        Object value = plain.orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' is missing"));
        return constant(value, like, name);
    }

    static Value constant(Object value, DType like, String name) {
        if (value instanceof Boolean truth) {
            return Ops.constant(Tensor.scalar(truth ? 1 : 0).cast(like == DType.BOOL ? DType.BOOL : like));
        }
        if (value instanceof Number number) {
            boolean fraction = number instanceof Double && !like.isFloating();
            DType type = fraction ? DType.FLOAT32 : like == DType.BOOL ? DType.INT32 : like;
            return Ops.constant(Tensor.scalar(number.doubleValue()).cast(type));
        }
        Tensor array = Inputs.of(Collections.singletonList(value), Map.of())
                .array(0, name)
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' is no tensor or number"));
        return Ops.constant(array.cast(!like.isFloating() && hasFraction(value) ? DType.FLOAT32 : like));
    }

    private static boolean hasFraction(Object value) {
        return value instanceof List<?> list ? list.stream().anyMatch(Arguments::hasFraction) : value instanceof Double;
    }

    // ---- plain values: from the call, or else from the configuration

    Optional<Object> find(int index, String name) {
        Optional<Object> given = inputs.plain(index, name);
        return given.isPresent() ? given : Optional.ofNullable(constants.get(name));
    }

    int integer(int index, String name) {
        return find(index, name)
                .map(value -> integer(name, value))
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' is missing"));
    }

    int integer(int index, String name, int absent) {
        return find(index, name).map(value -> integer(name, value)).orElse(absent);
    }

    double number(int index, String name, double absent) {
        return find(index, name).map(value -> number(name, value)).orElse(absent);
    }

    boolean flag(int index, String name, boolean absent) {
        return find(index, name)
                .map(value -> value instanceof Boolean truth ? truth : number(name, value) != 0)
                .orElse(absent);
    }

    String text(int index, String name, String absent) {
        return find(index, name).map(String::valueOf).orElse(absent);
    }

    /** Integers, one or a list; empty if absent. */
    Optional<int[]> integers(int index, String name) {
        return find(index, name).map(value -> {
            if (value instanceof List<?> list) {
                return list.stream().mapToInt(item -> integer(name, item)).toArray();
            }
            return new int[] {integer(name, value)};
        });
    }

    /** Sizes of a shape; null is a free one. */
    Optional<List<Object>> list(int index, String name) {
        return find(index, name)
                .map(value -> value instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>(List.of(value)));
    }

    static int integer(String name, Object value) {
        double number = number(name, value);
        if (number != (int) number) {
            throw new IllegalArgumentException("argument '" + name + "' must be an integer, got " + value);
        }
        return (int) number;
    }

    private static double number(String name, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("argument '" + name + "' must be a number, got " + value);
    }
}
