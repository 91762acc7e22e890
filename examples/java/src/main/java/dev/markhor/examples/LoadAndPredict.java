package dev.markhor.examples;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import java.nio.file.Path;

/** Opens a model file, whatever its format, and says what a picture shows. */
public final class LoadAndPredict {
    private static final String[] CLASSES = "airplane automobile bird cat deer dog frog horse ship truck".split(" ");

    /** @param args a classifier of pictures of 32 x 32 into these classes, and a picture */
    public static void main(String[] args) {
        String file = args.length > 0 ? args[0] : "golden/real/mlperf-tiny/resnet8_cifar10.h5";
        String picture = args.length > 1 ? args[1] : "examples/pictures/cat.png";
        try (Model model = Markhor.load(Path.of(file))) {
            float[] scores = model.predict(Pictures.read(picture, 32, 32)).toFloatArray();
            int top = 0;
            for (int i = 1; i < scores.length; i++) {
                top = scores[i] > scores[top] ? i : top;
            }
            System.out.println(CLASSES[top] + " " + scores[top]);
        }
    }
}
