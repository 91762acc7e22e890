package dev.markhor.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a configuration that Markhor wrote says something else than that of Keras which its model was read from. */
final class ConfigComparison {
    /** What matters in training only, and is not kept. */
    private static final Pattern FOR_TRAINING =
            Pattern.compile(".*(initializer|regularizer|constraint|momentum|dropout)"
                    + "|seed|noise_shape|l1|l2|power_iterations|synchronized|renorm_clipping|compile_config|lora_.*");

    /** What says nothing about models that Markhor opens, or what they say elsewhere. */
    private static final Set<String> REDUNDANT = Set.of(
            "autocast",
            "batch_input_shape",
            "bounding_box_format",
            "build_config",
            "build_input_shape",
            "encoding",
            "fill_mode",
            "flash_attention",
            "mask",
            "optional",
            "quantization_config",
            "ragged",
            "registered_name",
            "shape",
            "shared_object_id",
            "sparse",
            "training",
            "vocabulary_dtype");

    /** Types that Markhor computes in float32. */
    private static final Set<Object> HALF = Set.of("float16", "bfloat16", "mixed_float16", "mixed_bfloat16");

    /** What some layers have without need; those that need it would compute otherwise. */
    private static final Set<String> NEEDLESS = Set.of("data_format", "epsilon", "num_bins", "oov_method", "dtype");

    /** What versions of Keras before the latest have not. */
    private static final Set<String> NEW = Set.of("data_format", "renorm", "output_padding", "unroll");

    /** By the name that Markhor writes, another one for the same. */
    private static final Map<Object, Object> SAME = Map.of(
            "Concatenate",
            "TFDConcat", // of Keras' FeatureSpace
            "Identity",
            "TFDIdentity",
            "keras.layers",
            "keras.src.layers.preprocessing.feature_space",
            "int32",
            "uint16",
            "int64",
            "uint32");

    private final List<String> differences = new ArrayList<>();

    private ConfigComparison() {}

    static List<String> differences(Object written, Object original) {
        ConfigComparison comparison = new ConfigComparison();
        comparison.compare("", written, original);
        return comparison.differences;
    }

    private void compare(String place, Object written, Object original) {
        Object one = plain(written);
        Object other = plain(original);
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> expected) {
            compareMaps(place, map, expected);
        } else if (one instanceof List<?> list && other instanceof List<?> expected && list.size() == expected.size()) {
            boolean free = place.endsWith("/inbound_nodes"); // calls of one layer may come in any order
            boolean reference = list.size() == 3 && list.get(0) instanceof String && list.get(1) instanceof Long;
            boolean batch = place.endsWith("/batch_shape");
            for (int i = 0; i < list.size() && !free; i++) {
                if (!(reference && i == 1 || batch && i == 0)) { // not which call, nor the batch of the first one
                    compare(place + "/" + i, list.get(i), expected.get(i));
                }
            }
        } else if (!same(one, other)) {
            differences.add(place + ": " + one + ", expected " + other);
        }
    }

    private void compareMaps(String place, Map<?, ?> written, Map<?, ?> original) {
        written.forEach((key, value) -> {
            if (original.containsKey(key) && !ignored(key)) {
                compare(place + "/" + key, value, original.get(key));
            } else if (!original.containsKey(key) && !ignored(key) && !NEW.contains(key)) {
                differences.add(place + "/" + key + ": " + value + ", which Keras does not have");
            }
        });
        original.forEach((key, value) -> {
            if (!written.containsKey(key) && !ignored(key) && !NEEDLESS.contains(key) && !isNothing(value)) {
                differences.add(place + "/" + key + ": missing, expected " + value);
            }
        });
    }

    /** An option that is null, false or empty is as good as none. */
    private static boolean isNothing(Object value) {
        return value == null || value.equals(false) || value.equals(List.of()) || value.equals(Map.of());
    }

    private static boolean ignored(Object key) {
        return REDUNDANT.contains(key) || FOR_TRAINING.matcher((String) key).matches();
    }

    /** Without the wrappings in which the same value may come. */
    private static Object plain(Object value) {
        if (value instanceof List<?> list
                && !list.isEmpty()
                && list.stream().distinct().count() == 1) {
            return plain(list.get(0)); // Keras takes a number for a list of equal ones
        }
        if (!(value instanceof Map<?, ?> map) || !map.containsKey("class_name")) {
            return value != null && HALF.contains(value) ? "float32" : value;
        }
        Object config = map.get("config");
        if (!(config instanceof Map<?, ?> members)) {
            return String.valueOf(map.get("class_name")).equals("__tuple__") ? plain(map.get("items")) : config;
        }
        return switch (String.valueOf(map.get("class_name"))) {
            case "__numpy__", "__tensor__", "__bytes__" -> plain(members.get("value"));
            case "__keras_tensor__" -> members.get("keras_history");
            case "DTypePolicy" -> plain(members.get("name"));
            default -> value;
        };
    }

    private static boolean same(Object one, Object other) {
        if (isNothing(one) && isNothing(other)) {
            return true;
        }
        if (one instanceof Number a && other instanceof Number b) {
            return a.floatValue() == b.floatValue();
        }
        if (one instanceof Number number && other instanceof Boolean truth) {
            return number.doubleValue() == (truth ? 1 : 0);
        }
        return one != null
                && (one.equals(other) || SAME.get(one) != null && SAME.get(one).equals(other));
    }
}
