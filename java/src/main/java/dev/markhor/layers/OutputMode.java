package dev.markhor.layers;

import dev.markhor.graph.Node;
import dev.markhor.graph.Value;
import dev.markhor.ops.CountValues;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keras' {@code output_mode} of layers that make categories of their input. */
enum OutputMode {
    INT,
    ONE_HOT,
    MULTI_HOT,
    COUNT,
    TF_IDF;

    /** @throws IllegalArgumentException if Keras has no such mode */
    static OutputMode named(String name) {
        return switch (name) {
            case "binary" -> MULTI_HOT; // older names
            case "tf-idf" -> TF_IDF;
            default -> {
                for (OutputMode mode : values()) {
                    if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                        yield mode;
                    }
                }
                throw new IllegalArgumentException(
                        "output_mode must be int, one_hot, multi_hot, count or tf_idf, got '" + name + "'");
            }
        };
    }

    /** The mode in a configuration, which must not ask for sparse tensors. */
    static OutputMode read(LayerConfig config, String absent) {
        if (config.bool("sparse", false)) {
            throw config.unsupported("sparse=True gives a sparse tensor, which is not supported; save the model with "
                    + "sparse=False, which has the same values");
        }
        if (config.json().has("output_mode") && !config.has("output_mode")) {
            throw config.unsupported(
                    "output_mode=None gives ragged strings, which are not supported; use int, or split in the program");
        }
        return named(config.string("output_mode", absent));
    }

    /**
     * Encodes categories {@code [batch, ...]}: as they are; one-hot {@code [batch, ..., depth]}, a last dimension of 1 being dropped; or
     * counted over the last axis, {@code [batch, ..., depth]} (over axis 1 from rank 3 on, as Keras does).
     *
     * @param depth number of categories
     * @param strict whether larger categories are an error, not nothing
     * @param weights what each category counts in mode {@code COUNT}
     */
    Value encode(Value categories, int depth, boolean strict, DType dtype, Optional<Value> weights) {
        return switch (this) {
            case INT -> Ops.cast(categories, dtype);
            case ONE_HOT -> {
                boolean column = categories.rank() > 1 && categories.shape().dim(-1) == 1;
                yield Ops.oneHot(column ? Ops.squeeze(categories, -1) : categories, depth, dtype);
            }
            case MULTI_HOT, COUNT, TF_IDF -> {
                int axis = categories.rank() <= 2 ? categories.rank() - 1 : 1;
                CountValues count = new CountValues(depth, axis, this == MULTI_HOT, strict, dtype);
                List<Value> operands = weights.map(w -> List.of(categories, w)).orElse(List.of(categories));
                yield Node.of(count, operands).output();
            }
        };
    }
}
