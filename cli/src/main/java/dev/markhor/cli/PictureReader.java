package dev.markhor.cli;

import dev.markhor.error.MalformedFileException;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Images;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures as a model wants them: its size, its number of channels, values in a given range. */
final class PictureReader {
    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
    private static final long MOST_PIXELS = 200_000_000;

    private final Scale scale;

    PictureReader(Scale scale) {
        this.scale = scale;
        ImageIO.setUseCache(false);
    }

    static boolean isPicture(Path file) {
        String name = String.valueOf(file.getFileName());
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * A batch of one picture.
     *
     * @param input {@code [batch, height, width, channels]}, {@code [batch, channels, height, width]} or
     *     {@code [batch, height, width]}
     * @throws IllegalArgumentException if the model's input is no picture
     */
    Tensor read(Path file, Spec input) {
        Layout layout = Layout.of(file, input);
        Pixels picture = decode(file, layout.channels());
        int height = layout.height() == Shape.FREE ? picture.height() : Math.toIntExact(layout.height());
        int width = layout.width() == Shape.FREE ? picture.width() : Math.toIntExact(layout.width());
        Pixels resized = picture.resize(width, height);
        float[] values = new float[resized.values().length];
        int channels = layout.channels();
        for (int pixel = 0; pixel < width * height; pixel++) {
            for (int channel = 0; channel < channels; channel++) {
                int target = layout.channelsFirst() ? channel * width * height + pixel : pixel * channels + channel;
                values[target] = scale.apply(resized.values()[pixel * channels + channel]);
            }
        }
        return Tensor.of(values, layout.shape(width, height).dims());
    }

    /** Where a model's input has height, width and channels. */
    private record Layout(long height, long width, int channels, boolean channelsFirst, int rank) {
        static Layout of(Path file, Spec input) {
            Shape shape = input.shape();
            if (shape.rank() == 3) {
                return new Layout(shape.dim(1), shape.dim(2), 1, false, 3);
            }
            if (shape.rank() == 4 && isChannels(shape.dim(3))) {
                return new Layout(shape.dim(1), shape.dim(2), (int) shape.dim(3), false, 4);
            }
            if (shape.rank() == 4 && isChannels(shape.dim(1))) {
                return new Layout(shape.dim(2), shape.dim(3), (int) shape.dim(1), true, 4);
            }
            throw new IllegalArgumentException(
                    file + ": the model's input is " + input + ", not a picture; give it .csv, .npy or .npz");
        }

        private static boolean isChannels(long dim) {
            return dim == 1 || dim == 3 || dim == 4;
        }

        Shape shape(int width, int height) {
            if (rank == 3) {
                return Shape.of(1, height, width);
            }
            return channelsFirst ? Shape.of(1, channels, height, width) : Shape.of(1, height, width, channels);
        }
    }

    private static Pixels decode(Path file, int channels) {
        BufferedImage image;
        if (!Files.exists(file)) {
            throw new UncheckedIOException(new NoSuchFileException(file.toString()));
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) {
                throw new MalformedFileException(file + ": not a picture in PNG, JPEG, GIF or BMP format");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    throw new MalformedFileException(file + ": " + pixels + " pixels, the limit is " + MOST_PIXELS);
                }
                image = reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            if (!file.toFile().canRead()) {
                throw new UncheckedIOException(e);
            }
            throw new MalformedFileException(file + ": damaged picture: " + e.getMessage(), e);
        }
        return pixels(image, channels);
    }

    private static Pixels pixels(BufferedImage image, int channels) {
        return new Pixels(
                image.getWidth(),
                image.getHeight(),
                channels,
                Images.of(channels, image).toFloatArray());
    }
}
