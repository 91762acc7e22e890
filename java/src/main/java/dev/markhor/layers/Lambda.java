package dev.markhor.layers;

import dev.markhor.error.UnsupportedModelException;

/** Keras' Lambda holds Python code, which Markhor never executes: there is only the refusal. */
final class Lambda {
    private Lambda() {}

    static UnsupportedModelException refuse(LayerConfig config) {
        return config.unsupported(
                "a Lambda layer contains Python bytecode, which is never executed; register a replacement for layer '"
                        + config.name().orElse("lambda") + "'");
    }
}
