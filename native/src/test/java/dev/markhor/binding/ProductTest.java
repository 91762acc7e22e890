package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductTest {
    private static final int[] SIZES = {1, 3, 4, 6, 8, 13, 16, 17, 31, 33, 67};

    @BeforeAll
    static void open() {
        OpenBlas.load();
    }

    /** Every size in each place at least once, and some large ones. */
    private static void forSizes(Sizes test) {
        for (int m : SIZES) {
            for (int n : SIZES) {
                test.with(m, n, SIZES[(m * 7 + n * 3) % SIZES.length]);
            }
        }
        test.with(1, 1000, 1300);
        test.with(1, 401, 130);
        test.with(2, 100, 2049);
        test.with(130, 65, 1025);
        test.with(700, 40, 30);
        test.with(20, 600, 600);
        test.with(5, 5, 0);
    }

    private interface Sizes {
        void with(int m, int n, int k);
    }

    private static Epilogue epilogue(int kind, Arrays64 arrays, double[] bias, double[] residual) {
        Epilogue e = Epilogue.NONE;
        if (bias != null) {
            e = e.withBias(arrays.of(bias));
        }
        if (residual != null) {
            e = e.withResidual(arrays.of(residual));
        }
        return switch (kind % 6) {
            case 1 -> e.withFunction(UnaryFunction.RELU);
            case 2 -> e.withFunction(UnaryFunction.RELU, 0, 6, 0);
            case 3 -> e.withFunction(UnaryFunction.TANH);
            case 4 -> e.withFunction(UnaryFunction.RELU, 0.25, Double.POSITIVE_INFINITY, 0);
            case 5 -> e.withFunction(UnaryFunction.CLIP, -0.5, 0.75, 0);
            default -> e;
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "F64"})
    void multipliesByPackedWeights(ElementType type) {
        Random random = new Random(1);
        forSizes((m, n, k) -> {
            double[] a = Arrays64.random(random, (long) m * k);
            double[] b = Arrays64.random(random, (long) k * n);
            double[] bias = (m + n) % 2 == 0 ? Arrays64.random(random, n) : null;
            double[] residual = (m + k) % 3 == 0 ? Arrays64.random(random, (long) m * n) : null;
            boolean transposed = (m + n + k) % 2 == 1;
            int kind = k > 100 ? 1 : m + 2 * n + 3 * k; // no function that hides how large the sums were
            double[] expected = NaiveProducts.product(
                    a, false, b, transposed, m, n, k, epilogue(kind, new Arrays64(type), null, null), bias, residual);
            String name = m + "x" + n + "x" + k + " " + kind % 6;
            ProductCase.check(name, type, expected, (arrays, y) -> {
                long kernel = arrays.of(b);
                Pack sized = Pack.matrix(type, kernel, Operand.NONE, k, n);
                long packed = arrays.empty(sized.packedBytes());
                Pack pack = transposed
                        ? Pack.transposed(type, kernel, packed, k, n)
                        : Pack.matrix(type, kernel, packed, k, n);
                Epilogue e = epilogue(kind, arrays, bias, residual);
                return new Instruction[] {pack, Product.dense(type, arrays.of(a), packed, y, e, m, n, k)};
            });
            if (m == 1 && !transposed) {
                ProductCase.check("stored " + name, type, expected, (arrays, y) -> {
                    Epilogue e = epilogue(kind, arrays, bias, residual);
                    return new Instruction[] {new VectorProduct(type, arrays.of(a), arrays.of(b), y, e, n, k)};
                });
            }
            ProductCase.check("blas " + name, type, expected, (arrays, y) -> {
                Epilogue e = epilogue(kind, arrays, bias, residual);
                return new Instruction[] {BlasProduct.dense(type, arrays.of(a), arrays.of(b), transposed, y, e, m, n, k)
                };
            });
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "F64"})
    void multipliesPairs(ElementType type) {
        Random random = new Random(2);
        int outer = 2;
        int inner = 3;
        forSizes((m, n, k) -> {
            if ((long) m * n * k > 1 << 20) {
                return;
            }
            boolean transposeA = (m + n) % 2 == 1;
            boolean transposeB = (n + k) % 2 == 1;
            boolean broadcast = m % 2 == 0; // the inner dimension of b
            double[] a = Arrays64.random(random, (long) outer * inner * m * k);
            double[] b = Arrays64.random(random, (long) outer * (broadcast ? 1 : inner) * k * n);
            double[] bias = Arrays64.random(random, n);
            double[] residual = Arrays64.random(random, (long) outer * inner * m * n);
            double[] expected = new double[outer * inner * m * n];
            for (int i = 0; i < outer * inner; i++) {
                double[] product = NaiveProducts.product(
                        part(a, i, m * k),
                        transposeA,
                        part(b, broadcast ? i / inner : i, k * n),
                        transposeB,
                        m,
                        n,
                        k,
                        Epilogue.NONE.withFunction(UnaryFunction.SIGMOID),
                        bias,
                        part(residual, i, m * n));
                System.arraycopy(product, 0, expected, i * m * n, m * n);
            }
            for (boolean blas : new boolean[] {false, true}) {
                String name = (blas ? "blas " : "") + m + "x" + n + "x" + k + transposeA + transposeB;
                ProductCase.check(name, type, expected, (arrays, y) -> {
                    MatrixView viewA = transposeA
                            ? MatrixView.dense(arrays.of(a), k, m, inner)
                            : MatrixView.dense(arrays.of(a), m, k, inner);
                    long columns = transposeB ? k : n;
                    MatrixView viewB = broadcast
                            ? new MatrixView(arrays.of(b), columns, (long) k * n, 0)
                            : MatrixView.dense(arrays.of(b), transposeB ? n : k, columns, inner);
                    MatrixView viewY = MatrixView.dense(y, m, n, inner);
                    Epilogue e = Epilogue.ofBias(arrays.of(bias))
                            .withResidual(arrays.of(residual))
                            .withFunction(UnaryFunction.SIGMOID);
                    if (blas) {
                        return new Instruction[] {
                            new BlasProduct(type, transposeA, transposeB, viewA, viewB, viewY, e, outer, inner, m, n, k)
                        };
                    }
                    BatchedProduct product = new BatchedProduct(
                            type, transposeA, transposeB, viewA, viewB, viewY, Operand.NONE, e, outer, inner, m, n, k);
                    return new Instruction[] {product.withScratch(arrays.empty(product.scratchBytes()))};
                });
            }
        });
    }

    private static double[] part(double[] values, int index, int length) {
        return java.util.Arrays.copyOfRange(values, index * length, (index + 1) * length);
    }

    @Test
    void unpacksWhatItPacked() {
        Random random = new Random(3);
        double[] kernel = Arrays64.random(random, 9 * 5 * 34);
        for (ElementType type : new ElementType[] {ElementType.F32, ElementType.F64}) {
            Arrays64 arrays = new Arrays64(type);
            long source = arrays.of(kernel);
            long target = arrays.empty((long) kernel.length * type.bytes());
            Pack sized = Pack.convolution(type, source, Operand.NONE, 9, 10, 34, 2);
            long packed = arrays.empty(sized.packedBytes());
            arrays.run(
                    TestPools.TWO,
                    Pack.convolution(type, source, packed, 9, 10, 34, 2),
                    Pack.convolution(type, target, packed, 9, 10, 34, 2).inverse());
            assertArrayEquals(kernel, arrays.read(target));
        }
    }

    @Test
    void scalesColumnsOnTheWay() {
        Random random = new Random(4);
        double[] kernel = Arrays64.random(random, 9 * 300 * 34);
        double[] factors = Arrays64.random(random, 34);
        for (ElementType type : new ElementType[] {ElementType.F32, ElementType.F64}) {
            Arrays64 arrays = new Arrays64(type);
            long source = arrays.of(kernel);
            long scale = arrays.of(factors);
            Pack grouped = Pack.convolution(type, source, Operand.NONE, 9, 600, 34, 2);
            Pack flipped = Pack.transposedConvolution(type, source, Operand.NONE, 9, 34, 300);
            checkScaled(arrays, grouped, i -> kernel[i] * factors[i % 34], scale, kernel.length * type.bytes());
            checkScaled(arrays, flipped, i -> kernel[i] * factors[i / 300 % 34], scale, kernel.length * type.bytes());
        }
    }

    @Test
    void oneRowHasTheSameBitsPackedOrNot() {
        Random random = new Random(6);
        Kernels.Isa best = Kernels.isa();
        try {
            for (Kernels.Isa isa : Kernels.supportedIsas()) {
                Kernels.forceIsa(isa);
                for (int n : new int[] {1, 15, 16, 100, 129, 385, 520, 1001}) {
                    Arrays64 arrays = new Arrays64(ElementType.F32);
                    long a = arrays.of(Arrays64.random(random, 77));
                    long kernel = arrays.of(Arrays64.random(random, 77L * n));
                    long packed = arrays.empty(Pack.packedBytes(ElementType.F32, 77, n));
                    Epilogue e = Epilogue.ofBias(arrays.of(Arrays64.random(random, n)))
                            .withResidual(arrays.of(Arrays64.random(random, n)))
                            .withFunction(UnaryFunction.TANH);
                    long expected = arrays.empty(4L * n);
                    long found = arrays.empty(4L * n);
                    arrays.run(
                            TestPools.TWO,
                            Pack.matrix(ElementType.F32, kernel, packed, 77, n),
                            Product.dense(ElementType.F32, a, packed, expected, e, 1, n, 77),
                            new VectorProduct(ElementType.F32, a, kernel, found, e, n, 77));
                    assertArrayEquals(arrays.read(expected), arrays.read(found), isa + " " + n);
                }
            }
        } finally {
            Kernels.forceIsa(best);
        }
    }

    private static void checkScaled(Arrays64 arrays, Pack pack, IntToDoubleFunction expected, long scale, long bytes) {
        long packed = arrays.empty(pack.packedBytes());
        long target = arrays.empty(bytes);
        arrays.run(
                TestPools.TWO,
                placed(pack, pack.source(), packed).withScale(scale),
                placed(pack, target, packed).inverse());
        double[] found = arrays.read(target);
        for (int i = 0; i < found.length; i++) {
            double exact = expected.applyAsDouble(i);
            assertEquals(pack.type() == ElementType.F32 ? (float) exact : exact, found[i]);
        }
    }

    @Test
    void scalesFiltersBeforeTheyAreTransformed() {
        Random random = new Random(5);
        double[] kernel = Arrays64.random(random, 9 * 5 * 34);
        double[] factors = Arrays64.random(random, 34);
        double[] scaled = new double[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            scaled[i] = (float) (kernel[i] * factors[i % 34]);
        }
        Arrays64 arrays = new Arrays64(ElementType.F32);
        long bytes = new WinogradPack(0, 0, 5, 34, 3, 3).packedBytes();
        long expected = arrays.empty(bytes);
        long found = arrays.empty(bytes);
        arrays.run(
                TestPools.TWO,
                new WinogradPack(arrays.of(scaled), expected, 5, 34, 3, 3),
                new WinogradPack(arrays.of(kernel), found, 5, 34, 3, 3).withScale(arrays.of(factors)));
        assertArrayEquals(arrays.read(expected), arrays.read(found));
    }

    @Test
    void scalesPixelsOnTheWay() {
        Random random = new Random(5);
        double[] kernel = Arrays64.random(random, 9 * 5 * 4);
        double[] factors = Arrays64.random(random, 4);
        double[] scaled = new double[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            scaled[i] = (float) (kernel[i] * factors[i % 4]);
        }
        Arrays64 arrays = new Arrays64(ElementType.F32);
        ConvAxis axis = new ConvAxis(8, 8, 3, 1, 1, 1);
        ConvSpace space = ConvSpace.of(axis, axis);
        long bytes = new PixelPack(ElementType.F32, 0, 0, 5, 4, space, 4).packedBytes();
        long expected = arrays.empty(bytes);
        long found = arrays.empty(bytes);
        arrays.run(
                TestPools.TWO,
                new PixelPack(ElementType.F32, arrays.of(scaled), expected, 5, 4, space, 4),
                new PixelPack(ElementType.F32, arrays.of(kernel), found, 5, 4, space, 4).withScale(arrays.of(factors)));
        assertArrayEquals(arrays.read(expected), arrays.read(found));
    }

    private static Pack placed(Pack pack, long source, long packed) {
        return new Pack(
                pack.unpack(),
                pack.type(),
                source,
                packed,
                pack.groups(),
                pack.groupStride(),
                pack.blocks(),
                pack.blockStride(),
                pack.rows(),
                pack.rowStride(),
                pack.columns(),
                pack.columnStride(),
                pack.scale());
    }
}
