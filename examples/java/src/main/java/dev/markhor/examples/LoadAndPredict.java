package dev.markhor.examples;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/** Opens a model file, whatever its format, and runs it. */
public final class LoadAndPredict {
    private LoadAndPredict() {}

    /** @param args the file of an image classifier for pictures of 32 x 32, such as mlperf-tiny/resnet8_cifar10.h5 */
    public static void main(String[] args) {
        float[] pixels = new float[32 * 32 * 3];
        Arrays.fill(pixels, 128);
        try (Model model = Markhor.load(Path.of(args[0]))) {
            Tensor scores = model.predict(Tensor.of(pixels, 1, 32, 32, 3)); // [batch, height, width, channels]
            System.out.println(Arrays.toString(scores.toFloatArray()));
        }
    }
}
