package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.AdditiveAttention;
import dev.markhor.layers.Dense;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import java.util.List;

/** Attention of several kinds over two inputs. */
final class CrossAttention extends Model {
    private final MultiHeadAttention selfAttention = new MultiHeadAttention(2, 3);
    private final MultiHeadAttention attention =
            new MultiHeadAttention(3, 2).valueDim(4).outputShape(5);
    private final AdditiveAttention additive = new AdditiveAttention();
    private final Dense project = new Dense(5);

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value query = inputs.list().get(0);
        Value memory = inputs.list().get(1);
        Value q = Ops.add(query, selfAttention.apply(query, query));
        Value attended = attention.apply(q, memory);
        return Structure.of(Ops.add(attended, additive.apply(List.of(project.apply(q), attended))));
    }
}
