package dev.markhor.model;

import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Calls of a model that follow each other: stateful layers begin each call with the states that the call before ended with, zeros at
 * first. Sessions do not see each other, so that every thread or stream of data may have its own; the calls of one session run one after
 * the other. A call that fails changes no state.
 *
 * <p>{@link Model#predict} carries nothing: it is the first call of a fresh session each time.
 */
public final class Session {
    private final Model model;
    private Map<Layer, List<Tensor>> states = Map.of();
    private long batch;

    Session(Model model) {
        this.model = model;
    }

    /**
     * Runs the model, as {@link Model#predict(Tensor)} does.
     *
     * @throws IllegalArgumentException if the input does not fit, or has another batch size than the call before
     */
    public Tensor predict(Tensor x) {
        return predict(Structure.of(x)).single();
    }

    /** Runs a model with several inputs or outputs, in the model's order. */
    public List<Tensor> predict(List<Tensor> inputs) {
        return predict(Structure.list(inputs)).flatten();
    }

    /** Runs a model on inputs by name; the outputs come in the model's order. */
    public List<Tensor> predict(Map<String, Tensor> inputs) {
        return predict(Structure.map(inputs)).flatten();
    }

    /** Runs the model on inputs in any structure; the outputs have the structure that the model gives them. */
    public synchronized Structure<Tensor> predict(Structure<Tensor> inputs) {
        long samples = samples(inputs.flatten());
        if (!states.isEmpty() && samples != batch) {
            throw new IllegalArgumentException("the session holds states of " + batch + " sample(s), the input has "
                    + samples + "; resetStates() begins anew");
        }
        Engine.Result result = model.usableEngine().run(inputs, states);
        states = result.states();
        batch = samples;
        return result.outputs();
    }

    private static long samples(List<Tensor> inputs) {
        return inputs.isEmpty() || inputs.get(0).shape().rank() == 0
                ? 1
                : inputs.get(0).shape().dim(0);
    }

    /** The model, and what its stateful layers hold: {@code Session of Sequential 'tagger' ..., states of 2 sample(s) in lstm}. */
    @Override
    public synchronized String toString() {
        String held = states.isEmpty()
                ? "no states yet"
                : "states of " + batch + " sample(s) in "
                        + states.keySet().stream().map(Layer::name).collect(Collectors.joining(", "));
        return "Session of " + model + ", " + held;
    }

    /** Begins anew from zeros; the next call may have any batch size. */
    public synchronized void resetStates() {
        states = Map.of();
    }
}
