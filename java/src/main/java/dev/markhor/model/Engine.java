package dev.markhor.model;

import dev.markhor.compile.Compiler;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Spec;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.ThreadPools;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;
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
        Trace trace = trace(fitted.signature());
        List<Tensor> tensors = fitted.tensors().flatten();
        List<Shape> shapes = tensors.stream().map(Tensor::shape).toList();
        Plan plan = trace.plan(shapes, compiler);
        List<Tensor> results =
                plan.run(tensors, trace.weights(model.assignmentLock()), ThreadPools.ofSize(options.threads()));
        return trace.arrange(results);
    }

    private Trace trace(Structure<Spec> signature) {
        Trace trace = traces.get(signature);
        if (trace != null) {
            return trace;
        }
        synchronized (model) { // layers and variables may be created: one thread builds, others wait
            trace = traces.get(signature);
            if (trace == null) {
                trace = Trace.of(model, signature);
                traces.put(signature, trace);
            }
            return trace;
        }
    }
}
