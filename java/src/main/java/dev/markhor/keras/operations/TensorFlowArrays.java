package dev.markhor.keras.operations;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Gather;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Size;
import dev.markhor.ops.Sizes;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** TensorFlow's functions that move elements, products, windows and pictures, one line each. */
final class TensorFlowArrays {
    private TensorFlowArrays() {}

    static Operation find(String symbol) {
        return switch (symbol) {
            case "reshape" -> Operation.of(a -> Shapes.reshape(a, "shape"));
            case "keras.backend.batch_flatten" ->
                Operation.of(a -> Ops.reshape(a.tensor(), Reshape.copy(0), Reshape.INFER));
            case "shape", "shape_v2" ->
                Operation.of(a -> Shapes.shape(a.tensor(), a.dtype(1, "out_type", DType.INT32)));
            case "size" -> Operation.of(a -> size(a.tensor(), a.dtype(1, "out_type", DType.INT32)));
            case "rank" -> Operation.of(a -> Arguments.scalar(a.tensor().rank(), DType.INT32));
            case "transpose" -> Operation.of(a -> Shapes.transpose(a.tensor(), a.integers(1, "perm")));
            case "linalg.matrix_transpose" -> Operation.of(a -> Shapes.swapAxes(a.tensor(), -1, -2));
            case "expand_dims" -> Operation.of(a -> Shapes.expandDims(a.tensor(), axis(a, "dim")));
            case "squeeze" ->
                Operation.of(a ->
                        Shapes.squeeze(a.tensor(), a.integers(1, "axis").or(() -> a.integers(1, "squeeze_dims"))));
            case "concat" -> Operation.of(a -> Parts.concatenate(a.tensors("values"), a.integer(1, "axis")));
            case "stack" -> Operation.of(a -> Parts.stack(a.tensors("values"), a.integer(1, "axis", 0)));
            case "unstack" -> Operation.several(a -> Parts.unstack(a.tensor(), a.integer(2, "axis", 0)));
            case "split" ->
                Operation.several(a ->
                        Parts.splitBySizes(a.tensor(), a.required(1, "num_or_size_splits"), a.integer(2, "axis", 0)));
            case "tile" -> Operation.of(a -> Parts.tile(a.tensor(), a.required(1, "multiples")));
            case "repeat" -> Operation.of(Parts::repeat);
            case "reverse", "reverse_v2" -> Operation.of(a -> Parts.flip(a.tensor(), a.integers(1, "axis")));
            case "roll" -> Operation.of(Parts::roll);
            case "pad", "pad_v2" ->
                Operation.of(a -> Parts.pad(
                        a.tensor(),
                        a.required(1, "paddings"),
                        a.text(2, "mode", "CONSTANT"),
                        a.number(3, "constant_values", 0)));
            case "signal.frame" -> Operation.of(Signals::frame);
            case "signal.overlap_and_add" -> Operation.of(Signals::overlapAndAdd);
            case "broadcast_to" -> Operation.of(a -> Shapes.broadcastTo(a.tensor(), a.required(1, "shape")));
            case "zeros", "ones" ->
                Operation.of(a -> Shapes.broadcastTo(
                        Arguments.scalar(symbol.equals("ones") ? 1 : 0, a.dtype(1, "dtype", DType.FLOAT32)),
                        a.required(0, "shape")));
            case "fill" -> Operation.of(a -> Shapes.broadcastTo(a.tensor(1, "value"), a.required(0, "dims")));
            case "zeros_like", "zeros_like_v2" -> Operation.of(a -> like(a, 0));
            case "ones_like", "ones_like_v2" -> Operation.of(a -> like(a, 1));
            case "range" -> Operation.of(TensorFlowArrays::range);
            case "one_hot" -> Operation.of(TensorFlowArrays::oneHot);
            case "sequence_mask" -> Operation.of(TensorFlowArrays::sequenceMask);
            case "slice" -> Operation.of(TensorFlowArrays::slice);
            case "strided_slice" -> Operation.of(StridedSlices::get);
            case "__operators__.getitem", "__operators__.ragged_getitem" ->
                Operation.of(
                        a -> Indexing.get(a.tensor(), a.any(1, "slice_spec").orElse(null)));
            case "gather", "gather_v2" -> Operation.of(a -> gather(a, "params"));
            case "nn.embedding_lookup" ->
                Operation.of(a -> Ops.gather(a.tensor(0, "params"), a.tensor(1, "ids", DType.INT32)));
            case "math.top_k", "nn.top_k" -> Operation.several(Sorting::topK);
            case "math.in_top_k", "nn.in_top_k" ->
                Operation.of(
                        a -> Sorting.inTopK(a.tensor(0, "targets"), a.tensor(1, "predictions"), a.integer(2, "k")));
            case "sort" -> Operation.of(a -> Sorting.sort(a.tensor(), a.integer(1, "axis", -1), isDescending(a)));
            case "argsort" -> Operation.of(a -> Sorting.argsort(a.tensor(), a.integer(1, "axis", -1), isDescending(a)));
            case "linalg.band_part" ->
                Operation.of(a -> bandPart(a.tensor(), a.integer(1, "num_lower"), a.integer(2, "num_upper")));
            case "identity", "stop_gradient", "convert_to_tensor", "ensure_shape", "math.real" ->
                Operation.of(Arguments::tensor);

            case "linalg.matmul", "matmul" -> Operation.of(TensorFlowArrays::matmul);
            case "linalg.matvec" ->
                Operation.of(a -> {
                    List<Value> operands = a.operands("a", "b");
                    boolean transposed = a.flag(2, "transpose_a", false);
                    return Ops.squeeze(
                            Ops.matmul(operands.get(0), Ops.expandDims(operands.get(1), -1), transposed, false), -1);
                });
            case "tensordot" ->
                Operation.of(a -> {
                    List<Value> operands = a.operands("a", "b");
                    return Products.tensordot(operands.get(0), operands.get(1), a.required(2, "axes"));
                });
            case "linalg.cross" -> Elements.binary(Products::cross, "a", "b");

            case "nn.bias_add" -> Elements.binary(Ops::add, "value", "bias");
            case "nn.moments" -> Operation.several(Norms::moments);
            case "nn.batch_normalization" -> Operation.of(Norms::batchTensorFlow);
            case "nn.max_pool", "nn.max_pool1d", "nn.max_pool2d", "nn.max_pool3d" -> Windows.poolTensorFlow(false);
            case "nn.avg_pool", "nn.avg_pool1d", "nn.avg_pool2d", "nn.avg_pool3d" -> Windows.poolTensorFlow(true);
            case "nn.convolution", "nn.conv1d", "nn.conv2d", "nn.conv3d" -> Operation.of(Windows::convTensorFlow);
            case "nn.depthwise_conv2d" -> Operation.of(Windows::depthwiseConvTensorFlow);
            case "nn.depth_to_space", "depth_to_space" ->
                Operation.of(a -> Shapes.depthToSpace(a.tensor(), a.integer(1, "block_size")));
            case "nn.space_to_depth", "space_to_depth" ->
                Operation.of(a -> Shapes.spaceToDepth(a.tensor(), a.integer(1, "block_size")));

            case "image.resize", "image.resize_images", "image.resize_with_method" ->
                Operation.of(Images::resizeTensorFlow);
            case "image.extract_patches" -> Operation.of(Windows::patchesTensorFlow);
            case "image.flip_left_right" -> Operation.of(a -> Ops.flip(a.tensor(), -2));
            case "image.flip_up_down" -> Operation.of(a -> Ops.flip(a.tensor(), -3));
            case "image.rgb_to_grayscale" -> Operation.of(a -> Images.grey(a.tensor(), false));
            case "image.grayscale_to_rgb" -> Operation.of(a -> Ops.repeat(a.tensor(), 3, -1));
            case "image.per_image_standardization" -> Operation.of(a -> Images.standardize(a.tensor()));
            default -> null;
        };
    }

    private static Value size(Value x, DType dtype) {
        Sizing sizing = new Sizing();
        Size size = sizing.shapeOf(x).stream().reduce(Size.of(1), (p, q) -> Size.combine(Size.Function.MULTIPLY, p, q));
        return Ops.reshape(sizing.apply(new Sizes(List.of(size), dtype)));
    }

    private static int[] axis(Arguments a, String oldName) {
        return a.integers(1, "axis").orElseGet(() -> a.requiredIntegers(1, oldName));
    }

    private static Value like(Arguments a, double value) {
        Value x = a.tensor();
        return Elements.filledLike(x, value, a.dtype(1, "dtype", x.dtype()));
    }

    /** With one bound, from 0. */
    private static Value range(Arguments a) {
        Object first = a.required(0, "start");
        Optional<Object> limit = a.any(1, "limit");
        DType dtype = a.dtype(3, "dtype", DType.INT32);
        Object step = a.any(2, "delta").orElse(1);
        return limit.isPresent() ? Shapes.range(first, limit.get(), step, dtype) : Shapes.range(0, first, step, dtype);
    }

    private static Value oneHot(Arguments a) {
        return Parts.oneHot(
                a.tensor(),
                a.integer(1, "depth"),
                a.integer(4, "axis", -1),
                a.dtype(5, "dtype", DType.FLOAT32),
                a.number(2, "on_value", 1),
                a.number(3, "off_value", 0));
    }

    private static Value sequenceMask(Arguments a) {
        Value lengths = a.tensor();
        Value steps = Shapes.range(0, a.required(1, "maxlen"), 1, lengths.dtype());
        Value mask = Ops.less(steps, Ops.expandDims(lengths, -1));
        return Ops.cast(mask, a.dtype(2, "dtype", DType.BOOL));
    }

    /** From {@code begin}, {@code size} elements, all if that is -1. */
    private static Value slice(Arguments a) {
        Value x = a.tensor();
        List<Object> begins = items(a.required(1, "begin"));
        List<Object> sizes = items(a.required(2, "size"));
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            int from = Constants.integer("begin", begins.get(i));
            boolean all = sizes.get(i) instanceof Number number && number.longValue() == -1;
            Object end = sizes.get(i) instanceof Value size
                    ? Ops.add(size, from)
                    : from + Constants.integer("size", sizes.get(i));
            key.add(new SliceSpec(Optional.of(from), all ? Optional.empty() : Optional.of(end), Optional.empty()));
        }
        return Indexing.get(x, key);
    }

    /** Entries of a list, or of a vector as scalars. */
    private static List<Object> items(Object given) {
        if (given instanceof Value vector && vector.rank() == 1) {
            return new ArrayList<>(Parts.unstack(vector, 0));
        }
        List<Object> items = new ArrayList<>();
        for (Object item : given instanceof List<?> list ? list : List.of(given)) {
            items.add(
                    item instanceof Value value && value.node().op() instanceof Constant
                            ? (Object) Constants.integer("size", value)
                            : item);
        }
        return items;
    }

    private static Value gather(Arguments a, String params) {
        Value x = a.tensor(0, params);
        Value indices = a.tensor(1, "indices", DType.INT32);
        int batchDims = a.integer(4, "batch_dims", 0);
        int batch = batchDims < 0 ? batchDims + indices.rank() : batchDims;
        int axis = Axes.normalize(a.integer(3, "axis", batch), x.rank());
        return Ops.apply(new Gather(axis, batch), x, indices);
    }

    private static boolean isDescending(Arguments a) {
        return a.text(2, "direction", "ASCENDING").equals("DESCENDING");
    }

    /** Elements of a band around the diagonal; a negative number takes all on its side. */
    private static Value bandPart(Value x, int lower, int upper) {
        Value result = lower < 0 ? x : Parts.triangle(x, -lower, false);
        return upper < 0 ? result : Parts.triangle(result, upper, true);
    }

    private static Value matmul(Arguments a) {
        List<Value> operands = a.operands("a", "b");
        return Ops.matmul(
                operands.get(0), operands.get(1), a.flag(2, "transpose_a", false), a.flag(3, "transpose_b", false));
    }
}
