package dev.markhor.compile;

import dev.markhor.binding.ElementType;
import dev.markhor.binding.ResizeTable;
import dev.markhor.ops.Pool;
import dev.markhor.ops.Resize;
import dev.markhor.runtime.ConstantArray;
import dev.markhor.runtime.WeightArray;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;

/** Pooling and resizing. */
final class WindowLowering {
    private WindowLowering() {}

    static void pool(Task task, Emitter emitter) {
        Pool pool = (Pool) task.op();
        Operand x = task.input(0);
        Shape in = x.shape();
        int spatial = pool.window().size();
        dev.markhor.binding.Pool.Axis[] axes = new dev.markhor.binding.Pool.Axis[3];
        for (int i = 0; i < 3; i++) {
            int d = i - (3 - spatial);
            axes[i] = d < 0
                    ? dev.markhor.binding.Pool.Axis.NONE
                    : axis(pool, d, in.dim(d + 1), task.output().shape().dim(d + 1));
        }
        emitter.add(new dev.markhor.binding.Pool(
                pool.average(),
                Elements.of(x.dtype()),
                emitter.word(x),
                emitter.word(task.output()),
                in.dim(0),
                in.dim(-1),
                axes[0],
                axes[1],
                axes[2]));
    }

    private static dev.markhor.binding.Pool.Axis axis(Pool pool, int d, long in, long out) {
        int window = pool.window().get(d);
        int stride = pool.strides().get(d);
        return new dev.markhor.binding.Pool.Axis(
                in, out, window, stride, pool.padding().before(d, in, window, stride, 1));
    }

    static boolean hasResize(Task task) {
        Resize resize = (Resize) task.op();
        return switch (resize.interpolation()) {
            case NEAREST -> true;
            case BILINEAR, BICUBIC ->
                !resize.antialias() && Elements.isReal(task.input(0).dtype());
            default -> false;
        };
    }

    static void resize(Task task, Emitter emitter) {
        Resize resize = (Resize) task.op();
        Operand x = task.input(0);
        Shape in = x.shape();
        Shape out = task.output().shape();
        ResizeTable rows = table(resize.interpolation(), in.dim(1), out.dim(1));
        ResizeTable columns = table(resize.interpolation(), in.dim(2), out.dim(2));
        ElementType type = Elements.of(x.dtype());
        emitter.add(new dev.markhor.binding.Resize(
                type,
                rows.taps(),
                emitter.word(x),
                emitter.word(task.output()),
                in.dim(0),
                in.dim(1),
                in.dim(2),
                in.dim(3),
                out.dim(1),
                out.dim(2),
                emitter.word(indices(rows)),
                emitter.word(weights(rows)),
                emitter.word(indices(columns)),
                emitter.word(weights(columns))));
    }

    private static ResizeTable table(Resize.Interpolation interpolation, long in, long out) {
        return switch (interpolation) {
            case NEAREST -> ResizeTable.nearest((int) in, (int) out, ResizeTable.Centres.HALF_PIXEL);
            case BILINEAR -> ResizeTable.bilinear((int) in, (int) out, ResizeTable.Centres.HALF_PIXEL);
            case BICUBIC -> ResizeTable.bicubic((int) in, (int) out, ResizeTable.Centres.HALF_PIXEL);
            default -> throw new IllegalArgumentException("no kernel resizes by " + interpolation);
        };
    }

    private static WeightArray indices(ResizeTable table) {
        return new ConstantArray(Tensor.of(table.indices(), table.indices().length));
    }

    private static WeightArray weights(ResizeTable table) {
        return new ConstantArray(Tensor.of(table.weights(), table.weights().length));
    }
}
