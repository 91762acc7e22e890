package dev.markhor.model;

import dev.markhor.compile.Compiler;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs one model: traces it once for each signature, compiles once for each set of shapes, then only runs. */
final class Engine {
    private final Model model;
    private final ExecutionOptions options;
    private final Compiler compiler;
    private final Map<Structure<Spec>, Trace> traces = new ConcurrentHashMap<>();

    Engine(Model model, ExecutionOptions options) {
        this.model = model;
        this.options = options;
        this.compiler = new Compiler(options.backend());
    }

    ExecutionOptions options() {
        return options;
    }

    Structure<Tensor> run(Structure<Tensor> arguments) {
        ModelInputs.Fitted fitted = ModelInputs.fit(model, arguments);
        return trace(fitted.signature()).run(fitted.tensors().flatten(), model.assignmentLock(), options.threads());
    }

    private Trace trace(Structure<Spec> signature) {
        Trace trace = traces.get(signature);
        if (trace != null) {
            return trace;
        }
        synchronized (model) { // layers and variables may be created: one thread builds, others wait
            trace = traces.get(signature);
            if (trace == null) {
                trace = Trace.of(model, signature, compiler);
                traces.put(signature, trace);
            }
            return trace;
        }
    }
}
