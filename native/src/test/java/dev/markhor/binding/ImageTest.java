package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Pooling and resizing. */
class ImageTest {
    private static final ElementType[] TYPES = {ElementType.F32, ElementType.F64};

    @Test
    void pools() {
        for (ElementType type : TYPES) {
            for (boolean average : new boolean[] {false, true}) {
                for (int channels : new int[] {1, 3, 4, 8, 13, 16, 31, 33, 67, 130}) {
                    pool(average, type, channels, axis(1, 1, 1, 0, 0), axis(7, 2, 2, 0, 0), axis(9, 3, 2, 0, 0));
                    pool(average, type, channels, axis(1, 1, 1, 0, 0), axis(7, 3, 2, 1, 1), axis(8, 3, 2, 0, 1));
                }
                pool(average, type, 6, axis(5, 2, 2, 0, 1), axis(6, 3, 1, 1, 1), axis(4, 2, 2, 0, 0));
                pool(average, type, 17, axis(1, 1, 1, 0, 0), axis(1, 1, 1, 0, 0), axis(67, 4, 3, 1, 2));
                pool(average, type, 1, axis(1, 1, 1, 0, 0), axis(28, 2, 2, 0, 0), axis(28, 2, 2, 0, 0));
            }
        }
    }

    private static Pool.Axis axis(int in, int window, int stride, int before, int after) {
        return new Pool.Axis(in, (in + before + after - window) / stride + 1, window, stride, before);
    }

    private static void pool(
            boolean average, ElementType type, int channels, Pool.Axis depth, Pool.Axis height, Pool.Axis width) {
        int batch = 2;
        double[] x =
                KernelTester.random((int) (batch * depth.in() * height.in() * width.in()) * channels, -1, 1, channels);
        double[] expected = new double[(int) (batch * depth.out() * height.out() * width.out()) * channels];
        int at = 0;
        for (int b = 0; b < batch; b++) {
            for (int d = 0; d < depth.out(); d++) {
                for (int h = 0; h < height.out(); h++) {
                    for (int w = 0; w < width.out(); w++) {
                        for (int c = 0; c < channels; c++) {
                            expected[at++] = window(average, x, channels, b, c, d, h, w, depth, height, width);
                        }
                    }
                }
            }
        }
        KernelTester tester = new KernelTester();
        long in = tester.reals(type, x);
        long out = tester.output(type, expected.length);
        tester.run(
                new Pool(average, type, in, out, batch, channels, depth, height, width),
                isa -> KernelTester.assertClose(
                        expected, tester.realsOf(type, out), type, 2, average ? 1e-6 : 0, channels + " " + isa));
    }

    private static double window(
            boolean average,
            double[] x,
            int channels,
            int b,
            int c,
            int d,
            int h,
            int w,
            Pool.Axis depth,
            Pool.Axis height,
            Pool.Axis width) {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (long i = d * depth.stride() - depth.before();
                i < d * depth.stride() - depth.before() + depth.window();
                i++) {
            for (long j = h * height.stride() - height.before();
                    j < h * height.stride() - height.before() + height.window();
                    j++) {
                for (long k = w * width.stride() - width.before();
                        k < w * width.stride() - width.before() + width.window();
                        k++) {
                    if (i >= 0 && i < depth.in() && j >= 0 && j < height.in() && k >= 0 && k < width.in()) {
                        double v =
                                x[(int) ((((b * depth.in() + i) * height.in() + j) * width.in() + k) * channels + c)];
                        sum += v;
                        largest = Math.max(largest, v);
                        count++;
                    }
                }
            }
        }
        return average ? sum / count : largest;
    }

    @Test
    void resizes() {
        int[][] sizes = {{4, 5, 8, 10}, {7, 6, 3, 4}, {3, 3, 7, 2}, {1, 1, 3, 3}, {5, 4, 5, 4}};
        for (ElementType type : TYPES) {
            for (int[] size : sizes) {
                for (int channels : new int[] {1, 3, 8, 13, 33}) {
                    for (ResizeTable.Centres centres : ResizeTable.Centres.values()) {
                        resize(
                                type,
                                size,
                                channels,
                                ResizeTable.nearest(size[0], size[2], centres),
                                ResizeTable.nearest(size[1], size[3], centres));
                        resize(
                                type,
                                size,
                                channels,
                                ResizeTable.bilinear(size[0], size[2], centres),
                                ResizeTable.bilinear(size[1], size[3], centres));
                        resize(
                                type,
                                size,
                                channels,
                                ResizeTable.bicubic(size[0], size[2], centres),
                                ResizeTable.bicubic(size[1], size[3], centres));
                    }
                }
            }
        }
    }

    private static void resize(ElementType type, int[] size, int channels, ResizeTable rows, ResizeTable columns) {
        int batch = 2;
        double[] x = KernelTester.random(batch * size[0] * size[1] * channels, -1, 1, channels);
        double[] expected = new double[batch * size[2] * size[3] * channels];
        for (int i = 0; i < expected.length; i++) {
            int c = i % channels;
            int w = i / channels % size[3];
            int h = i / channels / size[3] % size[2];
            int b = i / channels / size[3] / size[2];
            for (int p = 0; p < rows.taps(); p++) {
                for (int q = 0; q < columns.taps(); q++) {
                    int row = rows.indices()[h * rows.taps() + p];
                    int column = columns.indices()[w * columns.taps() + q];
                    double weight =
                            (double) rows.weights()[h * rows.taps() + p] * columns.weights()[w * columns.taps() + q];
                    expected[i] += weight * x[((b * size[0] + row) * size[1] + column) * channels + c];
                }
            }
        }
        KernelTester tester = new KernelTester();
        long in = tester.reals(type, x);
        long out = tester.output(type, expected.length);
        Resize resize = new Resize(
                type,
                rows.taps(),
                in,
                out,
                batch,
                size[0],
                size[1],
                channels,
                size[2],
                size[3],
                tester.ints(rows.indices()),
                tester.floats(rows.weights()),
                tester.ints(columns.indices()),
                tester.floats(columns.weights()));
        tester.run(
                resize,
                isa -> KernelTester.assertClose(
                        expected,
                        tester.realsOf(type, out),
                        type,
                        4,
                        type == ElementType.F64 ? 1e-14 : 1e-6,
                        channels + " " + isa));
    }

    @Test
    void tablesOfKnownCases() {
        assertArrayEquals(
                new int[] {0, 0, 1, 1, 2, 2},
                ResizeTable.nearest(3, 6, ResizeTable.Centres.HALF_PIXEL).indices());
        assertArrayEquals(
                new int[] {0, 1, 3},
                ResizeTable.nearest(5, 3, ResizeTable.Centres.LEGACY).indices());
        assertArrayEquals(
                new int[] {0, 2, 4},
                ResizeTable.nearest(5, 3, ResizeTable.Centres.ALIGN_CORNERS).indices());
        ResizeTable doubled = ResizeTable.bilinear(2, 4, ResizeTable.Centres.HALF_PIXEL);
        assertArrayEquals(new float[] {0.25f, 0.75f, 0.75f, 0.25f, 0.25f, 0.75f, 0.75f, 0.25f}, doubled.weights());
    }

    /** What {@code tf.image} of TensorFlow 2.21 makes of the unit vectors. */
    @Test
    void bicubicTablesOfTensorFlow() {
        float[] doubled = {1.0882354f, -0.0882353f, 0, 0, 0.810219f, 0.21167883f, -0.02189781f, 0};
        assertArrayEquals(doubled, firstRows(ResizeTable.bicubic(4, 8, ResizeTable.Centres.HALF_PIXEL), 4, 2), 1e-6f);
        float[] legacy = {1, 0, 0, 0, 0, 0, 0, 0, -0.11111103f, 0.79664886f, 0.36993638f, -0.05547418f, 0, 0};
        assertArrayEquals(legacy, firstRows(ResizeTable.bicubic(7, 3, ResizeTable.Centres.LEGACY), 7, 2), 1e-6f);
    }

    private static float[] firstRows(ResizeTable table, int in, int rows) {
        float[] matrix = new float[rows * in];
        for (int i = 0; i < rows * table.taps(); i++) {
            matrix[i / table.taps() * in + table.indices()[i]] += table.weights()[i];
        }
        return matrix;
    }
}
