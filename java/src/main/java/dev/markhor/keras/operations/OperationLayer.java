package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;
import java.util.Map;

/** A function that a functional model applied to symbolic tensors: it stands among the layers under a name of its own. */
public final class OperationLayer extends Layer {
    private final String className;
    private final String module;
    private final Operation operation;
    private final Map<String, Object> constants;

    /**
     * @param module of the class in Python; empty for functions of TensorFlow
     * @param constants arguments that the layer's configuration has, by name
     */
    public OperationLayer(
            String module, String className, String name, Operation operation, Map<String, Object> constants) {
        this.module = module;
        this.className = className;
        this.operation = operation;
        this.constants = constants;
        setName(name);
    }

    @Override
    public String className() {
        return className;
    }

    @Override
    protected void build(Inputs inputs) {}

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        if (module.isEmpty()) {
            throw config.unsupported("it is an operation of TensorFlow");
        }
        config.in(module, className).without("name").without("trainable").without("dtype");
        constants.forEach(config::put);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return operation.apply(new Arguments(inputs, constants));
    }
}
