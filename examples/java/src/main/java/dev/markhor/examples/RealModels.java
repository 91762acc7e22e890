package dev.markhor.examples;

import dev.markhor.examples.car.Steering;
import dev.markhor.examples.delft.CitationTagger;
import dev.markhor.examples.detectability.Detectability;
import dev.markhor.examples.dtln.Dtln;
import dev.markhor.examples.music.MusicTagger;
import dev.markhor.examples.nested.NestedDense;
import dev.markhor.examples.textgenrnn.AttentionWeightedAverage;
import dev.markhor.keras.Extension;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What published models need beside Keras' classes, for {@code markhor --extensions} and whoever loads extensions. */
public final class RealModels implements Extension {
    @Override
    public LoadOptions register(LoadOptions options) {
        LoadOptions classes = Steering.register(options)
                .withLayer("AttentionWeightedAverage", AttentionWeightedAverage::fromConfig)
                .withLayer("legacy_nested_container>NestedDenseModel", NestedDense::fromConfig);
        LoadOptions models = withModel(
                withModel(classes, "dtln/model.h5", Dtln::model), "delft/model_weights.hdf5", CitationTagger::new);
        models = withModel(models, "dlomix-detectability/original_detectability_base_model", Detectability::new);
        return models.withWriter(path -> isMusicTagger(path) ? Optional.of(MusicTagger.writer()) : Optional.empty())
                .withModel((path, writer) ->
                        isMusicTagger(path) ? Optional.of(MusicTagger.model(writer)) : Optional.empty());
    }

    private static boolean isMusicTagger(Path path) {
        return path.endsWith("music-tagger/crnn_weights_theano.h5");
    }

    /** A model for the weights in files whose path ends like this. */
    private static LoadOptions withModel(LoadOptions options, String file, Supplier<Model> model) {
        return options.withModel(
                path -> path.toAbsolutePath().endsWith(file) ? Optional.of(model.get()) : Optional.empty());
    }
}
