package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Arguments of Keras' layers that are tensors, where they were given as arrays: Keras 2 writes these as lists of numbers. */
final class ArrayArguments {
    private static final Map<String, DType> TYPES =
            Map.of("mask", DType.BOOL, "count_weights", DType.FLOAT32, "positions", DType.INT32);
    private static final String MASK = "mask";

    private ArrayArguments() {}

    /** The same with constants in place of such lists. Layers that users registered get the lists. */
    static Inputs constants(Layer layer, Inputs inputs) {
        Inputs result = inputs;
        if (layer.getClass().getName().startsWith("dev.markhor.layers.")) {
            for (Map.Entry<String, DType> entry : TYPES.entrySet()) {
                String name = entry.getKey();
                if (inputs.named().get(name) instanceof List<?> list && !list.isEmpty()) {
                    boolean each = name.equals(MASK) && layer.className().endsWith("Attention");
                    result = result.with(name, each ? masks(list) : constant(name, list, entry.getValue()));
                }
            }
        }
        return result;
    }

    /** Those of query and value: one for each, or None. */
    private static Structure<Value> masks(List<?> list) {
        List<Structure<Value>> masks = new ArrayList<>();
        for (Object mask : list) {
            masks.add(mask == null ? new Structure.Items<>(List.of()) : Structure.of(constant(MASK, mask, DType.BOOL)));
        }
        return new Structure.Items<>(masks);
    }

    private static Value constant(String name, Object list, DType type) {
        return Ops.constant(Inputs.of(List.of(), Map.of(name, list))
                .array(0, name)
                .orElseThrow()
                .cast(type));
    }
}
