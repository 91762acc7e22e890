package dev.markhor.reference;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.MatMul;
import java.util.List;

/** Matrix products and convolutions straight from their definitions. */
final class Products {
    private Products() {}

    static Array matMul(MatMul op, List<Array> inputs, Spec output) {
        Array a = inputs.get(0);
        Array b = inputs.get(1);
        Array out = Array.zeros(output.shape());
        int k = a.dim(op.transposeA() ? -2 : -1);
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            int row = at[at.length - 2];
            int column = at[at.length - 1];
            double sum = 0;
            for (int j = 0; j < k; j++) {
                at[at.length - 2] = op.transposeA() ? j : row;
                at[at.length - 1] = op.transposeA() ? row : j;
                double x = matrixElement(a, at);
                at[at.length - 2] = op.transposeB() ? column : j;
                at[at.length - 1] = op.transposeB() ? j : column;
                sum += x * matrixElement(b, at);
            }
            out.data()[i] = sum;
        }
        return out;
    }

    /** Leading dimensions broadcast, the last two are taken as they are. */
    private static double matrixElement(Array x, int[] position) {
        int flat = 0;
        int skip = position.length - x.rank();
        for (int i = 0; i < x.rank(); i++) {
            boolean broadcast = i < x.rank() - 2 && x.dim(i) == 1;
            flat = flat * x.dim(i) + (broadcast ? 0 : position[i + skip]);
        }
        return x.data()[flat];
    }

    static Array conv(Conv op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array kernel = inputs.get(1);
        Array out = Array.zeros(output.shape());
        int channels = kernel.dim(-2);
        int filtersInGroup = kernel.dim(-1) / op.groups();
        int window = kernel.size() / channels / kernel.dim(-1);
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            int filter = at[at.length - 1];
            int from = filter / filtersInGroup * channels;
            double sum = 0;
            for (int tap = 0; tap < window; tap++) {
                int base = tap(x, kernel, at, tap, op.strides(), op.dilation(), op.padding());
                for (int c = 0; c < channels && base >= 0; c++) {
                    sum += x.data()[base + from + c] * kernel.data()[(tap * channels + c) * kernel.dim(-1) + filter];
                }
            }
            out.data()[i] = sum;
        }
        return out;
    }

    static Array depthwise(DepthwiseConv op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array kernel = inputs.get(1);
        Array out = Array.zeros(output.shape());
        int outputs = kernel.dim(-2) * kernel.dim(-1);
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            int channel = at[at.length - 1];
            double sum = 0;
            for (int tap = 0; tap < kernel.size() / outputs; tap++) {
                int base = tap(x, kernel, at, tap, op.strides(), op.dilation(), op.padding());
                if (base >= 0) {
                    sum += x.data()[base + channel / kernel.dim(-1)] * kernel.data()[tap * outputs + channel];
                }
            }
            out.data()[i] = sum;
        }
        return out;
    }

    /** Flat index in {@code x} of channel 0 under one tap of the window, or -1 in the padding. */
    private static int tap(
            Array x,
            Array kernel,
            int[] at,
            int tap,
            List<Integer> strides,
            List<Integer> dilation,
            dev.markhor.ops.Padding padding) {
        int spatial = strides.size();
        int[] place = new int[x.rank()];
        place[0] = at[0];
        int rest = tap;
        for (int d = spatial - 1; d >= 0; d--) {
            int size = kernel.dim(d);
            int before = padding.before(d, x.dim(d + 1), size, strides.get(d), dilation.get(d));
            place[d + 1] = at[d + 1] * strides.get(d) - before + rest % size * dilation.get(d);
            rest /= size;
            if (place[d + 1] < 0 || place[d + 1] >= x.dim(d + 1)) {
                return -1;
            }
        }
        return x.flat(place);
    }

    static Array transposed(ConvTranspose op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array kernel = inputs.get(1);
        Array out = Array.zeros(output.shape());
        int channels = kernel.dim(-1);
        int filters = kernel.dim(-2);
        int window = kernel.size() / channels / filters;
        for (int p = 0; p < x.size() / channels; p++) {
            int[] from = x.position(p * channels);
            for (int tap = 0; tap < window; tap++) {
                int base = target(op, x, kernel, out, from, tap);
                for (int f = 0; f < filters && base >= 0; f++) {
                    for (int c = 0; c < channels; c++) {
                        out.data()[base + f] +=
                                x.data()[p * channels + c] * kernel.data()[(tap * filters + f) * channels + c];
                    }
                }
            }
        }
        return out;
    }

    private static int target(ConvTranspose op, Array x, Array kernel, Array out, int[] from, int tap) {
        int[] place = new int[out.rank()];
        place[0] = from[0];
        int rest = tap;
        for (int d = op.strides().size() - 1; d >= 0; d--) {
            int size = kernel.dim(d);
            int crop = op.crop(d, size, x.dim(d + 1));
            place[d + 1] = from[d + 1] * op.strides().get(d)
                    + rest % size * op.dilation().get(d)
                    - crop;
            rest /= size;
            if (place[d + 1] < 0 || place[d + 1] >= out.dim(d + 1)) {
                return -1;
            }
        }
        return out.flat(place);
    }
}
