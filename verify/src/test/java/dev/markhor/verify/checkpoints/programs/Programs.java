package dev.markhor.verify.checkpoints.programs;

import dev.markhor.model.Model;
import java.util.Map;

/** The Java twins of one case's {@code model.py}. */
public interface Programs {
    /** Makes what the function of this name makes there. */
    Model make(String function);

    /** Does what a scenario does between loading and the first call. */
    default void change(String scenario, Model model) {
        throw new IllegalArgumentException("nothing is known that " + scenario + " does to a model");
    }

    /** The name of the golden value that a function's model is called with. */
    default String input(String function) {
        return "input_0";
    }

    /** Where a function's model has the variable that Python's has at a path. */
    default String path(String function, String python) {
        return python;
    }

    /** What outputs may differ by, relative to the largest. */
    default double tolerance() {
        return 1e-5;
    }

    /** @return the programs of the case in a folder of this name */
    static Programs of(String folder) {
        Programs programs = ALL.get(folder);
        if (programs == null) {
            throw new IllegalArgumentException("no Java programs for the case " + folder);
        }
        return programs;
    }

    /** Folders to their programs. */
    Map<String, Programs> ALL = Map.ofEntries(
            Map.entry("k2_bfloat16", new Halves()),
            Map.entry("k2_checkpoint_object", new Nets()),
            Map.entry("k2_checkpoint_written", new Nets()),
            Map.entry("k2_containers", new Containers()),
            Map.entry("k2_custom_late", new CustomLate()),
            Map.entry("k2_functional", new Images()),
            Map.entry("k2_h5_by_name", new Images()),
            Map.entry("k2_h5_nested_frozen", new NestedFrozen()),
            Map.entry("k2_mismatch", new Nets()),
            Map.entry("k2_multi_shard", new Shards()),
            Map.entry("k2_optimizer_slots", new Nets()),
            Map.entry("k2_rnn_attention", new RnnAttention()),
            Map.entry("k2_savedmodel_functional", new Images()),
            Map.entry("k2_savedmodel_subclass", new WithList()),
            Map.entry("k2_sequential", new Sequentials()),
            Map.entry("k2_shared_layer", new SharedLayer()),
            Map.entry("k2_subclass_formats", new SubclassFormats()),
            Map.entry("k2_subclass_nested", new SubclassNested()),
            Map.entry("k2_subclass_simple", new Nets()),
            Map.entry("k2_v3_old", new V3Old()),
            Map.entry("k3_functional_checkpoint", new Keras3Functional()),
            Map.entry("k3_layer_names", new Keras3Names()),
            Map.entry("k3_lists_lost", new Keras3Lists()),
            Map.entry("k3_subclass_checkpoint", new Keras3Subclass()),
            Map.entry("v1_name_based", new NameBased()));
}
