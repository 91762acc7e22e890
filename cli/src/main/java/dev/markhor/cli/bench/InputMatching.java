package dev.markhor.cli.bench;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which input of a model is which of its twin's: by name if all names match, otherwise by order. TensorFlow's {@code :0} behind a name
 * counts for nothing.
 */
final class InputMatching {
    private final List<String> names;
    private final List<Spec> specs = new ArrayList<>();
    private final Map<String, Spec> twins;
    /** For each input of the twin, the place of the model's. */
    private final List<Integer> places = new ArrayList<>();

    /**
     * @param model what the model takes
     * @param twin what its twin takes
     * @throws IllegalArgumentException if the two do not take the same; the message lists both
     */
    InputMatching(Map<String, Spec> model, Map<String, Spec> twin) {
        names = List.copyOf(model.keySet());
        twins = twin;
        if (model.size() != twin.size()) {
            throw misfit("as many inputs were expected", model);
        }
        List<String> plain = twin.keySet().stream().map(InputMatching::plain).toList();
        boolean byName = plain.containsAll(names);
        for (int i = 0; i < plain.size(); i++) {
            places.add(byName ? names.indexOf(plain.get(i)) : i);
        }
        List<Spec> twinSpecs = List.copyOf(twin.values());
        for (String name : names) {
            int place = names.indexOf(name);
            specs.add(merged(model, model.get(name), twinSpecs.get(places.indexOf(place))));
        }
    }

    /** What is to be made for each input of the model: a size that either side knows, integers if either side takes them. */
    List<Spec> specs() {
        return specs;
    }

    /** The model's inputs as the twin takes them. */
    List<Tensor> forTwin(List<Tensor> inputs) {
        List<Tensor> arranged = new ArrayList<>();
        int next = 0;
        for (Spec spec : twins.values()) {
            arranged.add(inputs.get(places.get(next++)).cast(spec.dtype()));
        }
        return arranged;
    }

    private Spec merged(Map<String, Spec> model, Spec ours, Spec theirs) {
        if (ours.shape().rank() != theirs.shape().rank()) {
            throw misfit("equal shapes were expected", model);
        }
        long[] dims = ours.shape().dims();
        for (int axis = 0; axis < dims.length; axis++) {
            long other = theirs.shape().dim(axis);
            if (ours.shape().isFree(axis)) {
                dims[axis] = other;
            } else if (!theirs.shape().isFree(axis) && other != dims[axis]) {
                throw misfit("equal shapes, in one layout, were expected", model);
            }
        }
        if ((ours.dtype() == DType.STRING) != (theirs.dtype() == DType.STRING)) {
            throw misfit("texts on both sides were expected", model);
        }
        return Spec.of(ours.dtype().isFloating() ? theirs.dtype() : ours.dtype(), dims);
    }

    private IllegalArgumentException misfit(String expected, Map<String, Spec> model) {
        return new IllegalArgumentException(
                "the two models do not take the same: " + expected + ", found " + model + " and " + twins);
    }

    private static String plain(String name) {
        return name.replaceFirst(":0$", "");
    }
}
