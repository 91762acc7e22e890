package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;

/** Cuts or pads images {@code [batch, height, width, channels]} to the aspect ratio of a target, around their centre. */
final class AspectRatio {
    private AspectRatio() {}

    static Value crop(Value x, int targetHeight, int targetWidth) {
        long height = size(x, 1);
        long width = size(x, 2);
        long cropHeight = Math.max(1, Math.min(height, (long) ((float) (width * targetHeight) / targetWidth)));
        long cropWidth = Math.max(1, Math.min(width, (long) ((float) (height * targetWidth) / targetHeight)));
        long top = (height - cropHeight) / 2;
        long left = (width - cropWidth) / 2;
        return Ops.slice(Ops.slice(x, 1, top, top + cropHeight, 1), 2, left, left + cropWidth, 1);
    }

    static Value pad(Value x, int targetHeight, int targetWidth, double value) {
        long height = size(x, 1);
        long width = size(x, 2);
        int top = (int) ((Math.max(height, (long) ((float) (width * targetHeight) / targetWidth)) - height) / 2);
        int left = (int) ((Math.max(width, (long) ((float) (height * targetWidth) / targetHeight)) - width) / 2);
        int[] borders = {0, top, left, 0};
        return Ops.pad(x, borders, borders, value);
    }

    private static long size(Value x, int axis) {
        if (x.shape().isFree(axis)) {
            throw new IllegalArgumentException("an aspect ratio needs a known height and width, got " + x.shape());
        }
        return x.shape().dim(axis);
    }
}
