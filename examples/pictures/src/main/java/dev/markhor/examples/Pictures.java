package dev.markhor.examples;

import dev.markhor.layers.Resizing;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Reads colour pictures for models that look at them. */
public final class Pictures {
    private Pictures() {}

    /** A picture as {@code [1, height, width, 3]}: red, green and blue from 0 to 255, each pixel the average of what it covers. */
    public static Tensor read(String file, int height, int width) {
        BufferedImage image = decode(file);
        float[] rgb = new float[image.getHeight() * image.getWidth() * 3];
        int i = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y);
                rgb[i++] = pixel >> 16 & 0xff;
                rgb[i++] = pixel >> 8 & 0xff;
                rgb[i++] = pixel & 0xff;
            }
        }
        try (Model resize = new Sequential(new Resizing(height, width).interpolation("area"))) {
            return resize.predict(Tensor.of(rgb, 1, image.getHeight(), image.getWidth(), 3));
        }
    }

    private static BufferedImage decode(String file) {
        try {
            BufferedImage image = ImageIO.read(new File(file));
            if (image == null) {
                throw new IllegalArgumentException(file + " is no picture that Java can read");
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
