package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How Keras quantised a layer, as its dtype policy ({@code int8_from_float32}, {@code gptq/4/128_from_float32}) and its
 * {@code quantization_config} tell.
 *
 * @param bits of a weight
 * @param groupSize rows of a kernel that share scales; empty: all of them
 * @param inputs how inputs are quantised in each call; empty: they are not
 * @param packsRows whether numbers of four bits are paired along the rows, as Keras did before 3.14
 * @param history how many largest values of float8's training are kept
 */
record Quantization(
        Mode mode,
        int bits,
        Optional<Integer> groupSize,
        Optional<QuantizedInputs> inputs,
        boolean packsRows,
        int history) {
    enum Mode {
        INT8,
        INT4,
        FLOAT8,
        GPTQ,
        AWQ
    }

    private static final List<Integer> GPTQ_BITS = List.of(2, 3, 4, 8);

    /** @throws dev.markhor.error.UnsupportedModelException if Keras has a mode that is not known here */
    static Optional<Quantization> read(LayerConfig config) {
        Optional<String> mode = DTypePolicies.quantizationMode(config);
        return mode.isPresent() ? Optional.of(read(config, mode.get())) : Optional.empty();
    }

    private static Quantization read(LayerConfig config, String text) {
        String[] parts = text.split("/", -1);
        int count = parts.length - 1;
        boolean known = switch (parts[0]) {
            case "int8", "float8" -> count == 0;
            case "int4" -> count <= 1;
            case "gptq", "awq" -> count == 2;
            default -> false;
        };
        if (!known) {
            throw config.unsupported("the layer is quantized with '" + text
                    + "', which is not supported; int8, int4, float8, gptq and awq are. Save the model unquantized");
        }
        Mode mode = Mode.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT));
        int[] numbers = Arrays.stream(parts)
                .skip(1)
                .mapToInt(part -> number(config, part))
                .toArray();
        boolean old = config.writer().isBefore(3, 14);
        boolean quantizesInputs = mode == Mode.INT8 || mode == Mode.INT4 && old;
        int bits = count == 2 ? numbers[0] : mode == Mode.INT4 ? 4 : 8;
        int groupSize = count == 0 ? -1 : numbers[count - 1];
        if (bits != 4 && (mode == Mode.AWQ || mode == Mode.GPTQ && !GPTQ_BITS.contains(bits))) {
            throw config.expected("dtype", "a policy of " + parts[0] + " with a number of bits that Keras has");
        }
        Optional<QuantizedInputs> inputs =
                quantizesInputs ? Optional.of(QuantizedInputs.DEFAULT) : Optional.<QuantizedInputs>empty();
        if (config.has("quantization_config")
                && config.get("quantization_config").has("config")) {
            Json chosen = config.get("quantization_config").get("config");
            if (mode == Mode.INT8 || mode == Mode.INT4) {
                inputs = chosen.find("activation_quantizer").map(found -> QuantizedInputs.read(config, found));
            }
            if (mode == Mode.INT4) {
                groupSize = chosen.find("block_size").map(Json::asInt).orElse(-1);
            }
        }
        if (groupSize != -1 && groupSize <= 0) {
            throw config.expected("dtype", "a policy with groups of 1 row or more, or -1");
        }
        Optional<Integer> groups = groupSize == -1 ? Optional.empty() : Optional.of(groupSize);
        return new Quantization(mode, bits, groups, inputs, mode == Mode.INT4 && old, DTypePolicies.history(config));
    }

    private static int number(LayerConfig config, String text) {
        if (!text.matches("-?\\d{1,9}")) {
            throw config.expected("dtype", "a policy with whole numbers");
        }
        return Integer.parseInt(text);
    }

    /** How many groups {@code rows} of a kernel make. */
    long groups(long rows) {
        return groupSize.map(size -> (rows + size - 1) / size).orElse(1L);
    }
}
