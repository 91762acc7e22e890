package dev.markhor.formats.savedmodel;

import dev.markhor.formats.json.Json;

/**
 * What Keras says of one object of a SavedModel.
 *
 * @param node the object's number
 * @param path of attributes that lead to it: {@code root.encoder.kernel}
 * @param identifier of its kind: {@code _tf_keras_layer}
 * @param metadata JSON: class, configuration and what it was built with
 * @param source where the text is, for messages
 */
public record KerasObject(int node, String path, String identifier, String metadata, String source) {
    private static final String PREFIX = "_tf_keras_";

    /** Whether an object is one of Keras', by the identifier of its kind. */
    static boolean isOne(String identifier) {
        return identifier.startsWith(PREFIX);
    }

    /** @throws dev.markhor.error.MalformedFileException if it is no JSON */
    public Json json() {
        return Json.parse(source, metadata);
    }
}
