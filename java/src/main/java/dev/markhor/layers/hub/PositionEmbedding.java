package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.LayerConfig;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedBroadcast;
import dev.markhor.ops.SizedSlice;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A vector for each position, in the shape of the input, {@code [batch, ..., steps, features]}, whose numbers do not matter. */
final class PositionEmbedding extends BaseLayer<PositionEmbedding> {
    private final int sequenceLength;
    private final Initializer initializer;
    private Variable embeddings;

    PositionEmbedding(int sequenceLength, Initializer initializer) {
        this.sequenceLength = HubOptions.positive("sequence_length", sequenceLength);
        this.initializer = initializer;
    }

    @Override
    protected void build(Inputs inputs) {
        Value x = HubOptions.first(inputs, "inputs");
        if (x.rank() < 2) {
            throw new IllegalArgumentException("takes [batch, ..., steps, features], not " + x);
        }
        embeddings = addWeight(
                "embeddings", Shape.of(sequenceLength, HubOptions.size(x, x.rank() - 1, "features")), initializer);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return Structure.of(vectors(HubOptions.first(inputs, "inputs"), Positions.of(inputs)));
    }

    private Value vectors(Value x, Positions positions) {
        Value table = embeddings.value();
        boolean atMostOneRow = positions.start() + 1 >= sequenceLength; // it would pass for all steps
        Value chosen = positions
                .given()
                .or(() ->
                        atMostOneRow ? Optional.of(positions.numbers(x, x.rank() - 2, DType.INT32)) : Optional.empty())
                .map(numbers -> Ops.gather(table, numbers))
                .orElseGet(() -> Ops.apply(
                        new SizedSlice(0, Size.of(positions.start()), positions.end(1, x.rank() - 2), 1), table, x));
        List<Size> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            dims.add(new Size.Dim(1, i));
        }
        return Ops.apply(new SizedBroadcast(dims), chosen, x);
    }

    static PositionEmbedding fromConfig(LayerConfig config) {
        return new PositionEmbedding(
                config.integer("sequence_length"), config.initializer("initializer", Initializers.glorotUniform()));
    }
}
