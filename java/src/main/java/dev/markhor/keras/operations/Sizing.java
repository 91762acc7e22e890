package dev.markhor.keras.operations;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Value;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Cast;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Gather;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedOp;
import dev.markhor.ops.Sizes;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sizes that a model computes from shapes, as in {@code tf.reshape(x, [tf.shape(x)[0], 4 * n])}: follows the few operations between a
 * {@code shape} and its use, so that they are known as soon as the shapes are.
 */
final class Sizing {
    private static final int MOST = 64;

    /** The operation's own operand, if it has one, then those that sizes are taken from. */
    private final List<Value> operands = new ArrayList<>();

    Sizing(Value... own) {
        operands.addAll(List.of(own));
    }

    Value apply(SizedOp op) {
        return Node.of(op, operands).output();
    }

    /** A size from a plain integer or a scalar tensor. */
    Size size(Object given) {
        List<Size> sizes = sizes(given);
        if (sizes.size() != 1) {
            throw new IllegalArgumentException("needs one size, got " + sizes.size());
        }
        return sizes.get(0);
    }

    /** Sizes from integers and tensors, one or a list; null is one to infer. */
    List<Size> sizes(Object given) {
        List<Size> sizes = new ArrayList<>();
        if (given instanceof List<?> list) {
            list.forEach(item -> sizes.addAll(sizes(item)));
        } else if (given instanceof Value value) {
            sizes.addAll(follow(value));
        } else {
            sizes.add(Size.of(given == null ? Reshape.INFER : Constants.integer("size", given)));
        }
        return sizes;
    }

    /** The sizes of a tensor, those that are fixed as numbers. */
    List<Size> shapeOf(Value x) {
        List<Size> sizes = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            sizes.add(dimension(x, axis));
        }
        return sizes;
    }

    Size dimension(Value x, int axis) {
        if (!x.shape().isFree(axis)) {
            return Size.of(x.shape().dim(axis));
        }
        int index = operands.indexOf(x);
        if (index < 0) {
            index = operands.size();
            operands.add(x);
        }
        return new Size.Dim(index, axis);
    }

    /** The elements of a tensor of sizes, in order. */
    private List<Size> follow(Value value) {
        Op op = value.node().op();
        List<Value> inputs = value.node().inputs();
        if (value.shape().isStatic() && value.shape().size() > MOST) {
            throw unknown(op);
        }
        if (op instanceof Sizes sizes) {
            return sizes.sizes().stream().map(size -> rebased(size, inputs)).toList();
        }
        if (op instanceof Constant constant) {
            return Arrays.stream(constant.tensor().toLongArray())
                    .mapToObj(Size::of)
                    .toList();
        }
        if (op instanceof Cast || op instanceof Reshape) {
            return follow(inputs.get(0));
        }
        if (op instanceof Concat) {
            return inputs.stream().flatMap(part -> follow(part).stream()).toList();
        }
        if (op instanceof Slice slice && inputs.get(0).rank() == 1) {
            return slice(slice, follow(inputs.get(0)));
        }
        if (op instanceof Gather && inputs.get(1).node().op() instanceof Constant indices) {
            List<Size> all = follow(inputs.get(0));
            return Arrays.stream(indices.tensor().toIntArray())
                    .mapToObj(i -> all.get(Math.floorMod(i, all.size())))
                    .toList();
        }
        if (op instanceof Unary unary) {
            return unary(unary, follow(inputs.get(0)));
        }
        if (op instanceof Binary binary) {
            return binary(binary, follow(inputs.get(0)), follow(inputs.get(1)));
        }
        if (op instanceof Reduce reduce && inputs.get(0).rank() == 1) {
            Size.Function function = function(reduce.function().name()).orElseThrow(() -> unknown(op));
            return List.of(follow(inputs.get(0)).stream()
                    .reduce((a, b) -> Size.combine(function, a, b))
                    .orElseThrow(() -> unknown(op)));
        }
        throw unknown(op);
    }

    private Size rebased(Size size, List<Value> inputs) {
        if (size instanceof Size.Dim dim) {
            return dimension(inputs.get(dim.operand()), dim.axis());
        }
        return size instanceof Size.Combined combined
                ? Size.combine(combined.function(), rebased(combined.a(), inputs), rebased(combined.b(), inputs))
                : size;
    }

    private static List<Size> slice(Slice slice, List<Size> all) {
        List<Size> sizes = new ArrayList<>();
        long count = slice.count(all.size());
        for (long i = 0; i < count; i++) {
            sizes.add(all.get((int) (slice.first(all.size()) + i * slice.step())));
        }
        return sizes;
    }

    private static List<Size> unary(Unary op, List<Size> sizes) {
        double factor = op.function() == Unary.Function.NEGATIVE ? -1 : op.a();
        double shift = op.function() == Unary.Function.NEGATIVE ? 0 : op.b();
        boolean affine = op.function() == Unary.Function.NEGATIVE || op.function() == Unary.Function.AFFINE;
        if (!affine || factor != (long) factor || shift != (long) shift) {
            throw unknown(op);
        }
        return sizes.stream()
                .map(size -> Size.combine(Size.Function.MULTIPLY, size, Size.of((long) factor)))
                .map(size -> Size.combine(Size.Function.ADD, size, Size.of((long) shift)))
                .toList();
    }

    private static List<Size> binary(Binary op, List<Size> a, List<Size> b) {
        Size.Function function = function(op.function().name()).orElseThrow(() -> unknown(op));
        int count = Math.max(a.size(), b.size());
        if (a.size() != count && a.size() != 1 || b.size() != count && b.size() != 1) {
            throw unknown(op);
        }
        List<Size> sizes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sizes.add(Size.combine(function, a.get(a.size() == 1 ? 0 : i), b.get(b.size() == 1 ? 0 : i)));
        }
        return sizes;
    }

    private static Optional<Size.Function> function(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "ADD", "SUM" -> Size.Function.ADD;
                    case "SUBTRACT" -> Size.Function.SUBTRACT;
                    case "MULTIPLY", "PRODUCT" -> Size.Function.MULTIPLY;
                    case "DIVIDE", "FLOOR_DIVIDE" -> Size.Function.FLOOR_DIVIDE;
                    case "MOD" -> Size.Function.MOD;
                    case "MAXIMUM", "MAX" -> Size.Function.MAXIMUM;
                    case "MINIMUM", "MIN" -> Size.Function.MINIMUM;
                    default -> null;
                });
    }

    /** Whether all are known already. */
    static boolean areKnown(List<Size> sizes) {
        return sizes.stream().allMatch(Size.Known.class::isInstance);
    }

    static long number(Size size) {
        return size instanceof Size.Known known ? known.number() : Shape.FREE;
    }

    private static IllegalArgumentException unknown(Op op) {
        return new IllegalArgumentException(
                "a size that comes from the numbers of a tensor (out of " + op.name() + ") is not supported");
    }
}
