package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WorkTest {
    private static final long A = Operand.table(0);
    private static final ConvSpace SPACE =
            ConvSpace.of(new ConvAxis(56, 28, 3, 2, 1, 0), new ConvAxis(60, 30, 3, 2, 1, 0));

    @Test
    void productsMultiplyAndAdd() {
        Epilogue bias = Epilogue.ofBias(A);
        long weights = 4 * (576 * 64 + 64);
        assertEquals(
                new Work(2L * 196 * 64 * 576, 4 * (196 * 576 + 196 * 64) + weights, weights, "196x576 * 576x64"),
                Product.dense(ElementType.F32, A, A, A, bias, 196, 64, 576).work());
        assertEquals(
                new Work(2 * 12 * 6 * 7 * 5, 8 * 12 * (6 * 5 + 5 * 7 + 6 * 7), 0, "12 of 6x5 * 5x7 transposed"),
                new BatchedProduct(
                                ElementType.F64,
                                false,
                                true,
                                MatrixView.dense(A, 6, 5, 4),
                                MatrixView.dense(A, 7, 5, 4),
                                MatrixView.dense(A, 6, 7, 4),
                                A,
                                Epilogue.NONE,
                                3,
                                4,
                                6,
                                7,
                                5)
                        .work());
    }

    @Test
    void convolutionsCountEveryPosition() {
        long weights = 4 * 9 * (16 / 2) * 32;
        long results = 2 * 28 * 30 * 32;
        assertEquals(
                new Work(
                        2 * results * 9 * 8,
                        4 * (2 * 56 * 60 * 16 + 2 * results) + weights,
                        weights,
                        "2x56x60x16 -> 2x28x30x32 by 3x3/2 in 2 groups"),
                new Convolution(ElementType.F32, A, A, A, Epilogue.NONE.withResidual(A), 2, 16, 32, 2, SPACE, 1)
                        .work());
        assertEquals(
                2L * 28 * 30 * 16 * 9,
                new DepthwiseConvolution(ElementType.F32, A, A, A, Epilogue.NONE, 1, 16, 1, SPACE)
                        .work()
                        .operations());
        assertEquals(
                2L * 56 * 60 * 16 * 9 * 8,
                new TransposedConvolution(ElementType.F32, A, A, A, Epilogue.NONE, 1, 16, 8, SPACE)
                        .work()
                        .operations());
    }

    /** Its weights are transformed; its operations are those of the convolution that it computes. */
    @Test
    void winogradsConvolutionHasFourTimesTheWeights() {
        ConvAxis axis = new ConvAxis(14, 14, 3, 1, 1, 1);
        Work work = new WinogradConvolution(A, A, A, A, Epilogue.NONE, 1, 64, 32, axis, axis).work();
        assertEquals(2L * 14 * 14 * 32 * 9 * 64, work.operations());
        assertEquals(4L * 36 * 64 * 32, work.weightBytes());
    }

    @Test
    void broadcastOperandsAreReadOnce() {
        Broadcast shape = Broadcast.of(new long[] {5, 6, 7}, new long[] {6, 1});
        Work work = new Binary(BinaryFunction.ADD, ElementType.F32, Clamp.NONE, A, A, A, shape).work();
        assertEquals(5 * 6 * 7, work.operations());
        assertEquals(4 * (2 * 5 * 6 * 7 + 6), work.bytes());
    }

    @Test
    void kernelsHaveNames() {
        assertEquals("copy", new Copy(A, A, 1).kernelName());
        assertEquals("vector product", new VectorProduct(ElementType.F32, A, A, A, Epilogue.NONE, 1, 1).kernelName());
    }
}
