package dev.markhor.compile;

import dev.markhor.binding.ReduceFunction;
import dev.markhor.ops.LayerNorm;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Softmax;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Reductions over axes, softmax and normalisation of rows. */
final class ReductionLowering {
    private ReductionLowering() {}

    static boolean hasReduce(Task task) {
        Reduce reduce = (Reduce) task.op();
        DType dtype = task.input(0).dtype();
        boolean fits = switch (reduce.function()) {
            case ANY, ALL -> dtype == DType.BOOL;
            case MEAN -> Elements.isReal(dtype);
            default -> Elements.isArithmetic(dtype);
        };
        return fits && !reduce.axes().isEmpty() && task.input(0).shape().size() > 0;
    }

    /** Neighbouring axes are reduced at once; further groups one after another, last first, through scratch memory. */
    static void reduce(Task task, Emitter emitter) {
        Reduce reduce = (Reduce) task.op();
        Operand x = task.input(0);
        long[] dims = x.shape().dims();
        long from = emitter.word(x);
        List<Integer> axes = reduce.axes();
        int end = axes.size();
        while (end > 0) {
            int begin = end - 1;
            while (begin > 0 && axes.get(begin - 1) == axes.get(begin) - 1) {
                begin--;
            }
            int first = axes.get(begin);
            int last = axes.get(end - 1);
            Shape shape = Shape.of(dims);
            long outer = Strides.product(shape, 0, first);
            long reduced = Strides.product(shape, first, last + 1);
            long inner = Strides.product(shape, last + 1, shape.rank());
            long to = begin == 0
                    ? emitter.word(task.output())
                    : emitter.scratch(outer * inner * x.dtype().bytes());
            emitter.add(new dev.markhor.binding.Reduce(
                    ReduceFunction.valueOf(reduce.function().name()),
                    Elements.of(x.dtype()),
                    from,
                    to,
                    outer,
                    reduced,
                    inner));
            for (int axis = first; axis <= last; axis++) {
                dims[axis] = 1;
            }
            from = to;
            end = begin;
        }
    }

    static boolean isReal(Task task) {
        return Elements.isReal(task.input(0).dtype());
    }

    static void softmax(Task task, Emitter emitter) {
        Softmax softmax = (Softmax) task.op();
        Operand x = task.input(0);
        int axis = softmax.axis();
        emitter.add(new dev.markhor.binding.Softmax(
                softmax.logarithm(),
                Elements.of(x.dtype()),
                emitter.word(x),
                emitter.word(task.output()),
                Strides.product(x.shape(), 0, axis),
                x.shape().dim(axis),
                Strides.product(x.shape(), axis + 1, x.shape().rank())));
    }

    static void layerNorm(Task task, Emitter emitter) {
        LayerNorm norm = (LayerNorm) task.op();
        Operand x = task.input(0);
        long n = x.shape().dim(-1);
        emitter.add(new dev.markhor.binding.LayerNorm(
                norm.rootMeanSquare(),
                Elements.of(x.dtype()),
                emitter.word(x),
                emitter.word(task.output()),
                emitter.word(task.input(1)),
                emitter.word(task.input(2)),
                x.shape().size() / n,
                n,
                norm.epsilon()));
    }
}
