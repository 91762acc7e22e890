package dev.markhor.layers;

import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the windows of a locally connected layer lie.
 *
 * @param inputs spatial sizes of the input
 * @param outputs spatial sizes of the output
 */
record LocalWindows(Shape inputs, Shape outputs, List<Integer> kernelSize, List<Integer> strides, boolean same) {
    /** @throws IllegalArgumentException if no window fits */
    static LocalWindows of(Shape inputs, List<Integer> kernelSize, List<Integer> strides, boolean same) {
        long[] outputs = new long[inputs.rank()];
        for (int i = 0; i < outputs.length; i++) {
            long reach = same ? 1 : kernelSize.get(i);
            outputs[i] = (inputs.dim(i) - reach + strides.get(i)) / strides.get(i);
            if (outputs[i] <= 0) {
                throw new IllegalArgumentException("a window of " + kernelSize + " does not fit " + inputs);
            }
        }
        return new LocalWindows(inputs, Shape.of(outputs), kernelSize, strides, same);
    }

    int spatial() {
        return kernelSize.size();
    }

    /** Whether input position {@code in} is in the window of output position {@code out}; both are row-major numbers. */
    boolean connects(long in, long out) {
        for (int i = spatial() - 1; i >= 0; i--) {
            long at = in % inputs.dim(i);
            long center = out % outputs.dim(i) * strides.get(i);
            int before = kernelSize.get(i) / 2;
            long start = same ? center - before : center;
            if (at < start || at >= start + kernelSize.get(i)) {
                return false;
            }
            in /= inputs.dim(i);
            out /= outputs.dim(i);
        }
        return true;
    }

    /** The offsets of a window's elements, row-major. */
    List<int[]> offsets() {
        List<int[]> offsets = new ArrayList<>();
        int count = kernelSize.stream().reduce(1, Math::multiplyExact);
        for (int flat = 0; flat < count; flat++) {
            int[] offset = new int[spatial()];
            int rest = flat;
            for (int i = spatial() - 1; i >= 0; i--) {
                offset[i] = rest % kernelSize.get(i);
                rest /= kernelSize.get(i);
            }
            offsets.add(offset);
        }
        return offsets;
    }
}
