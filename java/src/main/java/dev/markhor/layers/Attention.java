package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/** {@code softmax(query · keyᵀ) · value}; see {@link DenseAttention} for how it is called. */
public final class Attention extends DenseAttention<Attention> {
    /** How a query and a key make a score. */
    public enum ScoreMode {
        /** {@code scale · query · key}. */
        DOT,
        /** {@code weight · sum(tanh(scale · (query + key)))}. */
        CONCAT
    }

    private boolean useScale;
    private ScoreMode scoreMode = ScoreMode.DOT;
    private Variable scale;
    private Variable concatScoreWeight;

    public Attention() {}

    /** Whether a learned number scales the scores; false unless set. */
    public Attention useScale(boolean flag) {
        useScale = flag;
        return this;
    }

    /** {@code DOT} unless set. */
    public Attention scoreMode(ScoreMode mode) {
        scoreMode = mode;
        return this;
    }

    @Override
    void build(Shape query, Shape value) {
        if (useScale) {
            scale = addWeight("scale", Shape.of(), Initializers.ones());
        }
        if (scoreMode == ScoreMode.CONCAT) {
            concatScoreWeight = addWeight("concat_score_weight", Shape.of(), Initializers.ones());
        }
    }

    @Override
    Value scores(Value query, Value key) {
        if (scoreMode == ScoreMode.DOT) {
            return scaled(Ops.matmul(query, key, false, true));
        }
        Value sums = scaled(Ops.add(Ops.expandDims(query, -2), Ops.expandDims(key, -3)));
        return Ops.multiply(Ops.sum(Ops.tanh(sums), false, -1), concatScoreWeight.value());
    }

    private Value scaled(Value x) {
        return useScale ? Ops.multiply(x, scale.value()) : x;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("use_scale", useScale).put("score_mode", scoreMode);
    }

    static Attention fromConfig(LayerConfig config) {
        String mode = config.string("score_mode", "dot");
        return new Attention()
                .configureAttention(config)
                .useScale(config.bool("use_scale", false))
                .scoreMode(
                        switch (mode) {
                            case "dot" -> ScoreMode.DOT;
                            case "concat" -> ScoreMode.CONCAT;
                            default -> throw config.expected("score_mode", "dot or concat");
                        });
    }
}
