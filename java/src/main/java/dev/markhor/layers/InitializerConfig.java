package dev.markhor.layers;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Initializers.Distribution;
import dev.markhor.variable.Initializers.Fan;
import java.util.Locale;

/**
 * Reads an initialiser entry: a name or an object. One that is unknown fails only when it has to run: weights come from a file nearly
 * always.
 */
final class InitializerConfig {
    private InitializerConfig() {}

    static Initializer read(String place, Json value) {
        try {
            String name = value.isString() ? value.asString() : value.getString("class_name");
            Json options =
                    value.isString() || !value.has("config") ? Json.of(place, java.util.Map.of()) : value.get("config");
            return named(place, canonical(name), options);
        } catch (RuntimeException e) {
            return refusing(place + " cannot be read: " + e.getMessage());
        }
    }

    /** {@code GlorotUniform}, {@code glorot_uniform}, {@code glorotUniform}: all the same. */
    private static String canonical(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static Initializer named(String place, String name, Json options) {
        Json stated = options.find("seed").orElse(null);
        Long seed = stated != null && stated.isInteger() ? stated.asLong() : null;
        return switch (name) {
            case "zeros", "zero" -> Initializers.zeros();
            case "ones", "one" -> Initializers.ones();
            case "constant" -> constant(place, options);
            case "randomnormal", "normal" ->
                Initializers.randomNormal(options.getDouble("mean", 0), options.getDouble("stddev", 0.05), seed);
            case "truncatednormal" ->
                Initializers.truncatedNormal(options.getDouble("mean", 0), options.getDouble("stddev", 0.05), seed);
            case "randomuniform", "uniform" ->
                Initializers.randomUniform(options.getDouble("minval", -0.05), options.getDouble("maxval", 0.05), seed);
            case "variancescaling" ->
                Initializers.varianceScaling(
                        options.getDouble("scale", 1),
                        fan(options.getString("mode", "fan_in")),
                        distribution(options.getString("distribution", "truncated_normal")),
                        seed);
            case "glorotuniform" -> Initializers.varianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM, seed);
            case "glorotnormal" -> Initializers.varianceScaling(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL, seed);
            case "heuniform" -> Initializers.varianceScaling(2, Fan.IN, Distribution.UNIFORM, seed);
            case "henormal" -> Initializers.varianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL, seed);
            case "lecununiform" -> Initializers.varianceScaling(1, Fan.IN, Distribution.UNIFORM, seed);
            case "lecunnormal" -> Initializers.varianceScaling(1, Fan.IN, Distribution.TRUNCATED_NORMAL, seed);
            case "orthogonal", "orthogonalinitializer" -> Initializers.orthogonal(options.getDouble("gain", 1), seed);
            case "identity", "identityinitializer" -> Initializers.identity(options.getDouble("gain", 1));
            default -> refusing(place + ": the initializer '" + name + "' is unknown; load weights instead");
        };
    }

    private static Initializer constant(String place, Json options) {
        Json value = options.get("value");
        if (value.isNumber()) {
            return Initializers.constant(value.asDouble());
        }
        return refusing(place + ": a constant array; load weights instead");
    }

    private static Fan fan(String mode) {
        return switch (mode) {
            case "fan_out" -> Fan.OUT;
            case "fan_avg" -> Fan.AVERAGE;
            default -> Fan.IN;
        };
    }

    private static Distribution distribution(String name) {
        return switch (name) {
            case "uniform" -> Distribution.UNIFORM;
            case "untruncated_normal" -> Distribution.UNTRUNCATED_NORMAL;
            default -> Distribution.TRUNCATED_NORMAL;
        };
    }

    private static Initializer refusing(String reason) {
        return spec -> {
            throw new UnsupportedModelException(reason);
        };
    }
}
