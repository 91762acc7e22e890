package dev.markhor.compile;

import dev.markhor.binding.ElementType;
import dev.markhor.binding.StridedCopy;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Gather;
import dev.markhor.ops.Pad;
import dev.markhor.ops.RepeatElements;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Tile;
import dev.markhor.ops.Transpose;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Ops that only move elements. */
final class LayoutLowering {
    private static final int MOST_DIMENSIONS = 8;

    private LayoutLowering() {}

    static boolean fits(Task task) {
        return task.input(0).shape().rank() <= MOST_DIMENSIONS;
    }

    /** Repetition needs a dimension for the repeated and one for the copies. */
    static boolean fitsRepeated(Task task) {
        return task.input(0).shape().rank() <= MOST_DIMENSIONS / 2;
    }

    static void transpose(Task task, Emitter emitter) {
        int[] axes = ((Transpose) task.op()).axes().stream().mapToInt(i -> i).toArray();
        Operand x = task.input(0);
        emitter.add(StridedCopy.transpose(
                type(x), emitter.word(x), emitter.word(task.output()), x.shape().dims(), axes));
    }

    static void slice(Task task, Emitter emitter) {
        Slice slice = (Slice) task.op();
        Operand x = task.input(0);
        long[] begin = new long[x.shape().rank()];
        long[] step = new long[begin.length];
        Arrays.fill(step, 1);
        begin[slice.axis()] = slice.first(x.shape().dim(slice.axis()));
        step[slice.axis()] = slice.step();
        emitter.add(StridedCopy.slice(
                type(x),
                emitter.word(x),
                emitter.word(task.output()),
                x.shape().dims(),
                begin,
                step,
                task.output().shape().dims()));
    }

    static void concat(Task task, Emitter emitter) {
        int axis = ((Concat) task.op()).axis();
        Shape shape = task.output().shape();
        long outer = Strides.product(shape, 0, axis);
        long inner = Strides.product(shape, axis + 1, shape.rank());
        long from = 0;
        for (Operand x : task.inputs()) {
            long width = x.shape().dim(axis) * inner;
            emitter.add(StridedCopy.columns(
                    type(x),
                    emitter.word(x),
                    emitter.word(task.output()),
                    outer,
                    width,
                    from,
                    shape.dim(axis) * inner));
            from += width;
        }
    }

    static void tile(Task task, Emitter emitter) {
        long[] repeats = ((Tile) task.op()).repeats().stream().mapToLong(i -> i).toArray();
        Operand x = task.input(0);
        emitter.add(StridedCopy.tile(
                type(x), emitter.word(x), emitter.word(task.output()), x.shape().dims(), repeats));
    }

    static void repeat(Task task, Emitter emitter) {
        RepeatElements repeat = (RepeatElements) task.op();
        Operand x = task.input(0);
        long[] repeats = new long[x.shape().rank()];
        Arrays.fill(repeats, 1);
        repeats[repeat.axis()] = repeat.times();
        emitter.add(StridedCopy.repeat(
                type(x), emitter.word(x), emitter.word(task.output()), x.shape().dims(), repeats));
    }

    static void pad(Task task, Emitter emitter) {
        Pad pad = (Pad) task.op();
        Operand x = task.input(0);
        emitter.add(new dev.markhor.binding.Pad(
                dev.markhor.binding.Pad.Mode.valueOf(pad.mode().name()),
                type(x),
                bits(x.dtype(), pad.value()),
                emitter.word(x),
                emitter.word(task.output()),
                x.shape().dims(),
                pad.before().stream().mapToLong(i -> i).toArray(),
                task.output().shape().dims()));
    }

    static boolean hasGather(Task task) {
        DType indices = task.input(1).dtype();
        return ((Gather) task.op()).batchDims() == 0 && (indices == DType.INT32 || indices == DType.INT64);
    }

    static void gather(Task task, Emitter emitter) {
        int axis = ((Gather) task.op()).axis();
        Operand table = task.input(0);
        Operand indices = task.input(1);
        Shape shape = table.shape();
        long rows = shape.dim(axis);
        emitter.add(new dev.markhor.binding.Gather(
                type(indices),
                emitter.word(table),
                rows,
                Strides.product(shape, axis + 1, shape.rank()) * table.dtype().bytes(),
                emitter.word(indices),
                emitter.word(task.output()),
                Strides.product(shape, 0, axis),
                indices.shape().size(),
                emitter.report("an index is outside of a table of " + rows + " rows (an Embedding's input_dim)")));
    }

    static void broadcast(Task task, Emitter emitter) {
        Operand x = task.input(0);
        Shape shape = task.output().shape();
        emitter.add(new StridedCopy(
                type(x),
                emitter.word(x),
                emitter.word(task.output()),
                0,
                0,
                shape.dims(),
                Strides.broadcast(x.shape(), shape),
                Strides.dense(shape)));
    }

    private static ElementType type(Operand operand) {
        return Elements.of(operand.dtype());
    }

    private static long bits(DType dtype, double value) {
        ByteBuffer one = Tensor.full(dtype, Shape.of(), value).buffer();
        long bits = 0;
        for (int i = one.remaining() - 1; i >= 0; i--) { // native order is little-endian on every machine we run on
            bits = bits << 8 | one.get(i) & 0xff;
        }
        return bits;
    }
}
