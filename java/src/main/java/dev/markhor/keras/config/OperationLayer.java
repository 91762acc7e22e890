package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;

/** A function that a functional model applied to symbolic tensors: it stands among the layers under a name of its own. */
final class OperationLayer extends Layer {
    private final String className;
    private final Operation operation;

    OperationLayer(String className, String name, Operation operation) {
        this.className = className;
        this.operation = operation;
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
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return operation.apply(new Arguments(inputs));
    }
}
