package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.restore.Writer;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which variable of a nested model a stored array goes to, where several orders fit. */
class LayerMatchTest {
    private static final Conversions NONE = new Conversions(Writer.UNKNOWN);

    /** Two layers of the same shape, the first of them frozen. */
    private static Model nested(String first, String second) {
        TestLayers.Counter any = new TestLayers.Counter();
        return new Sequential(
                Input.of(2),
                new TestLayers.Dense(2, any).named(first).frozen(),
                new TestLayers.Dense(2, any).named(second));
    }

    private static LegacyWeights.Layer stored(String... names) {
        List<StoredArray> arrays = new ArrayList<>();
        for (String name : names) {
            boolean kernel = name.endsWith("kernel:0");
            arrays.add(new MemoryArray(name, kernel ? Tensor.of(new float[4], 2, 2) : Tensor.of(new float[2], 2)));
        }
        return new LegacyWeights.Layer("nested", arrays, List.of(names));
    }

    private static List<String> assigned(Model model, LegacyWeights.Layer stored) {
        LayerMatch match = LayerMatch.of(model, stored, NONE, false);
        assertTrue(match.fits());
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < match.weights().size(); i++) {
            pairs.add(
                    match.weights().get(i).path() + "=" + match.arrays().get(i).name());
        }
        return pairs;
    }

    @Test
    void theOrderOfTheConfigurationHoldsWhateverTheNames() {
        assertEquals(
                List.of("b/kernel=x/kernel:0", "b/bias=x/bias:0", "a/kernel=b/kernel:0", "a/bias=b/bias:0"),
                assigned(nested("a", "b"), stored("x/kernel:0", "x/bias:0", "b/kernel:0", "b/bias:0")));
    }

    @Test
    void anotherOrderHoldsIfAllNamesAgreeWithIt() {
        assertEquals(
                List.of("a/kernel=a/kernel:0", "a/bias=a/bias:0", "b/kernel=b/kernel:0", "b/bias=b/bias:0"),
                assigned(nested("a", "b"), stored("a/kernel:0", "a/bias:0", "b/kernel:0", "b/bias:0")));
    }

    @Test
    void anOrderThatKerasDoesNotWriteDoesNotFitWhateverTheNames() {
        LegacyWeights.Layer shuffled = stored("a/kernel:0", "b/kernel:0", "a/bias:0", "b/bias:0");
        assertFalse(LayerMatch.of(nested("a", "b"), shuffled, NONE, false).fits());
    }
}
