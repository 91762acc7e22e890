package dev.markhor.examples.custom;

import dev.markhor.keras.Extension;
import dev.markhor.keras.LoadOptions;
import java.util.Optional;

/** The classes of this package for whoever loads extensions: {@code META-INF/services/dev.markhor.keras.Extension} names this one. */
public final class CustomClasses implements Extension {
    @Override
    public LoadOptions register(LoadOptions options) {
        LoadOptions classes = options.withLayer("mine>Scale", config -> new CustomLayer.Scale(config.number("factor")))
                .withFunction("mine>bump", CustomLayer::bump)
                .withLayer(
                        "mine>Fading", config -> new CustomCell.Fading(config.integer("units"), config.number("rate")))
                .withLayer("mine>Towers", config -> new Towers(config.integer("units")))
                .withModel(file -> file.getFileName().toString().contains("weights")
                                && file.toAbsolutePath().getParent().endsWith("golden/custom")
                        ? Optional.of(new Scorer())
                        : Optional.empty());
        return LambdaReplacement.register(classes);
    }
}
