package dev.markhor.binding;

/** What the product and convolution kernels compute, in the plainest way and in double. */
final class NaiveProducts {
    private NaiveProducts() {}

    static double activate(int function, double a, double b, double c, double x) {
        if (function == 0) {
            return x;
        }
        return switch (UnaryFunction.values()[function - 1]) {
            case RELU -> x > c ? Math.min(x, b) : a == 0 && x <= c ? 0 : a * (x - c);
            case CLIP -> Math.min(Math.max(x, a), b);
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SILU -> x / (1 + Math.exp(-x));
            default -> throw new IllegalArgumentException("function " + function);
        };
    }

    private static double finish(Epilogue e, double[] bias, double[] residual, int channel, int place, double sum) {
        double x = sum + (bias == null ? 0 : bias[channel]) + (residual == null ? 0 : residual[place]);
        return activate(e.function(), e.a(), e.b(), e.c(), x);
    }

    /** {@code a[m, k] x b[k, n]}; either may be given transposed. */
    static double[] product(
            double[] a,
            boolean transposeA,
            double[] b,
            boolean transposeB,
            int m,
            int n,
            int k,
            Epilogue e,
            double[] bias,
            double[] residual) {
        double[] y = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a[transposeA ? p * m + i : i * k + p] * b[transposeB ? j * k + p : p * n + j];
                }
                y[i * n + j] = finish(e, bias, residual, j, i * n + j, sum);
            }
        }
        return y;
    }

    /** One value of x or y: its index, or -1 outside. */
    private static int index(int n, long d, long h, long w, long[] size, int c, int channels) {
        if (d < 0 || h < 0 || w < 0 || d >= size[0] || h >= size[1] || w >= size[2]) {
            return -1;
        }
        return (int) ((((n * size[0] + d) * size[1] + h) * size[2] + w) * channels + c);
    }

    private static ConvAxis[] axes(ConvSpace s) {
        return new ConvAxis[] {s.depth(), s.height(), s.width()};
    }

    private static long[] in(ConvSpace s) {
        return new long[] {s.depth().in(), s.height().in(), s.width().in()};
    }

    private static long[] out(ConvSpace s) {
        return new long[] {s.depth().out(), s.height().out(), s.width().out()};
    }

    /** For every result position and tap: calls with (batch, result pixel coordinates, tap number, input coordinates). */
    private interface Visit {
        void at(int n, long[] input, long[] output, int tap);
    }

    /** Pairs of input and output positions that a convolution joins; {@code transposed} swaps their roles. */
    private static void visit(int batch, ConvSpace space, boolean transposed, Visit visit) {
        ConvAxis[] axes = axes(space);
        long[] from = transposed ? in(space) : out(space);
        for (int n = 0; n < batch; n++) {
            for (long p = 0; p < from[0] * from[1] * from[2]; p++) {
                long[] position = {p / from[2] / from[1], p / from[2] % from[1], p % from[2]};
                for (int tap = 0; tap < space.taps(); tap++) {
                    long[] t = {
                        tap / space.width().kernel() / space.height().kernel(),
                        tap / space.width().kernel() % space.height().kernel(),
                        tap % space.width().kernel()
                    };
                    long[] other = new long[3];
                    for (int i = 0; i < 3; i++) {
                        other[i] = position[i] * axes[i].stride() + t[i] * axes[i].dilation() - axes[i].before();
                    }
                    visit.at(n, transposed ? position : other, transposed ? other : position, tap);
                }
            }
        }
    }

    private static double[] finishAll(double[] sums, int channels, Epilogue e, double[] bias, double[] residual) {
        double[] y = new double[sums.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = finish(e, bias, residual, i % channels, i, sums[i]);
        }
        return y;
    }

    /** Kernel {@code [taps, channels / groups, filters]}. */
    static double[] convolution(
            double[] x,
            double[] kernel,
            int batch,
            int channels,
            int filters,
            int groups,
            ConvSpace space,
            Epilogue e,
            double[] bias,
            double[] residual) {
        double[] sums = new double[(int) (batch * space.outputs() * filters)];
        int inputs = channels / groups;
        int outputs = filters / groups;
        visit(batch, space, false, (n, input, output, tap) -> {
            if (index(n, input[0], input[1], input[2], in(space), 0, channels) < 0) {
                return;
            }
            for (int f = 0; f < filters; f++) {
                int group = f / outputs;
                for (int c = 0; c < inputs; c++) {
                    sums[index(n, output[0], output[1], output[2], out(space), f, filters)] +=
                            x[index(n, input[0], input[1], input[2], in(space), group * inputs + c, channels)]
                                    * kernel[(tap * inputs + c) * filters + f];
                }
            }
        });
        return finishAll(sums, filters, e, bias, residual);
    }

    /** Kernel {@code [taps, channels, multiplier]}. */
    static double[] depthwise(
            double[] x,
            double[] kernel,
            int batch,
            int channels,
            int multiplier,
            ConvSpace space,
            Epilogue e,
            double[] bias,
            double[] residual) {
        int filters = channels * multiplier;
        double[] sums = new double[(int) (batch * space.outputs() * filters)];
        visit(batch, space, false, (n, input, output, tap) -> {
            for (int f = 0; f < filters; f++) {
                int from = index(n, input[0], input[1], input[2], in(space), f / multiplier, channels);
                if (from >= 0) {
                    sums[index(n, output[0], output[1], output[2], out(space), f, filters)] +=
                            x[from] * kernel[tap * filters + f];
                }
            }
        });
        return finishAll(sums, filters, e, bias, residual);
    }

    /** Kernel {@code [taps, filters, channels]}. */
    static double[] transposedConvolution(
            double[] x,
            double[] kernel,
            int batch,
            int channels,
            int filters,
            ConvSpace space,
            Epilogue e,
            double[] bias,
            double[] residual) {
        double[] sums = new double[(int) (batch * space.outputs() * filters)];
        visit(batch, space, true, (n, input, output, tap) -> {
            if (index(n, output[0], output[1], output[2], out(space), 0, filters) < 0) {
                return;
            }
            for (int f = 0; f < filters; f++) {
                for (int c = 0; c < channels; c++) {
                    sums[index(n, output[0], output[1], output[2], out(space), f, filters)] +=
                            x[index(n, input[0], input[1], input[2], in(space), c, channels)]
                                    * kernel[(tap * filters + f) * channels + c];
                }
            }
        });
        return finishAll(sums, filters, e, bias, residual);
    }
}
