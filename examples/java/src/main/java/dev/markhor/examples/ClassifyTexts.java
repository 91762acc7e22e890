package dev.markhor.examples;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Classifies texts by a model that has its vocabulary inside, then changes a weight of the model while it stays in use. */
public final class ClassifyTexts {
    /** @param args a model that takes a text and gives three scores, whose last layer is called {@code dense} */
    public static void main(String[] args) {
        try (Model model =
                Markhor.load(Path.of(args.length > 0 ? args[0] : "golden/structures/text_classifier.keras"))) {
            model.warmUp();
            Tensor texts = Tensor.of(List.of("red green blue", "Ein Café"));
            System.out.println(model.predict(texts));

            Variable bias = model.weightsByPath().get("dense/bias");
            bias.assign(Tensor.of(new float[] {9, 0, 0}, 3));
            float[] scores = model.predict(texts).toFloatArray();
            System.out.println(Arrays.toString(scores));
        }
    }
}
