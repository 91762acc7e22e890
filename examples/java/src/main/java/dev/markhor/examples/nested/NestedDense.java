package dev.markhor.examples.nested;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LayerConfig;
import dev.markhor.model.Model;
import java.util.ArrayList;
import java.util.List;

/** A model whose layers lie in lists in a list, as a test of Keras has it: {@code [batch, 4] -> [batch, 2]}. */
public final class NestedDense extends Model {
    private final List<List<Dense>> blocks = new ArrayList<>();
    private final Dense out = new Dense(2);

    /** @param count number of layers before the last one */
    public NestedDense(int count) {
        for (int i = 0; i < count; i++) {
            blocks.add(List.of(new Dense(4).useBias(false).name("d_" + i)));
        }
    }

    /** From its configuration in a file. */
    public static NestedDense fromConfig(LayerConfig config) {
        return new NestedDense(config.integer("num", 3));
    }

    @Override
    protected Value call(Value x) {
        Value y = x;
        for (List<Dense> block : blocks) {
            y = block.get(0).apply(y);
        }
        return out.apply(y);
    }
}
