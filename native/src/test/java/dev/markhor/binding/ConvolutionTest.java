package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConvolutionTest {
    @BeforeAll
    static void open() {
        OpenBlas.load();
    }

    /** A case's sizes; what is not said is 1 or 0. */
    private record Case(int batch, int channels, int filters, int groups, ConvSpace space) {}

    /** Zeros before and after as given. */
    private static ConvAxis axis(int in, int kernel, int stride, int dilation, int before, int after) {
        int window = (kernel - 1) * dilation + 1;
        return new ConvAxis(in, (in + before + after - window) / stride + 1, kernel, stride, dilation, before);
    }

    private static final List<Case> CONVOLUTIONS = List.of(
            new Case(1, 8, 16, 1, ConvSpace.of(axis(9, 1, 1, 1, 0, 0), axis(7, 1, 1, 1, 0, 0))),
            new Case(2, 17, 33, 1, ConvSpace.of(axis(6, 1, 2, 1, 0, 0), axis(9, 1, 2, 1, 0, 0))),
            new Case(1, 3, 20, 1, ConvSpace.of(axis(17, 3, 2, 1, 0, 1), axis(15, 3, 2, 1, 0, 1))),
            new Case(1, 3, 64, 1, ConvSpace.of(axis(23, 7, 2, 1, 3, 3), axis(21, 7, 2, 1, 3, 3))),
            new Case(1, 1, 5, 1, ConvSpace.of(axis(8, 2, 1, 1, 1, 0), axis(8, 4, 3, 1, 2, 1))),
            new Case(2, 32, 24, 1, ConvSpace.of(axis(8, 3, 1, 1, 1, 1), axis(5, 3, 1, 1, 1, 1))),
            new Case(1, 67, 13, 1, ConvSpace.of(axis(7, 5, 1, 1, 2, 2), axis(7, 4, 1, 1, 1, 2))),
            new Case(1, 16, 31, 1, ConvSpace.of(axis(13, 3, 1, 3, 3, 3), axis(11, 3, 2, 2, 2, 2))),
            new Case(1, 40, 8, 1, ConvSpace.of(axis(4, 6, 1, 1, 3, 2), axis(4, 7, 3, 1, 5, 4))),
            new Case(3, 12, 18, 2, ConvSpace.of(axis(6, 3, 1, 1, 1, 1), axis(7, 3, 2, 1, 1, 1))),
            new Case(1, 64, 96, 4, ConvSpace.of(axis(5, 3, 1, 2, 2, 2), axis(5, 1, 1, 1, 0, 0))),
            new Case(1, 32, 32, 4, ConvSpace.of(axis(5, 1, 1, 1, 0, 0), axis(6, 1, 1, 1, 0, 0))),
            new Case(1, 1100, 10, 1, ConvSpace.of(axis(3, 2, 1, 1, 0, 0), axis(4, 2, 1, 1, 0, 1))),
            new Case(1, 300, 70, 1, ConvSpace.of(axis(12, 3, 1, 1, 1, 1), axis(10, 3, 1, 1, 1, 1))),
            new Case(2, 5, 6, 1, ConvSpace.of(axis(200, 150, 1, 1, 149, 0))),
            new Case(1, 20, 6, 1, ConvSpace.of(axis(100, 5, 1, 16, 64, 0))),
            new Case(1, 2, 3, 1, ConvSpace.of(axis(30, 7, 3, 4, 10, 2))),
            new Case(1, 16, 600, 1, ConvSpace.of(axis(30, 30, 1, 1, 0, 0))),
            new Case(2, 4, 7, 1, new ConvSpace(axis(5, 3, 2, 1, 1, 1), axis(6, 2, 1, 1, 0, 1), axis(7, 3, 1, 2, 2, 2))),
            new Case(
                    1, 18, 7, 1, new ConvSpace(axis(4, 2, 1, 1, 1, 0), axis(5, 3, 1, 1, 1, 1), axis(4, 3, 2, 1, 0, 1))),
            new Case(1, 128, 20, 1, ConvSpace.of(axis(5, 3, 1, 1, 1, 1), axis(7, 7, 1, 1, 3, 3))),
            new Case(2, 16, 9, 1, ConvSpace.of(axis(9, 3, 2, 1, 0, 1), axis(90, 5, 2, 1, 1, 2))),
            new Case(1, 9, 17, 1, ConvSpace.of(axis(3, 3, 1, 1, 2, 2), axis(2, 9, 1, 1, 8, 8))),
            new Case(1, 16, 1, 1, ConvSpace.of(axis(11, 1, 1, 1, 0, 0), axis(13, 1, 1, 1, 0, 0))),
            new Case(1, 4, 8, 1, ConvSpace.of(axis(64, 3, 1, 1, 1, 1), axis(48, 3, 1, 1, 1, 1))),
            new Case(3, 1, 40, 1, ConvSpace.of(axis(49, 10, 2, 1, 4, 5), axis(10, 4, 2, 1, 1, 1))),
            new Case(1, 7, 33, 1, ConvSpace.of(axis(60, 50, 1, 1, 3, 40), axis(6, 2, 1, 1, 1, 1))),
            new Case(2, 0, 5, 1, ConvSpace.of(axis(4, 3, 1, 1, 1, 1), axis(3, 2, 1, 1, 0, 0))),
            new Case(1, 0, 18, 1, ConvSpace.of(axis(4, 1, 1, 1, 0, 0))),
            new Case(1, 2, 0, 1, ConvSpace.of(axis(4, 3, 1, 1, 0, 0))));

    /** {@code crop} results are cut before, and the result has {@code out} positions. */
    private static ConvAxis back(int in, int out, int kernel, int stride, int dilation, int crop) {
        return new ConvAxis(in, out, kernel, stride, dilation, crop);
    }

    private static final List<Case> TRANSPOSED = List.of(
            new Case(1, 8, 16, 1, ConvSpace.of(back(5, 10, 2, 2, 1, 0), back(4, 8, 2, 2, 1, 0))),
            new Case(2, 17, 5, 1, ConvSpace.of(back(5, 10, 3, 2, 1, 0), back(4, 8, 3, 2, 1, 1))),
            new Case(1, 3, 33, 1, ConvSpace.of(back(5, 17, 5, 3, 1, 0), back(6, 24, 4, 4, 1, 0))),
            new Case(1, 20, 7, 1, ConvSpace.of(back(4, 13, 1, 3, 1, 0), back(4, 12, 2, 3, 1, 0))),
            new Case(1, 6, 9, 1, ConvSpace.of(back(7, 11, 3, 1, 2, 0), back(6, 6, 3, 1, 2, 2))),
            new Case(1, 6, 9, 1, ConvSpace.of(back(5, 14, 3, 2, 3, 1), back(5, 15, 4, 2, 2, 0))),
            new Case(1, 1030, 4, 1, ConvSpace.of(back(3, 5, 3, 2, 1, 1))),
            new Case(2, 4, 6, 1, ConvSpace.of(back(9, 36, 7, 4, 1, 1))),
            new Case(2, 3, 4, 1, ConvSpace.of(back(3, 29, 13, 6, 4, 0), back(3, 20, 5, 9, 2, 3))),
            new Case(1, 3, 4, 1, ConvSpace.of(back(1, 2, 5, Integer.MAX_VALUE, 3, 1), back(1, 3, 3, 4, 8, 0))),
            new Case(2, 0, 5, 1, ConvSpace.of(back(4, 9, 3, 2, 1, 0))),
            new Case(1, 3, 0, 1, ConvSpace.of(back(1, Integer.MAX_VALUE, 2, Integer.MAX_VALUE, 1, 0))),
            new Case(0, 3, 2, 1, ConvSpace.of(back(1, Integer.MAX_VALUE, 2, Integer.MAX_VALUE, 1, 0))),
            new Case(
                    1, 4, 5, 1, new ConvSpace(back(3, 6, 3, 2, 1, 0), back(3, 4, 2, 1, 1, 0), back(4, 8, 3, 2, 1, 1))));

    private static final List<Case> DEPTHWISE = List.of(
            new Case(1, 32, 1, 1, ConvSpace.of(axis(9, 3, 1, 1, 1, 1), axis(16, 3, 1, 1, 1, 1))),
            new Case(2, 17, 1, 1, ConvSpace.of(axis(8, 3, 2, 1, 0, 1), axis(9, 3, 2, 1, 0, 1))),
            new Case(1, 7, 1, 1, ConvSpace.of(axis(7, 5, 1, 1, 2, 2), axis(3, 5, 1, 1, 2, 2))),
            new Case(1, 20, 1, 1, ConvSpace.of(axis(6, 3, 1, 1, 2, 2), axis(8, 3, 1, 1, 2, 2))),
            new Case(2, 150, 1, 1, ConvSpace.of(axis(11, 5, 2, 1, 1, 2), axis(60, 5, 2, 1, 1, 2))),
            new Case(1, 100, 1, 1, ConvSpace.of(axis(14, 3, 1, 1, 1, 1), axis(62, 3, 1, 1, 1, 1))),
            new Case(1, 33, 1, 1, ConvSpace.of(axis(2, 5, 1, 1, 4, 4), axis(1, 5, 2, 1, 4, 4))),
            new Case(1, 40, 1, 1, ConvSpace.of(axis(10, 3, 1, 2, 2, 2), axis(11, 2, 3, 3, 1, 2))),
            new Case(1, 1, 1, 1, ConvSpace.of(axis(12, 7, 1, 1, 3, 3), axis(31, 7, 1, 1, 3, 3))),
            new Case(2, 67, 1, 1, ConvSpace.of(axis(40, 4, 1, 1, 3, 0))),
            new Case(1, 5, 3, 1, ConvSpace.of(axis(6, 3, 1, 1, 1, 1), axis(7, 3, 2, 1, 1, 1))),
            new Case(2, 8, 2, 1, ConvSpace.of(axis(5, 2, 1, 2, 0, 0), axis(9, 3, 1, 1, 0, 2))),
            new Case(
                    1, 3, 1, 1, new ConvSpace(axis(4, 2, 1, 1, 1, 0), axis(5, 3, 1, 1, 1, 1), axis(4, 3, 2, 1, 0, 1))));

    /** Whole tiles and parts of tiles, channels and filters that fill no vector, several blocks of tiles. */
    private static final List<Case> WINOGRAD = List.of(
            new Case(1, 32, 32, 1, ConvSpace.of(axis(16, 3, 1, 1, 1, 1), axis(16, 3, 1, 1, 1, 1))),
            new Case(2, 5, 17, 1, ConvSpace.of(axis(7, 3, 1, 1, 0, 0), axis(9, 3, 1, 1, 2, 1))),
            new Case(1, 33, 50, 1, ConvSpace.of(axis(14, 3, 1, 1, 1, 1), axis(14, 3, 1, 1, 1, 1))),
            new Case(3, 64, 40, 1, ConvSpace.of(axis(21, 3, 1, 1, 1, 0), axis(30, 3, 1, 1, 0, 1))),
            new Case(1, 300, 8, 1, ConvSpace.of(axis(3, 3, 1, 1, 0, 0), axis(4, 3, 1, 1, 1, 1))),
            new Case(1, 35, 20, 1, ConvSpace.of(axis(9, 5, 1, 1, 2, 2), axis(11, 5, 1, 1, 2, 1))),
            new Case(2, 16, 33, 1, ConvSpace.of(axis(5, 5, 1, 1, 0, 0), axis(6, 5, 1, 1, 4, 3))),
            new Case(1, 37, 18, 1, ConvSpace.of(axis(13, 3, 1, 1, 1, 1))),
            new Case(2, 33, 16, 1, ConvSpace.of(axis(5, 1, 1, 1, 0, 0), axis(17, 5, 1, 1, 2, 2))),
            new Case(1, 19, 40, 1, ConvSpace.of(axis(6, 1, 1, 1, 0, 0), axis(17, 7, 1, 1, 3, 3))),
            new Case(1, 640, 9, 1, ConvSpace.of(axis(4, 1, 1, 1, 0, 0), axis(8, 7, 1, 1, 6, 0))),
            new Case(2, 32, 15, 1, ConvSpace.of(axis(8, 3, 1, 1, 1, 1), axis(5, 1, 1, 1, 0, 0))),
            new Case(1, 34, 31, 1, ConvSpace.of(axis(12, 5, 1, 1, 0, 0), axis(3, 1, 1, 1, 0, 0))),
            new Case(3, 21, 17, 1, ConvSpace.of(axis(10, 7, 1, 1, 3, 3), axis(4, 1, 1, 1, 0, 0))));

    /** Few filters: whole and partly filled panels, windows at borders and outside, strides, one to three dimensions, long kernel rows. */
    private static final List<Case> FEW_FILTERS = List.of(
            new Case(2, 8, 8, 1, ConvSpace.of(axis(13, 3, 1, 1, 0, 0), axis(16, 3, 1, 1, 0, 0))),
            new Case(3, 1, 8, 1, ConvSpace.of(axis(15, 3, 1, 1, 1, 1), axis(18, 3, 1, 1, 1, 1))),
            new Case(1, 3, 4, 1, ConvSpace.of(axis(9, 3, 1, 1, 0, 0), axis(14, 3, 1, 1, 0, 0))),
            new Case(2, 17, 1, 1, ConvSpace.of(axis(7, 5, 1, 1, 2, 2), axis(32, 5, 1, 1, 2, 2))),
            new Case(1, 5, 3, 1, ConvSpace.of(axis(8, 3, 1, 1, 1, 1), axis(20, 3, 1, 1, 1, 1))),
            new Case(1, 2, 5, 1, ConvSpace.of(axis(11, 4, 3, 1, 2, 1), axis(29, 5, 2, 1, 3, 3))),
            new Case(2, 150, 2, 1, ConvSpace.of(axis(6, 2, 1, 1, 0, 1), axis(8, 3, 1, 1, 1, 1))),
            new Case(1, 30, 1, 1, ConvSpace.of(axis(5, 1, 1, 1, 0, 0), axis(16, 40, 1, 1, 20, 19))),
            new Case(2, 4, 7, 1, ConvSpace.of(axis(40, 3, 1, 1, 2, 0))),
            new Case(1, 3, 2, 1, new ConvSpace(axis(4, 2, 1, 1, 1, 0), axis(5, 3, 1, 2, 2, 2), axis(9, 3, 1, 1, 0, 1))),
            new Case(1, 0, 4, 1, ConvSpace.of(axis(4, 3, 1, 1, 1, 1), axis(8, 3, 1, 1, 1, 1))));

    private static final UnaryFunction[] FUNCTIONS = {null, UnaryFunction.RELU, UnaryFunction.SILU, UnaryFunction.CLIP};

    /** Bias, residual and function by the case's number. */
    private static Epilogue epilogue(int number, Arrays64 arrays, double[] bias, double[] residual) {
        Epilogue e = Epilogue.NONE;
        if (number % 3 != 0) {
            e = e.withBias(arrays.of(bias));
        }
        if (number % 2 != 0) {
            e = e.withResidual(arrays.of(residual));
        }
        UnaryFunction function = FUNCTIONS[number % FUNCTIONS.length];
        return function == null ? e : e.withFunction(function, 0, 6, 0);
    }

    private interface Twin {
        double[] compute(Case c, double[] x, double[] kernel, Epilogue e, double[] bias, double[] residual);
    }

    private interface Make {
        Instruction[] make(Case c, Arrays64 arrays, long x, long kernel, long y, Epilogue e);
    }

    private static void checkAll(
            String name, ElementType type, List<Case> cases, long multiplier, Twin twin, List<Make> backends) {
        Random random = new Random(5);
        for (int i = 0; i < cases.size(); i++) {
            Case c = cases.get(i);
            ConvSpace s = c.space;
            long filters = multiplier == 0 ? c.filters : (long) c.channels * c.filters;
            long inputs = s.depth().in() * s.height().in() * s.width().in();
            double[] x = Arrays64.random(random, c.batch * inputs * c.channels);
            double[] kernel = Arrays64.random(random, s.taps() * c.channels * c.filters / c.groups);
            double[] bias = Arrays64.random(random, filters);
            double[] residual = Arrays64.random(random, c.batch * s.outputs() * filters);
            int number = i;
            double[] expected = twin.compute(
                    c,
                    x,
                    kernel,
                    epilogue(number, new Arrays64(type), bias, residual),
                    number % 3 != 0 ? bias : null,
                    number % 2 != 0 ? residual : null);
            for (int b = 0; b < backends.size(); b++) {
                Make make = backends.get(b);
                ProductCase.check(
                        name + " " + i + "/" + b,
                        type,
                        expected,
                        (arrays, y) -> make.make(
                                c,
                                arrays,
                                arrays.of(x),
                                arrays.of(kernel),
                                y,
                                epilogue(number, arrays, bias, residual)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "F64"})
    void convolves(ElementType type) {
        Make packed = (c, arrays, x, kernel, y, e) -> {
            Pack sized = Pack.convolution(type, kernel, Operand.NONE, c.space.taps(), c.channels, c.filters, c.groups);
            long weights = arrays.empty(sized.packedBytes());
            return new Instruction[] {
                Pack.convolution(type, kernel, weights, c.space.taps(), c.channels, c.filters, c.groups),
                new Convolution(type, x, weights, y, e, c.batch, c.channels, c.filters, c.groups, c.space, 1)
            };
        };
        Make blas = (c, arrays, x, kernel, y, e) -> {
            BlasConvolution sized = new BlasConvolution(
                    type, x, kernel, y, Operand.NONE, e, c.batch, c.channels, c.filters, c.groups, c.space);
            return new Instruction[] {sized.withScratch(arrays.empty(sized.scratchBytes()))};
        };
        checkAll(
                "convolution",
                type,
                CONVOLUTIONS,
                0,
                (c, x, kernel, e, bias, residual) -> NaiveProducts.convolution(
                        x, kernel, c.batch, c.channels, c.filters, c.groups, c.space, e, bias, residual),
                List.of(packed, blas));
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "F64"})
    void convolvesTransposed(ElementType type) {
        Make packed = (c, arrays, x, kernel, y, e) -> {
            Pack sized = Pack.transposedConvolution(type, kernel, Operand.NONE, c.space.taps(), c.filters, c.channels);
            long weights = arrays.empty(sized.packedBytes());
            return new Instruction[] {
                Pack.transposedConvolution(type, kernel, weights, c.space.taps(), c.filters, c.channels),
                new TransposedConvolution(type, x, weights, y, e, c.batch, c.channels, c.filters, c.space)
            };
        };
        Make blas = (c, arrays, x, kernel, y, e) -> {
            BlasTransposedConvolution sized = new BlasTransposedConvolution(
                    type, x, kernel, y, Operand.NONE, e, c.batch, c.channels, c.filters, c.space);
            return new Instruction[] {sized.withScratch(arrays.empty(sized.scratchBytes()))};
        };
        checkAll(
                "transposed convolution",
                type,
                TRANSPOSED,
                0,
                (c, x, kernel, e, bias, residual) -> NaiveProducts.transposedConvolution(
                        x, kernel, c.batch, c.channels, c.filters, c.space, e, bias, residual),
                List.of(packed, blas));
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "F64"})
    void convolvesChannelByChannel(ElementType type) {
        checkAll(
                "depthwise",
                type,
                DEPTHWISE,
                1,
                (c, x, kernel, e, bias, residual) ->
                        NaiveProducts.depthwise(x, kernel, c.batch, c.channels, c.filters, c.space, e, bias, residual),
                List.of((c, arrays, x, kernel, y, e) -> new Instruction[] {
                    new DepthwiseConvolution(type, x, kernel, y, e, c.batch, c.channels, c.filters, c.space)
                }));
    }

    @Test
    void convolvesByTiles() {
        Make winograd = (c, arrays, x, kernel, y, e) -> {
            WinogradPack sized = new WinogradPack(
                    kernel,
                    Operand.NONE,
                    c.channels,
                    c.filters,
                    c.space.height().kernel(),
                    c.space.width().kernel());
            long weights = arrays.empty(sized.packedBytes());
            WinogradConvolution convolution = new WinogradConvolution(
                    x, weights, y, Operand.NONE, e, c.batch, c.channels, c.filters, c.space.height(), c.space.width());
            return new Instruction[] {
                new WinogradPack(
                        kernel,
                        weights,
                        c.channels,
                        c.filters,
                        c.space.height().kernel(),
                        c.space.width().kernel()),
                convolution.withScratch(arrays.empty(convolution.scratchBytes()))
            };
        };
        checkAll(
                "winograd",
                ElementType.F32,
                WINOGRAD,
                0,
                (c, x, kernel, e, bias, residual) -> NaiveProducts.convolution(
                        x, kernel, c.batch, c.channels, c.filters, c.groups, c.space, e, bias, residual),
                List.of(winograd));
    }

    private static Instruction[] pixelsAtOnce(
            ElementType type, Case c, Arrays64 arrays, long x, long kernel, long y, Epilogue e) {
        long pixels = PixelPack.pixels(type, c.filters, c.groups, c.space);
        assertTrue(pixels > 1, () -> c + " is no case of this");
        PixelPack sized = new PixelPack(type, kernel, Operand.NONE, c.channels, c.filters, c.space, pixels);
        long weights = arrays.empty(sized.packedBytes());
        return new Instruction[] {
            new PixelPack(type, kernel, weights, c.channels, c.filters, c.space, pixels),
            new Convolution(type, x, weights, y, e, c.batch, c.channels, c.filters, c.groups, c.space, pixels)
        };
    }

    private static List<Case> fewFilters(ElementType type) {
        return FEW_FILTERS.stream()
                .filter(c -> 2 * c.filters <= Pack.panelWidth(type))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "F64"})
    void convolvesPixelsAtOnce(ElementType type) {
        checkAll(
                "pixels at once",
                type,
                fewFilters(type),
                0,
                (c, x, kernel, e, bias, residual) -> NaiveProducts.convolution(
                        x, kernel, c.batch, c.channels, c.filters, c.groups, c.space, e, bias, residual),
                List.of((c, arrays, x, kernel, y, e) -> pixelsAtOnce(type, c, arrays, x, kernel, y, e)));
    }

    /** Bits are those of one pixel at a time, and what is not finite stays where it is seen. */
    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "F64"})
    void pixelsAtOnceAreThoseOfOneAtATime(ElementType type) {
        Random random = new Random(6);
        for (double special : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (Case c : fewFilters(type)) {
                ConvSpace s = c.space;
                double[] x = Arrays64.random(
                        random,
                        c.batch * s.depth().in() * s.height().in() * s.width().in() * c.channels);
                if (x.length > 0) {
                    x[random.nextInt(x.length)] = special;
                }
                double[] kernel = Arrays64.random(random, s.taps() * c.channels * c.filters);
                double[] bias = Arrays64.random(random, c.filters);
                Arrays64 arrays = new Arrays64(type);
                long input = arrays.of(x);
                long stored = arrays.of(kernel);
                Epilogue e = Epilogue.ofBias(arrays.of(bias));
                long bytes = c.batch * s.outputs() * c.filters * type.bytes();
                long one = arrays.empty(bytes);
                long several = arrays.empty(bytes);
                Pack sized = Pack.convolution(type, stored, Operand.NONE, s.taps(), c.channels, c.filters, 1);
                long packed = arrays.empty(sized.packedBytes());
                arrays.run(
                        TestPools.TWO,
                        Pack.convolution(type, stored, packed, s.taps(), c.channels, c.filters, 1),
                        new Convolution(type, input, packed, one, e, c.batch, c.channels, c.filters, 1, s, 1));
                arrays.run(TestPools.TWO, pixelsAtOnce(type, c, arrays, input, stored, several, e));
                assertArrayEquals(arrays.read(one), arrays.read(several), () -> c + " with " + special);
            }
        }
    }
}
