package dev.markhor.tensor;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Java's pictures as tensors of float32 from 0 to 255, as Keras' {@code img_to_array} gives them. This class alone needs the module
 * {@code java.desktop}.
 */
public final class Images {
    private Images() {}

    /** Red, green and blue: {@code [1, height, width, 3]}. */
    public static Tensor of(BufferedImage image) {
        return of(3, new BufferedImage[] {image});
    }

    /**
     * A batch {@code [images.length, height, width, channels]}.
     *
     * @param channels 1 for grey, 3 for red, green and blue, 4 for these and opacity
     * @throws IllegalArgumentException if there is no image, one is null, they differ in size, or {@code channels} is another number
     */
    public static Tensor of(int channels, BufferedImage... images) {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("pictures have 1, 3 or 4 channels, not " + channels);
        }
        if (images == null || images.length == 0) {
            throw new IllegalArgumentException("a batch needs one picture at least");
        }
        for (int i = 0; i < images.length; i++) {
            if (images[i] == null) {
                throw new IllegalArgumentException(
                        "picture number " + (i + 1) + " is null: ImageIO.read gives that for what it cannot decode");
            }
        }
        int width = images[0].getWidth();
        int height = images[0].getHeight();
        int size = Math.multiplyExact(Math.multiplyExact(width, height), channels);
        float[] values = new float[Math.multiplyExact(size, images.length)];
        for (int i = 0; i < images.length; i++) {
            if (images[i].getWidth() != width || images[i].getHeight() != height) {
                throw new IllegalArgumentException("pictures of one batch must be of one size: the first is " + width
                        + " x "
                        + height + ", number " + (i + 1) + " is " + images[i].getWidth() + " x " + images[i].getHeight()
                        + "; scale them first");
            }
            read(images[i], channels, values, i * size);
        }
        return Tensor.of(values, images.length, height, width, channels);
    }

    private static void read(BufferedImage image, int channels, float[] values, int first) {
        Raster raster = image.getRaster();
        // Java takes grey values for linear light and would brighten them on the way to RGB.
        boolean grey = raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
        double largest = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
        int next = first;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int argb = grey ? grey(raster.getSample(x, y, 0) * 255 / largest) : image.getRGB(x, y);
                int red = argb >> 16 & 0xff;
                int green = argb >> 8 & 0xff;
                int blue = argb & 0xff;
                if (channels == 1) {
                    // ITU-R BT.601, as Pillow and so Keras turns colours into grey.
                    values[next++] = Math.round((red * 299 + green * 587 + blue * 114) / 1000f);
                    continue;
                }
                values[next++] = red;
                values[next++] = green;
                values[next++] = blue;
                if (channels == 4) {
                    values[next++] = argb >>> 24;
                }
            }
        }
    }

    private static int grey(double level) {
        int value = (int) Math.round(level);
        return 0xff000000 | value << 16 | value << 8 | value;
    }
}
