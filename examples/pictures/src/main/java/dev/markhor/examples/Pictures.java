package dev.markhor.examples;

import dev.markhor.layers.Resizing;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.Images;
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
        try (Model resize = new Sequential(new Resizing(height, width).interpolation("area"))) {
            return resize.predict(Images.of(decode(file)));
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
