package dev.markhor.layers;

import dev.markhor.graph.Value;
import java.util.function.UnaryOperator;

/**
 * Any function of one value, as a layer. Lambda layers in files contain Python bytecode, which is never executed: register a
 * replacement, which may be this class with the function in Java.
 */
public final class Lambda extends BaseLayer<Lambda> {
    private final UnaryOperator<Value> function;

    public Lambda(UnaryOperator<Value> function) {
        this.function = function;
    }

    @Override
    protected Value call(Value x) {
        return function.apply(x);
    }

    static Lambda fromConfig(LayerConfig config) {
        throw config.unsupported(
                "Lambda layer '" + config.name().orElse("lambda")
                        + "' contains Python bytecode, which is never executed; register a replacement for a layer of this name");
    }
}
