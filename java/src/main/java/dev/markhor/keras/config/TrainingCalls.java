package dev.markhor.keras.config;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that were recorded with {@code training=True}. Keras 1 and 2 obey that when predicting, so that some layers compute as in training;
 * Keras 3 does not.
 */
final class TrainingCalls {
    private static final Set<String> NORMALISING = Set.of("BatchNormalization", "SyncBatchNormalization");
    private static final List<String> STRENGTHS =
            List.of("rate", "stddev", "dropout", "recurrent_dropout", "attention_dropout");

    private TrainingCalls() {}

    /**
     * @param entry a layer, or a model
     * @throws UnsupportedModelException if this call makes it, or a layer inside, compute otherwise than at inference
     */
    static void refuse(Json entry, CallSpec call) {
        Object training = call.named().get("training");
        if (!Boolean.TRUE.equals(training) && !(training instanceof Number number && number.doubleValue() == 1)) {
            return;
        }
        cause(entry).ifPresent(cause -> {
            throw new UnsupportedModelException(ModelReader.describe(entry)
                    + ": is called with training=True, which Keras obeys when predicting: " + cause
                    + "; that is not computed here. Save the model with this call made without the argument");
        });
    }

    private static Optional<String> cause(Json object) {
        if (object.isArray()) {
            return object.asList().stream()
                    .map(TrainingCalls::cause)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (!object.isObject()) {
            return Optional.empty();
        }
        if (object.has("class_name") && object.get("class_name").isString() && object.has("config")) {
            Optional<String> own = cause(object.getString("class_name"), object.get("config"));
            if (own.isPresent()) {
                return own;
            }
        }
        return object.asMap().values().stream()
                .map(TrainingCalls::cause)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> cause(String className, Json config) {
        if (!config.isObject()) {
            return Optional.empty();
        }
        if (NORMALISING.contains(className) && config.getBoolean("trainable", true)) {
            return Optional.of(className + " then takes mean and variance of the batch");
        }
        if (className.startsWith("Random")) {
            return Optional.of(className + " then changes its input at random");
        }
        Map<String, Json> options = config.asMap();
        return STRENGTHS.stream()
                .filter(name -> options.containsKey(name)
                        && options.get(name).value() instanceof Number strength
                        && strength.doubleValue() > 0)
                .findFirst()
                .map(name -> className + " with " + name + " then changes its input at random");
    }
}
