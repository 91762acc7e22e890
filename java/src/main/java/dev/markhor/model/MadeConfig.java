package dev.markhor.model;

import dev.markhor.formats.json.JsonText;
import dev.markhor.restore.saving.WeightSaver;

/**
 * What the layers of a model say of themselves.
 *
 * @param compared whether somebody compares what is made of it with the model, which may then be of an older Keras
 */
record MadeConfig(Model model, boolean compared) implements ModelConfig {
    @Override
    public String json() {
        return JsonText.of(ConfigOutput.of(model, compared));
    }

    @Override
    public String kerasVersion() {
        return WeightSaver.KERAS;
    }
}
