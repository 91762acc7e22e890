package dev.markhor.model;

import dev.markhor.compile.Compiler;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs one model: traces it once for each signature, compiles once for each set of shapes, then only runs. */
final class Engine {
    private final Model model;
    private final ExecutionOptions options;
    private final Compiler compiler;
    private final Map<Signature, Trace> traces = new ConcurrentHashMap<>();

    /**
     * What a trace is made for.
     *
     * @param states those that a session carries; empty outside of sessions
     */
    private record Signature(Structure<Spec> inputs, Optional<Map<Layer, List<Spec>>> states) {}

    /** @param states what stateful layers left for the session's next call */
    record Result(Structure<Tensor> outputs, Map<Layer, List<Tensor>> states) {}

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
        Trace trace = trace(new Signature(fitted.signature(), Optional.empty()), fitted);
        return trace.run(fitted.tensors().flatten(), model.assignmentLock(), options.threads())
                .outputs();
    }

    /** A call of a session that holds {@code states}. */
    Result run(Structure<Tensor> arguments, Map<Layer, List<Tensor>> states) {
        ModelInputs.Fitted fitted = ModelInputs.fit(model, arguments);
        Map<Layer, List<Spec>> specs = new LinkedHashMap<>();
        states.forEach((layer, tensors) ->
                specs.put(layer, tensors.stream().map(ModelInputs::signature).toList()));
        Trace trace = trace(new Signature(fitted.signature(), Optional.of(specs)), fitted);
        List<Tensor> all = trace.withStates(fitted.tensors().flatten(), states);
        return trace.run(all, model.assignmentLock(), options.threads());
    }

    private Trace trace(Signature signature, ModelInputs.Fitted fitted) {
        Trace trace = traces.get(signature);
        if (trace != null) {
            return trace;
        }
        synchronized (model) { // layers and variables may be created: one thread builds, others wait
            trace = traces.get(signature);
            if (trace == null) {
                trace = newTrace(signature, fitted);
                traces.put(signature, trace);
            }
            return trace;
        }
    }

    private Trace newTrace(Signature signature, ModelInputs.Fitted fitted) {
        try {
            return Trace.of(model, signature.inputs(), signature.states().map(Carried::new), compiler);
        } catch (IllegalArgumentException e) {
            throw ModelInputs.refusal(model, fitted.tensors(), e);
        }
    }
}
