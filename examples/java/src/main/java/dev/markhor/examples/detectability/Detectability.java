package dev.markhor.examples.detectability;

import dev.markhor.graph.Value;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Dense;
import dev.markhor.layers.GRU;
import dev.markhor.model.Attribute;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * Says how well a mass spectrometer detects a peptide: the detectability model of DLOmix, https://github.com/wilhelm-lab/dlomix. Its weights
 * are a TensorFlow checkpoint, which knows them by the attributes that lead to them, such as {@code
 * encoder/encoder_bi/forward_layer/cell/kernel}: the fields here have these names, in Java's spelling.
 *
 * <p>Input: amino acids {@code int32[batch, 40]}, 0 behind the end. Output: probabilities {@code [batch, 4]}.
 */
public final class Detectability extends Model {
    private static final String AMINO_ACIDS = "0ACDEFGHIKLMNPQRSTVWY";
    private static final int LENGTH = 40;
    private static final int UNITS = 64;
    private static final String[] CLASSES = {"non-flyer", "weak", "intermediate", "strong"};

    private final Encoder encoder = new Encoder();
    private final Decoder decoder = new Decoder();

    /** Reads a peptide from both ends. */
    static final class Encoder extends Layer {
        private final Bidirectional encoderBi =
                new Bidirectional(() -> new GRU(UNITS).returnSequences(true).returnState(true));

        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            Value tokens = Ops.cast(inputs.single(), DType.INT32);
            Value letters = Ops.oneHot(tokens, AMINO_ACIDS.length(), DType.FLOAT32);
            Value isLetter = Ops.notEqual(tokens, Ops.constant(0, tokens));
            return encoderBi.apply(Inputs.of(letters).with("mask", isLetter));
        }
    }

    /** Weighs the steps of a sequence by how well they go with a query. */
    static final class Attention extends Layer {
        @Attribute("W1")
        private final Dense ofQuery = new Dense(UNITS);

        @Attribute("W2")
        private final Dense ofValues = new Dense(UNITS);

        @Attribute("V")
        private final Dense score = new Dense(1);

        Value apply(Value query, Value values) {
            return apply(Inputs.of(query, values)).single();
        }

        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            List<Value> given = inputs.list();
            Value values = given.get(1);
            Value query = ofQuery.apply(Ops.expandDims(given.get(0), 1));
            Value weights = Ops.softmax(score.apply(Ops.tanh(Ops.add(query, ofValues.apply(values)))), 1);
            return Structure.of(Ops.sum(Ops.multiply(weights, values), false, 1));
        }
    }

    /** Decides, from the sequence and the last states of both directions. */
    static final class Decoder extends Layer {
        private final Attention attention = new Attention();
        private final Bidirectional decoderBi = new Bidirectional(() -> new GRU(UNITS).returnState(true));
        private final Dense decoderDense = new Dense(CLASSES.length).activation("softmax");

        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            List<Value> encoded = inputs.list();
            List<Value> states = encoded.subList(1, 3);
            Value peptide = attention.apply(Ops.concatenate(states, -1), encoded.get(0));
            Inputs step = Inputs.of(Ops.expandDims(peptide, 1)).with("initial_state", states);
            return Structure.of(
                    decoderDense.apply(decoderBi.apply(step).flatten().get(0)));
        }
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return decoder.apply(Inputs.of(encoder.apply(inputs)));
    }

    /** Peptides as the model reads them, {@code int32[peptides, 40]}. */
    static Tensor tokens(String... peptides) {
        int[] tokens = new int[peptides.length * LENGTH];
        for (int p = 0; p < peptides.length; p++) {
            for (int i = 0; i < peptides[p].length(); i++) {
                tokens[p * LENGTH + i] = AMINO_ACIDS.indexOf(peptides[p].charAt(i));
            }
        }
        return Tensor.of(tokens, peptides.length, LENGTH);
    }

    private static String likeliest(float[] scores, int from) {
        int best = from;
        for (int i = from; i < from + CLASSES.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return CLASSES[best - from] + (best == from ? "" : " flyer") + ", " + scores[best];
    }

    public static void main(String[] args) {
        try (Detectability model = new Detectability()) {
            LoadStatus status =
                    model.loadWeights(Path.of("golden/real/dlomix-detectability/original_detectability_base_model"));
            System.out.println(status); // nothing is built yet: every value waits for its variable

            String[] peptides = args.length > 0 ? args : new String[] {"VGSELIQK", "SAMPLERPEPTIDEK", "GGGGG"};
            float[] scores = model.predict(tokens(peptides)).toFloatArray();
            System.out.println(status.assertExistingObjectsMatched());
            for (int p = 0; p < peptides.length; p++) {
                System.out.println(peptides[p] + ": " + likeliest(scores, p * CLASSES.length));
            }
        }
    }
}
