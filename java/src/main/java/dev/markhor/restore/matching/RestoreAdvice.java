package dev.markhor.restore.matching;

import dev.markhor.variable.Trackable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to do about a checkpoint that was matched in part, where that is known. */
final class RestoreAdvice {
    private final ObjectGraph graph;
    private final Map<Integer, String> paths;

    private final Trackable root;

    RestoreAdvice(ObjectGraph graph, Trackable root, Map<Integer, String> paths) {
        this.graph = graph;
        this.root = root;
        this.paths = paths;
    }

    /**
     * Sentences for the user.
     *
     * @param missing variables without a value
     */
    List<String> of(List<String> missing, boolean isTrivial) {
        List<String> advice = new ArrayList<>();
        if (isTrivial) {
            wrapper(advice);
        }
        lists(missing, advice);
        return advice;
    }

    /** {@code tf.train.Checkpoint(model=m)} puts an object around the model. */
    private void wrapper(List<String> advice) {
        Set<String> attributes = new HashSet<>();
        root.edges().forEach(edge -> attributes.addAll(KerasNames.spellings(edge.name())));
        List<String> names = new ArrayList<>();
        graph.nodes().get(0).children().forEach((name, node) -> {
            Set<String> inside = graph.nodes().get(node).children().keySet();
            if (node != 0 && !Collections.disjoint(inside, attributes)) {
                names.add(name);
            }
        });
        if (names.size() == 1) {
            advice.add("the file has all under '" + names.get(0) + "', as tf.train.Checkpoint(" + names.get(0)
                    + "=...) writes it: restore it with Checkpoint.of(\"" + names.get(0) + "\", model).read(path)");
        }
    }

    /** Keras 3 does not track what is in lists and maps; a file that has a list is not of that kind. */
    private void lists(List<String> missing, List<String> advice) {
        if (paths.values().stream().anyMatch(path -> path.matches("(?!optimizer/)(.*/)?\\d+(/.*)?"))) {
            return;
        }
        for (String variable : missing) {
            String[] steps = variable.split("/");
            for (int i = 1; i < steps.length; i++) {
                String list = String.join("/", List.of(steps).subList(0, i));
                if (steps[i].matches("\\d+") && !paths.containsValue(list)) {
                    advice.add("the file has nothing called '" + list
                            + "': Keras 3 does not store layers held in lists or dictionaries in TensorFlow checkpoints, save the "
                            + "model as .weights.h5 instead");
                    return;
                }
            }
        }
    }
}
