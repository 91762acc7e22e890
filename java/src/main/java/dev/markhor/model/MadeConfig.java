package dev.markhor.model;

import dev.markhor.formats.json.JsonText;
import dev.markhor.restore.saving.WeightSaver;

/** The configuration of a model that a program made: what its layers say of themselves. */
record MadeConfig(Model model) implements ModelConfig {
    @Override
    public String json() {
        return JsonText.of(ConfigOutput.of(model));
    }

    @Override
    public String kerasVersion() {
        return WeightSaver.KERAS;
    }
}
