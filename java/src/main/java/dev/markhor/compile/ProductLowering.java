package dev.markhor.compile;

import dev.markhor.binding.BatchedProduct;
import dev.markhor.binding.BlasProduct;
import dev.markhor.binding.ElementType;
import dev.markhor.binding.Epilogue;
import dev.markhor.binding.MatrixView;
import dev.markhor.binding.Pack;
import dev.markhor.binding.Product;
import dev.markhor.binding.VectorProduct;
import dev.markhor.execution.Backend;
import dev.markhor.ops.MatMul;
import dev.markhor.runtime.WeightArray;

/** Matrix products: with a constant right side, packed once unless the left one is a single row, or of two computed operands. */
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

    /** Whether this is a product of computed pairs of matrices, without anything fused behind it. */
    static boolean isOfPairs(Task task) {
        boolean plain = task.bias().isEmpty()
                && task.residual().isEmpty()
                && task.activation().isEmpty();
        return plain && has(task) && !isSingle(task);
    }

    static void lower(Task task, Emitter emitter) {
        if (isSingle(task)
                && (emitter.backend() == Backend.OPENBLAS || task.input(1).isWeight())) {
            single(task, emitter);
        } else {
            pairs(task, (MatMul) task.op(), emitter);
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
        if (m == 1 && !transposed) {
            emitter.add(new VectorProduct(type, emitter.word(a), emitter.word(b), y, epilogue, n, k));
            return;
        }
        Pack pack = transposed
                ? Pack.transposed(type, PackedArray.SOURCE, PackedArray.TARGET, k, n)
                : Pack.matrix(type, PackedArray.SOURCE, PackedArray.TARGET, k, n);
        WeightArray packed = PackedArray.of(b.array(), pack);
        emitter.add(Product.dense(type, emitter.word(a), emitter.word(packed), y, epilogue, m, n, k));
    }

    /** A product that reads or writes rows at a distance. */
    static void strided(Task task, Emitter emitter) {
        pairs(task, ((StridedProduct) task.op()).product(), emitter);
    }

    private static void pairs(Task task, MatMul op, Emitter emitter) {
        BatchPairs pairs = BatchPairs.of(task).orElseThrow();
        ElementType type = Elements.of(task.input(0).dtype());
        Epilogue epilogue = Epilogues.of(task, emitter);
        MatrixView a = pairs.a(emitter.word(task.input(0)));
        MatrixView b = pairs.b(emitter.word(task.input(1)));
        MatrixView y = pairs.y(emitter.word(task.output()));
        if (emitter.backend() == Backend.OPENBLAS) {
            emitter.needOpenBlas();
            emitter.add(new BlasProduct(
                    type,
                    op.transposeA(),
                    op.transposeB(),
                    a,
                    b,
                    y,
                    epilogue,
                    pairs.outer(),
                    pairs.inner(),
                    pairs.m(),
                    pairs.n(),
                    pairs.k()));
            return;
        }
        BatchedProduct sized = new BatchedProduct(
                type,
                op.transposeA(),
                op.transposeB(),
                a,
                b,
                y,
                0,
                epilogue,
                pairs.outer(),
                pairs.inner(),
                pairs.m(),
                pairs.n(),
                pairs.k());
        emitter.add(sized.withScratch(emitter.scratch(sized.scratchBytes())));
    }
}
