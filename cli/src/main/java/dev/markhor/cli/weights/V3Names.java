package dev.markhor.cli.weights;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.keras.V3Weights;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keras 3 numbers the arrays of an object, and names objects by attributes; many also have the name that the program gave them. */
final class V3Names {
    private final V3Weights file;
    private final List<StoredWeight> arrays = new ArrayList<>();

    V3Names(V3Weights file) {
        this.file = file;
    }

    Weights weights(String title, AutoCloseable closing) {
        for (String object : file.objects()) {
            Set<String> owners = new LinkedHashSet<>(List.of(plain(object), named(object)));
            file.objectName(object).ifPresent(owners::add);
            List<String> aliases = Names.withShort(owners);
            List<StoredArray> numbered = file.weights(object);
            for (int i = 0; i < numbered.size(); i++) {
                String place = "#" + i;
                List<String> places =
                        aliases.stream().map(owner -> Names.join(owner, place)).toList();
                add(object, "vars/" + i, List.of(), places, numbered.get(i));
            }
            file.namedWeights(object).forEach((name, array) -> {
                List<String> names =
                        aliases.stream().map(owner -> Names.join(owner, name)).toList();
                add(object, "vars/" + name, names, List.of(), array);
            });
        }
        return new Weights(Weights.V3, title, arrays, List.of(), closing);
    }

    private void add(String object, String name, List<String> names, List<String> places, StoredArray array) {
        String path = Names.join(object, name);
        List<String> all = new ArrayList<>(List.of(path));
        all.addAll(names);
        // seed_generator is the attribute of layers that draw random numbers
        boolean training = object.endsWith("seed_generator")
                || object.equals("optimizer")
                || object.startsWith("optimizer/")
                || object.equals("_metrics")
                || object.startsWith("_metrics/");
        arrays.add(new StoredWeight(path, all, places, array, training));
    }

    private static String plain(String object) {
        return object.replaceAll("(?<=^|/)(layers|_layer_checkpoint_dependencies)/", "");
    }

    /** The path of names: that of an object without one is the last step to it. */
    private String named(String object) {
        if (object.isEmpty()) {
            return "";
        }
        String step = object.substring(object.lastIndexOf('/') + 1);
        String above = Names.parent(object);
        if (step.equals("layers") || step.equals("_layer_checkpoint_dependencies")) {
            return named(above);
        }
        return Names.join(named(above), file.objectName(object).orElse(step));
    }
}
