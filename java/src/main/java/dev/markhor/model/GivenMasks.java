package dev.markhor.model;

import dev.markhor.graph.Value;
import dev.markhor.model.Structure.Entries;
import dev.markhor.model.Structure.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Masks that a model inside is called with, as files of Keras 3 have them: {@code mask=} in the structure of its inputs. Keras puts them
 * onto these, where a layer before may have taken them off.
 */
final class GivenMasks {
    private GivenMasks() {}

    /** The first argument; its values have the masks that are given for them, or else their own. */
    static Structure<Value> attach(Inputs arguments) {
        Structure<Value> x = arguments.first();
        return arguments
                .structure(Integer.MAX_VALUE, "mask")
                .map(masks -> attach(x, masks))
                .orElse(x);
    }

    private static Structure<Value> attach(Structure<Value> x, Structure<Value> masks) {
        List<Value> given = masks.flatten();
        if (x.flatten().size() == 1 && given.size() == 1) {
            Tracer.current().remask(x.single());
            return x.mapLeaves(value -> value.withMask(Optional.of(given.get(0))));
        }
        if (x instanceof Items<Value> items
                && masks instanceof Items<Value> same
                && items.items().size() == same.items().size()) {
            List<Structure<Value>> masked = new ArrayList<>();
            for (int i = 0; i < items.items().size(); i++) {
                masked.add(attach(items.items().get(i), same.items().get(i)));
            }
            return new Items<>(masked);
        }
        if (x instanceof Entries<Value> entries && masks instanceof Entries<Value> same) {
            Map<String, Structure<Value>> masked = new LinkedHashMap<>();
            entries.entries().forEach((key, entry) -> {
                Structure<Value> mask = same.entries().get(key);
                masked.put(key, mask == null ? entry : attach(entry, mask));
            });
            return new Entries<>(masked);
        }
        return x;
    }
}
