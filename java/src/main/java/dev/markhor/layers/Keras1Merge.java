package dev.markhor.layers;

import dev.markhor.model.Layer;

/** Keras 1 had one class for all merges, with a mode. */
final class Keras1Merge {
    private Keras1Merge() {}

    static Layer fromConfig(LayerConfig config) {
        String mode = config.find("mode")
                .filter(value -> value.isString())
                .map(value -> value.asString())
                .orElseThrow(() -> config.unsupported("a merge by Python code, which is never executed"));
        return switch (mode) {
            case "sum" -> new Add();
            case "mul" -> new Multiply();
            case "ave" -> new Average();
            case "max" -> new Maximum();
            case "concat" -> new Concatenate(config.integer("concat_axis", -1));
            case "dot" -> {
                int[] axes = dotAxes(config);
                yield new Dot(axes[0], axes[1]);
            }
            case "cos" -> {
                int[] axes = dotAxes(config);
                yield new Keras1Cosine(axes[0], axes[1]);
            }
            default -> throw config.unsupported("merge mode '" + mode + "' is not supported");
        };
    }

    private static int[] dotAxes(LayerConfig config) {
        if (!config.has("dot_axes") || !config.get("dot_axes").isArray()) {
            int axis = config.integer("dot_axes", -1);
            return new int[] {axis, axis};
        }
        int[] axes = config.get("dot_axes").asList().stream()
                .mapToInt(axis -> axis.isArray() ? axis.get(0).asInt() : axis.asInt())
                .toArray();
        if (axes.length != 2) {
            throw config.expected("dot_axes", "an axis for each of two inputs");
        }
        return axes;
    }
}
