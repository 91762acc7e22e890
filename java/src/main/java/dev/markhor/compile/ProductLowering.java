package dev.markhor.compile;

import dev.markhor.binding.BatchedProduct;
import dev.markhor.binding.BlasProduct;
import dev.markhor.binding.ElementType;
import dev.markhor.binding.Epilogue;
import dev.markhor.binding.Pack;
import dev.markhor.binding.Product;
import dev.markhor.execution.Backend;
import dev.markhor.ops.MatMul;
import dev.markhor.runtime.WeightArray;
import dev.markhor.tensor.Shape;

/** Matrix products: with a constant right side packed once, or of two computed operands. */
final class ProductLowering {
    private ProductLowering() {}

    static boolean has(Task task) {
        return Elements.isReal(task.input(0).dtype())
                && (isSingle(task) || BatchPairs.of(task).isPresent());
    }

    /** One product of all rows at once: the right side is a single matrix and the left side's rows lie one after another. */
    private static boolean isSingle(Task task) {
        return task.input(1).shape().rank() == 2 && !((MatMul) task.op()).transposeA();
    }

    static void lower(Task task, Emitter emitter) {
        if (isSingle(task)
                && (emitter.backend() == Backend.OPENBLAS || task.input(1).isWeight())) {
            single(task, emitter);
        } else {
            pairs(task, emitter, BatchPairs.of(task).orElseThrow());
        }
    }

    private static void single(Task task, Emitter emitter) {
        boolean transposed = ((MatMul) task.op()).transposeB();
        Operand a = task.input(0);
        Operand b = task.input(1);
        ElementType type = Elements.of(a.dtype());
        long k = a.shape().dim(-1);
        long n = task.output().shape().dim(-1);
        long m = Strides.product(a.shape(), 0, a.shape().rank() - 1);
        Epilogue epilogue = Epilogues.of(task, emitter);
        long y = emitter.word(task.output());
        if (emitter.backend() == Backend.OPENBLAS) {
            emitter.needOpenBlas();
            emitter.add(BlasProduct.dense(type, emitter.word(a), emitter.word(b), transposed, y, epilogue, m, n, k));
            return;
        }
        Pack pack = transposed
                ? Pack.transposed(type, PackedArray.SOURCE, PackedArray.TARGET, k, n)
                : Pack.matrix(type, PackedArray.SOURCE, PackedArray.TARGET, k, n);
        WeightArray packed = new PackedArray(b.array(), pack);
        emitter.add(Product.dense(type, emitter.word(a), emitter.word(packed), y, epilogue, m, n, k));
    }

    private static void pairs(Task task, Emitter emitter, BatchPairs pairs) {
        MatMul op = (MatMul) task.op();
        ElementType type = Elements.of(task.input(0).dtype());
        Shape y = task.output().shape();
        long m = y.dim(-2);
        long n = y.dim(-1);
        long k = task.input(0).shape().dim(op.transposeA() ? -2 : -1);
        Epilogue epilogue = Epilogues.of(task, emitter);
        dev.markhor.binding.MatrixView a = pairs.a(emitter.word(task.input(0)), op.transposeA() ? m : k);
        dev.markhor.binding.MatrixView b = pairs.b(emitter.word(task.input(1)), op.transposeB() ? k : n);
        dev.markhor.binding.MatrixView out = pairs.y(emitter.word(task.output()), n);
        if (emitter.backend() == Backend.OPENBLAS) {
            emitter.needOpenBlas();
            emitter.add(new BlasProduct(
                    type,
                    op.transposeA(),
                    op.transposeB(),
                    a,
                    b,
                    out,
                    epilogue,
                    pairs.outer(),
                    pairs.inner(),
                    m,
                    n,
                    k));
            return;
        }
        BatchedProduct sized = new BatchedProduct(
                type, op.transposeA(), op.transposeB(), a, b, out, 0, epilogue, pairs.outer(), pairs.inner(), m, n, k);
        long scratch = emitter.scratch(sized.scratchBytes());
        emitter.add(new BatchedProduct(
                type,
                op.transposeA(),
                op.transposeB(),
                a,
                b,
                out,
                scratch,
                epilogue,
                pairs.outer(),
                pairs.inner(),
                m,
                n,
                k));
    }
}
