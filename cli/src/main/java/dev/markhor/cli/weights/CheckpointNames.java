package dev.markhor.cli.weights;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A checkpoint's keys are paths of attributes; its graph also has the name of each variable in the program, and the order of attributes. */
final class CheckpointNames {
    private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

    /** Where an exported model has its variables a second time. */
    private static final String COPIES = "_all_variables/";

    private final TensorBundle bundle;
    private final List<StoredWeight> arrays = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final Names.Counter counter = new Names.Counter();

    CheckpointNames(TensorBundle bundle) {
        this.bundle = bundle;
    }

    Weights weights(String title) {
        Map<String, String> fullNames = new LinkedHashMap<>();
        Set<String> training = new HashSet<>();
        bundle.objectGraph().ifPresent(graph -> {
            for (ObjectGraphMessage.Node node : graph.nodes()) {
                node.children()
                        .values()
                        .forEach(child -> graph.nodes().get(child).attributes().stream()
                                .filter(value -> bundle.names().contains(value.key()))
                                .forEach(value -> fullNames.put(value.key(), value.fullName())));
                node.slots()
                        .forEach(slot -> graph.nodes()
                                .get(slot.value())
                                .attributes()
                                .forEach(value -> training.add(value.key())));
            }
        });
        bundle.names().forEach(key -> fullNames.putIfAbsent(key, ""));
        fullNames.remove(TensorBundle.OBJECT_GRAPH);
        if (fullNames.keySet().stream().anyMatch(key -> key.startsWith("variables/"))) {
            fullNames.keySet().removeIf(key -> key.startsWith(COPIES));
        }
        fullNames.forEach((key, fullName) -> add(key, fullName, training.contains(key)));
        return new Weights(Weights.CHECKPOINT, title, arrays, unread, bundle);
    }

    private void add(String key, String fullName, boolean slot) {
        String path = key.endsWith(VALUE) ? key.substring(0, key.length() - VALUE.length()) : key;
        if (!bundle.isReadable(key)) {
            unread.add(path + " (" + bundle.type(key) + ")");
            return;
        }
        StoredArray array = bundle.array(key).orElseThrow();
        List<String> names = new ArrayList<>(List.of(Names.plain(path)));
        if (!fullName.isEmpty()) {
            names.add(Names.plain(fullName));
        }
        List<String> aliases = Names.withShort(names);
        List<String> places = counter.places(aliases);
        boolean training = slot
                || path.contains("/.OPTIMIZER_SLOT/")
                || path.startsWith("optimizer/")
                || path.contains("/optimizer/")
                || path.contains("keras_api/metrics/")
                || path.endsWith("save_counter")
                || fullName.endsWith("seed_generator_state");
        arrays.add(new StoredWeight(path, aliases, places, array, training));
    }
}
