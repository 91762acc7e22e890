package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.ReversibleEmbedding;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import java.util.Map;
import java.util.Optional;

/** A vector for each token plus one for its position: {@code [batch, steps] -> [batch, steps, embedding_dim]}. */
final class TokenAndPositionEmbedding extends BaseLayer<TokenAndPositionEmbedding> {
    private final ReversibleEmbedding tokens;
    private final PositionEmbedding positions;
    private final boolean maskZero;

    private TokenAndPositionEmbedding(LayerConfig config) {
        Initializer initializer =
                config.initializer("embeddings_initializer", Initializers.randomUniform(-0.05, 0.05, null));
        maskZero = config.bool("mask_zero", false);
        tokens = new ReversibleEmbedding(config.integer("vocabulary_size"), config.integer("embedding_dim"))
                .tieWeights(config.bool("tie_weights", true))
                .maskZero(maskZero)
                .embeddingsInitializer(initializer)
                .name("token_embedding")
                .dtype(config.dtype());
        positions = new PositionEmbedding(config.integer("sequence_length"), initializer)
                .name("position_embedding")
                .dtype(config.dtype());
        track("token_embedding", tokens);
        track("position_embedding", positions);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value embedded = tokens.apply(HubOptions.first(inputs, "inputs"));
        Inputs where = Inputs.of(embedded);
        for (Map.Entry<String, Integer> argument :
                Map.of("start_index", 1, "positions", 2).entrySet()) {
            Optional<?> given = inputs.value(argument.getValue(), argument.getKey());
            Optional<?> plain = given.isPresent() ? given : inputs.plain(argument.getValue(), argument.getKey());
            if (plain.isPresent()) {
                where = where.with(argument.getKey(), plain.get());
            }
        }
        return Structure.of(Ops.add(embedded, positions.apply(where).single()));
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        Value x = HubOptions.first(inputs, "inputs");
        return maskZero ? Optional.of(Ops.notEqual(x, Ops.constant(0, x))) : Optional.empty();
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    static TokenAndPositionEmbedding fromConfig(LayerConfig config) {
        return new TokenAndPositionEmbedding(config);
    }
}
