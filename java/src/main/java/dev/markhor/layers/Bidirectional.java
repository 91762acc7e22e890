package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Two recurrent layers over one sequence in both directions; outputs are merged, and states follow, the forward layer's first. With
 * sequences, masked steps give zeros.
 */
public final class Bidirectional extends BaseLayer<Bidirectional> {
    /** How the two outputs are put together. */
    public enum MergeMode {
        CONCAT,
        SUM,
        MUL,
        AVE,
        /** Both are given. */
        NONE
    }

    private final RecurrentLayer<?> forward;
    private final RecurrentLayer<?> backward;
    private MergeMode mergeMode = MergeMode.CONCAT;

    /** @param layer makes a layer; called twice, and the second one goes backwards */
    public Bidirectional(Supplier<? extends RecurrentLayer<?>> layer) {
        this(layer.get(), backwards(layer.get()));
    }

    private static RecurrentLayer<?> backwards(RecurrentLayer<?> layer) {
        layer.goBackwards(!layer.goesBackwards());
        layer.setName("backward_" + layer.name()); // the pair takes one of Keras' numbers, as it is made of one layer
        return layer;
    }

    /** @throws IllegalArgumentException if both go the same way, or they do not return the same things */
    public Bidirectional(RecurrentLayer<?> forward, RecurrentLayer<?> backward) {
        if (forward == backward || forward.goesBackwards() == backward.goesBackwards()) {
            throw new IllegalArgumentException("one of the two layers must go backwards, and the other forwards");
        }
        if (forward.returnsSequences() != backward.returnsSequences()
                || forward.returnsState() != backward.returnsState()) {
            throw new IllegalArgumentException("both layers must return the same things");
        }
        this.forward = track("forward_layer", forward);
        this.backward = track("backward_layer", backward);
        forward.zeroOutputForMask(forward.returnsSequences());
        backward.zeroOutputForMask(backward.returnsSequences());
    }

    /** {@code CONCAT}, along the features, unless set. */
    public Bidirectional mergeMode(MergeMode mode) {
        mergeMode = mode;
        return this;
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = inputs.list().get(0);
        List<Value> states = RecurrentLayer.initialStates(inputs, context);
        if (!states.isEmpty() && states.size() != forward.stateCount() + backward.stateCount()) {
            throw new IllegalArgumentException("needs " + forward.stateCount() + " initial states for each direction");
        }
        Optional<Value> mask = RecurrentLayer.mask(inputs, context, !states.isEmpty());
        int half = states.size() / 2;
        List<Value> there = run(forward, x, states.subList(0, half), mask);
        List<Value> back = run(backward, x, states.subList(half, states.size()), mask);
        Value y = there.get(0);
        Value reversed = forward.returnsSequences() ? Ops.flip(back.get(0), backward.timeAxis()) : back.get(0);
        List<Value> results = new ArrayList<>(merge(y, reversed, computeMask(inputs, context)));
        if (forward.returnsState()) {
            results.addAll(there.subList(1, there.size()));
            results.addAll(back.subList(1, back.size()));
        }
        return results.size() == 1 ? Structure.of(results.get(0)) : Structure.list(results);
    }

    private static List<Value> run(RecurrentLayer<?> layer, Value x, List<Value> states, Optional<Value> mask) {
        Inputs inputs = Inputs.of(x.withMask(Optional.empty()));
        if (!states.isEmpty()) {
            inputs = inputs.with("initial_state", Structure.list(states));
        }
        if (mask.isPresent()) {
            inputs = inputs.with("mask", Structure.of(mask.get()));
        }
        return layer.apply(inputs).flatten();
    }

    private List<Value> merge(Value y, Value reversed, Optional<Value> mask) {
        return switch (mergeMode) {
            case CONCAT -> List.of(Ops.concatenate(List.of(y, reversed), -1));
            case SUM -> List.of(Ops.add(y, reversed));
            case MUL -> List.of(Ops.multiply(y, reversed));
            case AVE -> List.of(Ops.multiply(Ops.add(y, reversed), 0.5));
            case NONE -> List.of(y, reversed.withMask(mask));
        };
    }

    @Override
    protected boolean takesMask() {
        return true;
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return forward.returnsSequences() ? RecurrentLayer.outputMask(inputs, context) : Optional.empty();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("layer", forward)
                .put("backward_layer", backward)
                .put("merge_mode", mergeMode == MergeMode.NONE ? null : mergeMode);
    }

    static Bidirectional fromConfig(LayerConfig config) {
        RecurrentLayer<?> forward = inner(config, config.layer("layer"), "forward_");
        RecurrentLayer<?> backward = config.has("backward_layer")
                ? inner(config, config.layer("backward_layer"), "")
                : inner(config, config.reader().read(turned(config.get("layer"))), "backward_");
        return new Bidirectional(forward, backward).mergeMode(mergeMode(config));
    }

    private static RecurrentLayer<?> inner(LayerConfig config, Layer layer, String prefix) {
        if (layer instanceof RecurrentLayer<?> recurrent) {
            recurrent.setName(layer.name().startsWith(prefix) ? layer.name() : prefix + layer.name());
            return recurrent;
        }
        throw config.unsupported("layers of class " + layer.className() + " are not supported inside");
    }

    /** The layer's configuration for the other direction. */
    private static Json turned(Json layer) {
        Map<String, Object> config = new LinkedHashMap<>();
        layer.get("config").asMap().forEach((key, value) -> config.put(key, value.value()));
        config.put("go_backwards", !Boolean.TRUE.equals(config.get("go_backwards")));
        Map<String, Object> object = new LinkedHashMap<>();
        layer.asMap().forEach((key, value) -> object.put(key, value.value()));
        object.put("config", config);
        return Json.of(layer.document(), object);
    }

    /** Null means that both outputs are given; an absent key, the default. */
    private static MergeMode mergeMode(LayerConfig config) {
        if (config.json().has("merge_mode") && !config.has("merge_mode")) {
            return MergeMode.NONE;
        }
        return switch (config.string("merge_mode", "concat")) {
            case "concat" -> MergeMode.CONCAT;
            case "sum" -> MergeMode.SUM;
            case "mul" -> MergeMode.MUL;
            case "ave" -> MergeMode.AVE;
            default -> throw config.expected("merge_mode", "concat, sum, mul, ave or null");
        };
    }
}
