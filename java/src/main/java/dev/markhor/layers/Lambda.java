package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Any function as a layer. Lambda layers in files contain Python bytecode, or the name of a function, and nothing of it is executed: what
 * takes their place is registered with the loading call, by the layer's or the function's name.
 */
public final class Lambda extends BaseLayer<Lambda> {
    private final Function<List<Value>, List<Value>> function;

    /** Of one value. */
    public Lambda(UnaryOperator<Value> function) {
        this((List<Value> values) ->
                List.of(function.apply(Structure.list(values).single())));
    }

    private Lambda(Function<List<Value>, List<Value>> function) {
        this.function = function;
    }

    /** Of several values, or with several results. */
    public static Lambda ofList(Function<List<Value>, List<Value>> function) {
        return new Lambda(function);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> results = function.apply(inputs.list());
        return results.size() == 1 ? Structure.of(results.get(0)) : Structure.list(results);
    }

    /** A function's name, in Keras 3 in an object; or code. */
    static Lambda fromConfig(LayerConfig config) {
        Optional<Json> function = config.find("function");
        Optional<String> name = function.flatMap(Lambda::functionName);
        boolean called = config.find("arguments").map(Json::size).orElse(0) > 0;
        Optional<UnaryOperator<Value>> registered = name.flatMap(config.reader()::function);
        if (registered.isPresent() && !called) {
            return new Lambda(registered.get());
        }
        String layer = config.name().orElse("lambda");
        Optional<String> code = function.flatMap(LambdaCode::ofFunction);
        throw config.unregistered((name.isPresent()
                        ? "calls the Python function '" + name.get() + "'"
                                + (called
                                        ? " with the arguments "
                                                + config.value("arguments").orElseThrow()
                                        : "")
                        : "contains Python bytecode")
                + ", which is never executed; register what it does with the loading call: LoadOptions.withLayer(\""
                + layer
                + "\", config -> new Lambda(x -> ...))"
                + code.map(key -> " (or \"" + key + "\": this code under any name)")
                        .orElse("")
                + (name.isPresent() && !called ? ", or withFunction(\"" + name.get() + "\", x -> ...)" : ""));
    }

    private static Optional<String> functionName(Json function) {
        if (function.isString()) {
            return Optional.of(function.asString());
        }
        boolean named = function.isObject()
                && function.has("config")
                && function.get("config").isString();
        return named ? Optional.of(function.getString("config")) : Optional.empty();
    }
}
