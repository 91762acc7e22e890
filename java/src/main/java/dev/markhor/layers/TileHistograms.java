package dev.markhor.layers;

import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;

/**
 * What contrast-limited adaptive histogram equalization computes, in float32 as Keras does: a curve for each tile and channel, and for each
 * pixel a value between those of the four nearest tiles' curves.
 *
 * @param clipLimit how often a value may be there, as a multiple of the mean; 0 for any number
 */
record TileHistograms(int rows, int columns, double clipLimit) {
    private static final int BINS = 256;

    /** float32 {@code [batch, height, width, channels]} of values from 0 to 255. */
    Tensor equalize(Tensor images) {
        Shape shape = images.shape();
        float[] pixels = images.toFloatArray();
        float[] out = new float[pixels.length];
        int height = (int) shape.dim(1);
        int width = (int) shape.dim(2);
        int channels = (int) shape.dim(3);
        requirePadding("height", height, rows);
        requirePadding("width", width, columns);
        int size = height * width * channels;
        for (int offset = 0; offset < pixels.length; offset += size) {
            for (int c = 0; c < channels; c++) {
                new Channel(pixels, offset + c, channels, height, width).equalize(out);
            }
        }
        return Tensor.of(out, shape.dims());
    }

    /** Images are mirrored until all tiles have one size; a mirror is no larger than the image. */
    private static void requirePadding(String what, int size, int tiles) {
        if ((long) tile(size, tiles) * tiles - size > size) {
            throw new IllegalArgumentException("a " + what + " of " + size + " is too small for " + tiles + " tiles");
        }
    }

    private static int tile(int size, int tiles) {
        return (int) (((long) size + tiles - 1) / tiles);
    }

    /** One channel of one image, whose pixels lie {@code step} apart from {@code first} on. */
    private final class Channel {
        private final float[] pixels;
        private final int first;
        private final int step;
        private final int height;
        private final int width;
        private final int tileHeight;
        private final int tileWidth;

        Channel(float[] pixels, int first, int step, int height, int width) {
            this.pixels = pixels;
            this.first = first;
            this.step = step;
            this.height = height;
            this.width = width;
            this.tileHeight = tile(height, rows);
            this.tileWidth = tile(width, columns);
        }

        void equalize(float[] out) {
            float[][][] curves = new float[rows][columns][];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    curves[i][j] = curve(histogram(i, j));
                }
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    out[index(y, x)] = between(curves, y, x);
                }
            }
        }

        private int index(int y, int x) {
            return first + (y * width + x) * step;
        }

        private int bin(int y, int x) {
            return Math.max(0, Math.min(BINS - 1, (int) pixels[index(y, x)]));
        }

        private float[] histogram(int row, int column) {
            float[] counts = new float[BINS];
            for (int y = row * tileHeight; y < (row + 1) * tileHeight; y++) {
                for (int x = column * tileWidth; x < (column + 1) * tileWidth; x++) {
                    counts[bin(mirrored(y, height), mirrored(x, width))]++;
                }
            }
            return counts;
        }

        private static int mirrored(int at, int size) {
            return at < size ? at : 2 * size - 1 - at;
        }

        private float[] curve(float[] counts) {
            int area = tileHeight * tileWidth;
            limit(counts, area);
            for (int i = 1; i < BINS; i++) {
                counts[i] += counts[i - 1];
            }
            float least = counts[0];
            float rest = area - least == 0 ? 1 : area - least;
            for (int i = 0; i < BINS; i++) {
                counts[i] = Math.max(0, Math.min(255, (counts[i] - least) * 255 / rest));
            }
            return counts;
        }

        /** What is above the limit is spread over all values. */
        private void limit(float[] counts, int area) {
            if (!(clipLimit > 0)) {
                return;
            }
            float limit = (float) (clipLimit * area / BINS);
            float excess = 0;
            for (int i = 0; i < BINS; i++) {
                excess += counts[i] - Math.min(counts[i], limit);
            }
            for (int i = 0; i < BINS; i++) {
                counts[i] = Math.min(counts[i], limit) + excess / BINS;
            }
        }

        private float between(float[][][] curves, int y, int x) {
            float down = (y - tileHeight / 2f) / tileHeight;
            float across = (x - tileWidth / 2f) / tileWidth;
            int top = (int) Math.floor(down);
            int left = (int) Math.floor(across);
            float lower = down - top;
            float right = across - left;
            int bin = bin(y, x);
            float above = value(curves, top, left, bin) * (1 - right) + value(curves, top, left + 1, bin) * right;
            float below =
                    value(curves, top + 1, left, bin) * (1 - right) + value(curves, top + 1, left + 1, bin) * right;
            return above * (1 - lower) + below * lower;
        }

        private float value(float[][][] curves, int row, int column, int bin) {
            return curves[Math.max(0, Math.min(rows - 1, row))][Math.max(0, Math.min(columns - 1, column))][bin];
        }
    }
}
