package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Unary;

/**
 * {@code keras.quantizers.AbsMaxQuantizer} on inputs, in each call: {@code round(x scale)} with {@code scale = high / (max|x| + epsilon)},
 * clipped to {@code [low, high]}. The numbers stay in the type of the input, which holds them exactly.
 */
record QuantizedInputs(int low, int high, double epsilon) {
    static final QuantizedInputs DEFAULT = new QuantizedInputs(-127, 127, 1e-7);

    /** @param scale with a 1 in place of each axis that was reduced */
    record Scaled(Value numbers, Value scale) {}

    static QuantizedInputs read(LayerConfig config, Json quantizer) {
        String name = quantizer.has("class_name") ? quantizer.getString("class_name") : "";
        if (!name.equals("AbsMaxQuantizer") || !quantizer.has("config")) {
            throw config.unsupported(
                    "its inputs are quantized by '" + name + "', which is not supported; AbsMaxQuantizer is");
        }
        Json options = quantizer.get("config");
        Json range = options.get("value_range");
        boolean fits = range.isArray()
                && range.size() == 2
                && range.asList().stream().allMatch(Json::isNumber)
                && range.asList().get(0).asInt() >= -128
                && range.asList().get(1).asInt() <= 127;
        if (!fits || !options.get("epsilon").isNumber()) {
            throw config.expected("quantization_config", "a quantizer with an epsilon and a range within [-128, 127]");
        }
        return new QuantizedInputs(
                range.asList().get(0).asInt(),
                range.asList().get(1).asInt(),
                options.get("epsilon").asDouble());
    }

    /** @param axes over which the largest number is sought */
    Scaled of(Value x, int... axes) {
        Value largest = Ops.add(Ops.max(Ops.abs(x), true, axes), epsilon);
        Value scale = Ops.divide(Ops.constant(high, largest), largest);
        Value rounded = Ops.unary(Unary.Function.ROUND, Ops.multiply(x, scale));
        return new Scaled(Ops.clip(rounded, low, high), scale);
    }
}
