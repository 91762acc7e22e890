package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dense;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import java.util.List;

/** Models in a model, one of them with two results. */
final class Autoencoder extends Model {
    private final Encoder encoder = new Encoder(3);
    private final Decoder decoder = new Decoder(7);

    @Override
    protected Value call(Value x) {
        List<Value> code = encoder.apply(Inputs.of(x)).flatten();
        Value deviation = Ops.exp(Ops.multiply(code.get(1), 0.5));
        return decoder.apply(Ops.add(code.get(0), Ops.multiply(deviation, 0.5)));
    }

    private static final class Encoder extends Model {
        private final Dense hidden = new Dense(6).activation("elu");
        private final BatchNormalization norm = new BatchNormalization();
        private final Dense mean;
        private final Dense logVar;

        Encoder(int latent) {
            mean = new Dense(latent);
            logVar = new Dense(latent);
        }

        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            Value h = norm.apply(hidden.apply(inputs.single()));
            return Structure.list(List.of(mean.apply(h), logVar.apply(h)));
        }
    }

    private static final class Decoder extends Model {
        private final Dense dense1 = new Dense(5).activation("tanh");
        private final Dense out;

        Decoder(int size) {
            out = new Dense(size).activation("sigmoid");
        }

        @Override
        protected Value call(Value z) {
            return out.apply(dense1.apply(z));
        }
    }
}
