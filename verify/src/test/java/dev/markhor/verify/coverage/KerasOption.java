package dev.markhor.verify.coverage;

import dev.markhor.formats.json.Json;
import java.util.Optional;

/**
 * An option of a layer's constructor, as {@code golden/list_layers.py} found it.
 *
 * @param standard what a configuration says where the option was not given; empty if it has to be given
 * @param follows the option whose value this one takes where it was not given
 * @param stored whether files hold it
 */
record KerasOption(String name, Optional<Json> standard, Optional<String> follows, boolean stored) {
    static KerasOption read(String name, Json json) {
        return new KerasOption(
                name,
                Optional.ofNullable(json.asMap().get("default")),
                json.find("follows").map(Json::asString),
                json.getBoolean("stored", true));
    }

    /** Whether a layer has this option at another value than it has when nobody gives it. */
    boolean isSet(LayerUse use) {
        Json value = use.config().asMap().get(name);
        if (value == null) {
            return false;
        }
        if (follows.isPresent()) {
            return !same(value, use.config().asMap().get(follows.get()));
        }
        return standard.isEmpty() || !(same(value, standard.get()) || isLastAxis(value, use));
    }

    /** Keras 2 stores the axis that -1 stood for once the layer was built. */
    private boolean isLastAxis(Json value, LayerUse use) {
        return name.equals("axis")
                && Values.text(standard.orElseThrow()).equals("-1")
                && use.rank().isPresent()
                && Values.text(value).equals(String.valueOf(use.rank().getAsInt() - 1));
    }

    private static boolean same(Json one, Json other) {
        return other != null && (Values.text(one).equals(Values.text(other)) || isNothing(one) && isNothing(other));
    }

    /** Versions of Keras differ in whether they write null or false. */
    private static boolean isNothing(Json value) {
        return value.isNull() || Values.text(value).equals("false");
    }
}
