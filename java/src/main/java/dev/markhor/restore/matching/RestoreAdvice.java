package dev.markhor.restore.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What to do about a checkpoint that was matched in part, where that is known. */
final class RestoreAdvice {
    private final ObjectGraph graph;
    private final Map<Integer, String> paths;

    RestoreAdvice(ObjectGraph graph, Map<Integer, String> paths) {
        this.graph = graph;
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
        List<String> names = new ArrayList<>();
        graph.nodes().get(0).children().forEach((name, node) -> {
            if (node != 0 && !name.equals("optimizer") && hasChildren(node)) {
                names.add(name);
            }
        });
        if (names.size() == 1) {
            advice.add("the file has all under '" + names.get(0) + "', as tf.train.Checkpoint(" + names.get(0)
                    + "=...) writes it: restore it with Checkpoint.of(\"" + names.get(0) + "\", model)");
        }
    }

    private boolean hasChildren(int node) {
        return !graph.nodes().get(node).children().isEmpty();
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
