package dev.markhor.binding;

import java.util.Arrays;
import java.util.function.LongFunction;

/** Random products of matrices, and packing for them. */
final class RandomProducts {
    private RandomProducts() {}

    private static ElementType real(Dice dice) {
        return dice.once(3) ? ElementType.F64 : ElementType.F32;
    }

    private static int depth(Dice dice) {
        return dice.once(25) ? dice.between(1000, 1300) : dice.sizeOrNone(120);
    }

    static RandomCase pack(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int k = dice.size(60);
        int n = dice.size(140);
        int groups = dice.between(1, 4);
        int taps = dice.between(1, 9);
        long elements;
        LongFunction<LongFunction<Pack>> make;
        switch (dice.between(0, 4)) {
            case 0 -> {
                elements = (long) k * n;
                make = source -> packed -> Pack.matrix(type, source, packed, k, n);
            }
            case 1 -> {
                elements = (long) k * n;
                make = source -> packed -> Pack.transposed(type, source, packed, k, n);
            }
            case 2 -> {
                elements = (long) k * n * groups;
                make = source -> packed ->
                        Pack.convolution(type, source, packed, 1, (long) k * groups, (long) n * groups, groups);
            }
            case 3 -> {
                elements = (long) taps * k * n;
                make = source -> packed -> Pack.transposedConvolution(type, source, packed, taps, n, k);
            }
            default -> {
                elements = (long) k * groups * k;
                make = source -> packed -> Pack.gates(type, source, packed, k, groups);
            }
        }
        Pack sized = make.apply(0).apply(0);
        long packed = arrays.packed(type, sized.packedBytes());
        Pack pack = make.apply(arrays.of(type, dice.reals(elements, -1, 1))).apply(packed);
        if (dice.coin()) {
            long factors = arrays.of(type, dice.reals(sized.groups() * sized.columns(), -2, 2));
            return RandomCase.of(type, pack.withScale(factors));
        }
        Pack back = make.apply(arrays.result(type, elements)).apply(packed).inverse();
        return RandomCase.of(type, pack, back);
    }

    static RandomCase winogradPack(Dice dice, GuardedArrays arrays) {
        int[] size = dice.pick(RandomConvolutions.WINOGRAD_KERNELS);
        int channels = dice.size(60);
        int filters = dice.size(60);
        long source = arrays.of(ElementType.F32, dice.reals((long) size[0] * size[1] * channels * filters, -1, 1));
        WinogradPack sized = new WinogradPack(source, Operand.NONE, channels, filters, size[0], size[1]);
        long packed = arrays.packed(ElementType.F32, sized.packedBytes());
        Packing pack = new WinogradPack(source, packed, channels, filters, size[0], size[1]);
        if (dice.coin()) {
            pack = pack.withScale(arrays.of(ElementType.F32, dice.reals(filters, -2, 2)));
        }
        return RandomCase.of(ElementType.F32, pack);
    }

    static RandomCase product(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int m = dice.once(3) ? 1 : dice.sizeOrNone(100);
        int n = dice.size(200);
        int k = depth(dice);
        double[] a = dice.inputs((long) m * k);
        double[] b = dice.reals((long) k * n, -1, 1);
        boolean transposed = dice.coin();
        long kernel = arrays.of(type, b);
        long y = arrays.result(type, (long) m * n);
        RandomEpilogue e = RandomEpilogue.draw(dice, arrays, type, n, (long) m * n);
        long rows = arrays.of(type, a);
        RandomCase drawn;
        int way = dice.between(0, m == 1 ? 2 : 1);
        if (way == 2) {
            transposed = false;
            drawn = RandomCase.of(type, new VectorProduct(type, rows, kernel, y, e.epilogue(), n, k));
        } else if (way == 1) {
            drawn = RandomCase.of(type, BlasProduct.dense(type, rows, kernel, transposed, y, e.epilogue(), m, n, k));
        } else {
            long packed = arrays.packed(type, Pack.packedBytes(type, k, n));
            Pack pack =
                    transposed ? Pack.transposed(type, kernel, packed, k, n) : Pack.matrix(type, kernel, packed, k, n);
            drawn = RandomCase.of(type, pack, Product.dense(type, rows, packed, y, e.epilogue(), m, n, k));
        }
        boolean turned = transposed;
        return e.finish(
                drawn,
                y,
                () -> NaiveProducts.product(a, false, b, turned, m, n, k, e.epilogue(), e.bias(), e.residual()));
    }

    /** One row, by columns for one thread or several, and for every number of registers; other sizes than whole vectors most often. */
    static RandomCase vector(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int n = dice.once(3) ? dice.size(67) : dice.between(1, 1000);
        int k = dice.once(4) ? depth(dice) : dice.between(1, 70);
        double[] a = dice.inputs(k);
        double[] weights = dice.reals((long) k * n, -1, 1);
        long y = arrays.result(type, n);
        RandomEpilogue e = RandomEpilogue.draw(dice, arrays, type, n, n);
        VectorProduct product =
                new VectorProduct(type, arrays.of(type, a), arrays.of(type, weights), y, e.epilogue(), n, k);
        return e.finish(
                RandomCase.of(type, product),
                y,
                () -> NaiveProducts.product(a, false, weights, false, 1, n, k, e.epilogue(), e.bias(), e.residual()));
    }

    /** Rows that lie apart, as those of a part of a wider matrix. */
    static RandomCase rowsApart(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int m = dice.size(40);
        int n = dice.size(70);
        int k = dice.size(60);
        int lda = k + dice.between(0, 9);
        int ldy = n + dice.between(0, 9);
        long packed = arrays.packed(type, Pack.packedBytes(type, k, n));
        Pack pack = Pack.matrix(type, arrays.of(type, dice.reals((long) k * n, -1, 1)), packed, k, n);
        long a = arrays.of(type, dice.reals((m - 1L) * lda + k, -1, 1));
        long places = (m - 1L) * ldy + n;
        long y = arrays.inPlace(type, dice.reals(places, -1, 1));
        Epilogue e = Epilogue.NONE;
        e = dice.coin() ? e : e.withBias(arrays.of(type, dice.reals(n, -1, 1)));
        e = dice.coin() ? e : e.withResidual(dice.coin() ? y : arrays.of(type, dice.reals(places, -1, 1)));
        return RandomCase.of(type, pack, new Product(type, a, packed, y, e, m, n, k, lda, ldy));
    }

    static RandomCase pairs(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int outer = dice.sizeOrNone(4);
        int inner = dice.between(1, 4);
        int m = dice.size(70);
        int n = dice.size(70);
        int k = dice.sizeOrNone(70);
        boolean transposeA = dice.coin();
        boolean transposeB = dice.coin();
        boolean broadcast = dice.once(4); // the inner dimension of b
        double[] a = dice.inputs((long) outer * inner * m * k);
        double[] b = dice.reals((long) outer * (broadcast ? 1 : inner) * k * n, -1, 1);
        long y = arrays.result(type, (long) outer * inner * m * n);
        RandomEpilogue e = RandomEpilogue.draw(dice, arrays, type, n, (long) outer * inner * m * n);
        MatrixView viewA = transposeA
                ? MatrixView.dense(arrays.of(type, a), k, m, inner)
                : MatrixView.dense(arrays.of(type, a), m, k, inner);
        long columns = transposeB ? k : n;
        MatrixView viewB = broadcast
                ? new MatrixView(arrays.of(type, b), columns, (long) k * n, 0)
                : MatrixView.dense(arrays.of(type, b), transposeB ? n : k, columns, inner);
        MatrixView viewY = MatrixView.dense(y, m, n, inner);
        RandomCase drawn;
        if (dice.coin()) {
            drawn = RandomCase.of(
                    type,
                    new BlasProduct(
                            type, transposeA, transposeB, viewA, viewB, viewY, e.epilogue(), outer, inner, m, n, k));
        } else {
            BatchedProduct product = new BatchedProduct(
                    type, transposeA, transposeB, viewA, viewB, viewY, 0, e.epilogue(), outer, inner, m, n, k);
            drawn = RandomCase.of(type, product.withScratch(arrays.scratch(product.scratchBytes())));
        }
        return e.finish(drawn, y, () -> {
            double[] expected = new double[outer * inner * m * n];
            for (int i = 0; i < outer * inner; i++) {
                double[] one = NaiveProducts.product(
                        part(a, i, m * k),
                        transposeA,
                        part(b, broadcast ? i / inner : i, k * n),
                        transposeB,
                        m,
                        n,
                        k,
                        e.epilogue(),
                        e.bias(),
                        e.residual() == null ? null : part(e.residual(), i, m * n));
                System.arraycopy(one, 0, expected, i * m * n, m * n);
            }
            return expected;
        });
    }

    private static double[] part(double[] values, int index, int length) {
        return Arrays.copyOfRange(values, index * length, (index + 1) * length);
    }
}
