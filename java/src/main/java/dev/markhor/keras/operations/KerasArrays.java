package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Sizes;
import dev.markhor.ops.TakeAlongAxis;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** {@code keras.ops.numpy}: functions that move elements, products and sorting, one line each. */
final class KerasArrays {
    private KerasArrays() {}

    static Operation find(String className) {
        return switch (className) {
            case "Concatenate" ->
                Operation.of(a -> Parts.concatenate(a.tensors("xs"), a.integer(Arguments.NAMED, "axis", 0)));
            case "Append" -> Operation.of(KerasArrays::append);
            case "Stack" -> Operation.of(a -> Parts.stack(a.tensors("x"), a.integer(Arguments.NAMED, "axis", 0)));
            case "Hstack" -> Operation.of(a -> hstack(a.tensors("xs")));
            case "Vstack" ->
                Operation.of(a -> Parts.concatenate(
                        a.tensors("xs").stream().map(x -> Shapes.atLeast(x, 2)).toList(), 0));
            case "Split", "ArraySplit" ->
                Operation.several(
                        a -> Parts.split(a.tensor(), a.required(1, "indices_or_sections"), a.integer(2, "axis", 0)));
            case "Hsplit" -> Operation.several(a -> Parts.split(a.tensor(), a.required(1, "indices_or_sections"), 1));
            case "Vsplit" -> Operation.several(a -> Parts.split(a.tensor(), a.required(1, "indices_or_sections"), 0));
            case "Reshape" -> Operation.of(a -> Shapes.reshape(a, "newshape"));
            case "Transpose" -> Operation.of(a -> Shapes.transpose(a.tensor(), a.integers(1, "axes")));
            case "ExpandDims" -> Operation.of(a -> Shapes.expandDims(a.tensor(), a.requiredIntegers(1, "axis")));
            case "Squeeze" -> Operation.of(a -> Shapes.squeeze(a.tensor(), a.integers(1, "axis")));
            case "Swapaxes" ->
                Operation.of(a -> Shapes.swapAxes(a.tensor(), a.integer(1, "axis1"), a.integer(2, "axis2")));
            case "Moveaxis" ->
                Operation.of(a -> Shapes.moveAxes(
                        a.tensor(), a.requiredIntegers(1, "source"), a.requiredIntegers(2, "destination")));
            case "Ravel" -> Operation.of(a -> Ops.reshape(a.tensor(), Reshape.INFER));
            case "BroadcastTo" -> Operation.of(a -> Shapes.broadcastTo(a.tensor(), a.required(1, "shape")));
            case "Flip" -> Operation.of(a -> Parts.flip(a.tensor(), a.integers(1, "axis")));
            case "Fliplr" -> Operation.of(a -> Ops.flip(a.tensor(), 1));
            case "Flipud" -> Operation.of(a -> Ops.flip(a.tensor(), 0));
            case "Roll" -> Operation.of(Parts::roll);
            case "Rot90" -> Operation.of(KerasArrays::rotate);
            case "Tile" -> Operation.of(a -> Parts.tile(a.tensor(), a.required(1, "repeats")));
            case "Repeat" -> Operation.of(Parts::repeat);
            case "Pad" ->
                Operation.of(a -> Parts.pad(
                        a.tensor(),
                        a.required(Arguments.NAMED, "pad_width"),
                        a.text(Arguments.NAMED, "mode", "constant"),
                        a.number(1, "constant_values", 0)));
            case "GetItem" ->
                Operation.of(a -> Indexing.get(a.tensor(0, "x"), a.any(1, "key").orElse(null)));
            case "Take" -> Operation.of(KerasArrays::take);
            case "TakeAlongAxis" -> Operation.of(KerasArrays::takeAlongAxis);
            case "Tril" -> Operation.of(a -> Parts.triangle(a.tensor(), a.integer(1, "k", 0), true));
            case "Triu" -> Operation.of(a -> Parts.triangle(a.tensor(), a.integer(1, "k", 0), false));
            case "Diff" ->
                Operation.of(a -> Parts.difference(
                        a.tensor(),
                        a.integer(1, "n", 1),
                        Axes.normalize(a.integer(2, "axis", -1), a.tensor().rank())));
            case "Copy", "Conj", "Real", "Array" -> Operation.of(Arguments::tensor);
            case "ZerosLike", "EmptyLike" -> Operation.of(a -> like(a, 0));
            case "OnesLike" -> Operation.of(a -> like(a, 1));
            case "FullLike" -> Operation.of(KerasArrays::fullLike);

            case "Matmul" -> Elements.binary(Products::matmul, "x1", "x2");
            case "Dot" -> Elements.binary(Products::dot, "x1", "x2");
            case "Vdot" -> Elements.binary((x, y) -> Products.dot(Ops.reshape(x, -1), Ops.reshape(y, -1)), "x1", "x2");
            case "Inner" -> Elements.binary(Products::inner, "x1", "x2");
            case "Outer" -> Elements.binary(Products::outer, "x1", "x2");
            case "Einsum" -> Operation.of(a -> Ops.einsum(a.text(Arguments.NAMED, "subscripts", ""), a.all()));
            case "Tensordot" ->
                Operation.of(a -> {
                    List<Value> operands = a.operands("x1", "x2");
                    return Products.tensordot(operands.get(0), operands.get(1), a.required(2, "axes"));
                });
            case "Cross" -> Elements.binary(Products::cross, "x1", "x2");
            case "Sort" -> Operation.of(a -> Sorting.sort(a.tensor(), a.integer(1, "axis", -1), false));
            case "Argsort" -> Operation.of(a -> Sorting.argsort(a.tensor(), a.integer(1, "axis", -1), false));
            default -> null;
        };
    }

    private static Value append(Arguments a) {
        List<Value> both = a.operands("x1", "x2");
        Optional<int[]> axis = a.integers(2, "axis");
        return axis.isPresent()
                ? Ops.concatenate(both, axis.get()[0])
                : Ops.concatenate(
                        both.stream().map(x -> Ops.reshape(x, Reshape.INFER)).toList(), 0);
    }

    private static Value hstack(List<Value> values) {
        return Parts.concatenate(values, values.get(0).rank() == 1 ? 0 : 1);
    }

    private static Value like(Arguments a, double value) {
        Value x = a.tensor();
        return Elements.filledLike(x, value, a.dtype(1, "dtype", x.dtype()));
    }

    private static Value fullLike(Arguments a) {
        Value x = a.tensor();
        DType dtype = a.dtype(2, "dtype", x.dtype());
        Value filling = Ops.cast(a.tensor(1, "fill_value", dtype), dtype);
        return Ops.add(Elements.filledLike(x, 0, dtype), filling);
    }

    /** Counterclockwise by quarters. */
    private static Value rotate(Arguments a) {
        Value x = a.tensor();
        int[] axes = a.integers(2, "axes").orElse(new int[] {0, 1});
        int first = Axes.normalize(axes[0], x.rank());
        int second = Axes.normalize(axes[1], x.rank());
        return switch (Math.floorMod(a.integer(1, "k", 1), 4)) {
            case 1 -> Shapes.swapAxes(Ops.flip(x, second), first, second);
            case 2 -> Ops.flip(Ops.flip(x, first), second);
            case 3 -> Ops.flip(Shapes.swapAxes(x, first, second), second);
            default -> x;
        };
    }

    /** Without an axis, from the flattened tensor. */
    private static Value take(Arguments a) {
        boolean flat = a.any(2, "axis").isEmpty();
        Value x = flat ? Ops.reshape(a.tensor(0, "x"), Reshape.INFER) : a.tensor(0, "x");
        int axis = Axes.normalize(a.integer(2, "axis", 0), x.rank());
        Value indices = a.tensor(1, "indices", DType.INT32);
        Value numbers = indices.dtype() == DType.INT64 ? indices : Ops.cast(indices, DType.INT32);
        return Ops.gather(x, fromTheEnd(numbers, x, axis), axis);
    }

    private static Value fromTheEnd(Value indices, Value x, int axis) {
        Sizing sizing = new Sizing();
        Value size = Ops.reshape(sizing.apply(new Sizes(List.of(sizing.dimension(x, axis)), indices.dtype())));
        Value zero = Ops.constant(Tensor.zeros(indices.dtype(), Shape.of()));
        return Ops.where(Ops.less(indices, zero), Ops.add(indices, size), indices);
    }

    private static Value takeAlongAxis(Arguments a) {
        boolean flat = a.any(2, "axis").isEmpty();
        Value x = a.tensor(0, "x");
        Value indices = a.tensor(1, "indices", DType.INT32);
        if (flat) {
            return Ops.apply(new TakeAlongAxis(0), Ops.reshape(x, Reshape.INFER), Ops.reshape(indices, Reshape.INFER));
        }
        return Ops.apply(new TakeAlongAxis(Axes.normalize(a.integer(2, "axis"), x.rank())), x, indices);
    }
}
