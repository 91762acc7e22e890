package dev.markhor.verify.restoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Value;
import dev.markhor.layers.Add;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.GlobalAveragePooling1D;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.Difference;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A functional model in Java, as one in Keras, averages the steps that were unmasked as it was put together, though attention takes the masks off
 * as it runs.
 */
class RecordedMasksTest {
    private static final Path FOLDER = Path.of("..", "golden", "layers", "multi_head_attention");

    @Test
    void averageBehindAttentionWithResidual() {
        Value words = Input.of(DType.INT32, 5);
        Value e = new Embedding(6, 4).maskZero(true).apply(words);
        Value y = new Add().apply(List.of(e, new MultiHeadAttention(2, 2).apply(e, e)));
        Value z = new MultiHeadAttention(2, 2).apply(y, y);
        try (Model model =
                Model.of(Structure.of(words), Structure.list(List.of(z, new GlobalAveragePooling1D().apply(z))))) {
            model.loadWeights(FOLDER.resolve("masked_residual.keras"));
            Map<String, Tensor> golden = Npz.readAll(FOLDER.resolve("masked_residual.golden.npz"));
            List<Tensor> outputs = model.predict(List.of(golden.get("input_0")));
            assertEquals(2, outputs.size());
            for (int i = 0; i < 2; i++) {
                Difference difference = Difference.between(outputs.get(i), golden.get("output_" + i));
                assertTrue(difference.problem().isEmpty() && difference.relative() < 1e-5, i + ": " + difference);
            }
        }
    }
}
