package dev.markhor.model;

import dev.markhor.compile.Compiler;
import dev.markhor.event.Flight;
import dev.markhor.event.LayerEvent;
import dev.markhor.event.PredictEvent;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.execution.MachineLimits;
import dev.markhor.graph.Spec;
import dev.markhor.runtime.Machine;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one model: traces it for each signature, compiles for each set of shapes, then only runs. Keeps the latest ones used. */
final class Engine {
    private static final int MOST_TRACES = 32;
    private static final int LEAST_ROUNDS = 5;
    /** The first third of the time only warms up: a small model's calls are slow until the JVM has compiled them. */
    private static final int WARMING_SHARE = 3;

    private final Model model;
    private final ExecutionOptions options;
    private final Compiler compiler;
    private final FloatCalls floatCalls;
    private boolean closed;
    private final Map<Signature, Trace> traces = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Signature, Trace> eldest) {
            boolean surplus = size() > MOST_TRACES;
            if (surplus) {
                eldest.getValue().close();
            }
            return surplus;
        }
    };

    /**
     * What a trace is made for.
     *
     * @param states those that a session carries; empty outside of sessions
     */
    private record Signature(Structure<Spec> inputs, Optional<Map<Layer, List<Spec>>> states) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Signature same && inputs.equals(same.inputs) && states.equals(same.states);
        }

        @Override
        public int hashCode() {
            return 31 * inputs.hashCode() + states.hashCode();
        }
    }

    /** @param states what stateful layers left for the session's next call */
    record Result(Structure<Tensor> outputs, Map<Layer, List<Tensor>> states) {}

    Engine(Model model, ExecutionOptions options) {
        this.model = model;
        this.options = options;
        this.compiler = new Compiler(options.backend(), model.account());
        this.floatCalls = new FloatCalls(model, this);
    }

    ExecutionOptions options() {
        return options;
    }

    /** Calls from floats to floats. */
    FloatCalls floatCalls() {
        return floatCalls;
    }

    /** For calls outside of sessions. */
    Trace trace(ModelInputs.Fitted fitted) {
        return trace(new Signature(fitted.signature(), Optional.empty()), fitted);
    }

    Structure<Tensor> run(Structure<Tensor> arguments) {
        ModelInputs.Fitted fitted = ModelInputs.fit(model, arguments);
        return run(trace(fitted), fitted, fitted.tensors().flatten()).outputs();
    }

    /** Does what the first call with such arguments would do before it runs, and runs nothing. */
    void prepare(Structure<Tensor> arguments) {
        ModelInputs.Fitted fitted = ModelInputs.fit(model, arguments);
        List<Shape> shapes =
                fitted.tensors().flatten().stream().map(Tensor::shape).toList();
        try {
            trace(fitted).prepare(shapes, options.threads());
        } catch (IllegalArgumentException e) {
            throw located(fitted, e);
        }
    }

    /** A call of a session that holds {@code states}. */
    Result run(Structure<Tensor> arguments, Map<Layer, List<Tensor>> states) {
        ModelInputs.Fitted fitted = ModelInputs.fit(model, arguments);
        Map<Layer, List<Spec>> specs = new LinkedHashMap<>();
        states.forEach((layer, tensors) ->
                specs.put(layer, tensors.stream().map(ModelInputs::signature).toList()));
        Trace trace = trace(new Signature(fitted.signature(), Optional.of(specs)), fitted);
        List<Tensor> all = trace.withStates(fitted.tensors().flatten(), states);
        return run(trace, fitted, all);
    }

    private Result run(Trace trace, ModelInputs.Fitted fitted, List<Tensor> all) {
        PredictEvent event = Flight.isOn() ? PredictEvent.start() : null;
        try {
            Result result = trace.run(all, options.threads());
            if (event != null) {
                event.end(model.name(), batch(all), options.threads());
            }
            return result;
        } catch (IllegalArgumentException e) {
            throw located(fitted, e);
        }
    }

    private static long batch(List<Tensor> inputs) {
        return inputs.isEmpty() || inputs.get(0).shape().rank() == 0
                ? 0
                : inputs.get(0).shape().dim(0);
    }

    /** Sizes that the model leaves free do not fit some op: traces with the sizes that were given, to learn in which layer. */
    private IllegalArgumentException located(ModelInputs.Fitted fitted, IllegalArgumentException unlocated) {
        Structure<Spec> known = fitted.tensors().mapLeaves(tensor -> new Spec(tensor.dtype(), tensor.shape()));
        synchronized (model) {
            try {
                Trace.of(model, known, Optional.empty(), compiler, Optional.empty());
                return unlocated;
            } catch (IllegalArgumentException e) {
                return ModelInputs.refusal(model, fitted.tensors(), e);
            }
        }
    }

    /** Traces and compiles anew, and runs nothing. */
    PlanSummary plan(long size) {
        synchronized (model) {
            return PlanReader.read(model, compiler, size);
        }
    }

    /** Predicts for about so many nanoseconds, at least {@link #LEAST_ROUNDS} times: once as always, once with a clock, by turns. */
    Profile profile(Structure<Tensor> arguments, long nanos) {
        List<Tensor> outputs = run(arguments).flatten();
        ModelInputs.Fitted fitted = ModelInputs.fit(model, arguments);
        List<Tensor> inputs = fitted.tensors().flatten();
        Owners owners = new Owners();
        Trace timed;
        synchronized (model) {
            timed = Trace.of(model, fitted.signature(), Optional.empty(), compiler, Optional.of(owners));
        }
        timed.share(trace(fitted));
        try {
            return profile(arguments, inputs, outputs, timed, owners, nanos);
        } finally {
            timed.close();
        }
    }

    private Profile profile(
            Structure<Tensor> arguments,
            List<Tensor> inputs,
            List<Tensor> outputs,
            Trace timed,
            Owners owners,
            long nanos) {
        long warm = System.nanoTime() + nanos / WARMING_SHARE;
        do {
            run(arguments);
            timed.time(inputs, options.threads(), (step, time) -> {});
        } while (System.nanoTime() < warm);
        MachineLimits before = Machine.limits(options.threads());
        List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
        Profiler profiler = new Profiler(model, owners, timed.inferAll(shapes));
        long end = System.nanoTime() + nanos - nanos / WARMING_SHARE;
        do {
            long start = System.nanoTime();
            run(arguments);
            long whole = System.nanoTime() - start;
            timed.time(inputs, options.threads(), profiler::took);
            profiler.endRound(whole);
        } while (profiler.rounds() < LEAST_ROUNDS || profiler.hasRoom() && System.nanoTime() < end);
        // Another program may have a processor for as long as one measurement takes, which halves the peak of two
        // threads.
        MachineLimits limits = Machine.better(before, Machine.limits(options.threads()));
        Profile profile = new Profile(
                Profiler.specs(inputs),
                Profiler.specs(outputs),
                options,
                profiler.rounds(),
                profiler.millis(),
                profiler.layers(limits),
                limits);
        if (Flight.isOn()) {
            for (Profile.LayerCost layer : profile.layers()) {
                Cost cost = layer.cost();
                LayerEvent.record(model.name(), layer.path(), layer.className(), cost.millis(), cost.operations());
            }
        }
        return profile;
    }

    private Trace trace(Signature signature, ModelInputs.Fitted fitted) {
        Trace trace = known(signature);
        if (trace != null) {
            return trace;
        }
        synchronized (model) { // layers and variables may be created: one thread builds, others wait
            trace = known(signature);
            if (trace == null) {
                trace = newTrace(signature, fitted);
                add(signature, trace);
            }
            return trace;
        }
    }

    private Trace known(Signature signature) {
        synchronized (traces) {
            return traces.get(signature);
        }
    }

    private void add(Signature signature, Trace trace) {
        synchronized (traces) {
            for (Trace other : traces.values()) {
                trace.share(other);
            }
            traces.put(signature, trace);
            if (closed) {
                trace.close();
            }
        }
    }

    /** Weights were replaced: frees what was computed of the old ones, but for what calls in flight have. */
    void weightsChanged() {
        synchronized (traces) {
            traces.values().forEach(Trace::weightsChanged);
        }
    }

    /** Frees at once what was compiled and packed; calls in flight end first. */
    void close() {
        synchronized (traces) {
            closed = true;
            traces.values().forEach(Trace::close);
        }
        compiler.close();
    }

    private Trace newTrace(Signature signature, ModelInputs.Fitted fitted) {
        try {
            return Trace.of(
                    model, signature.inputs(), signature.states().map(Carried::new), compiler, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw ModelInputs.refusal(model, fitted.tensors(), e);
        }
    }

    /** How many signatures the model is traced for. */
    int traces() {
        synchronized (traces) {
            return traces.size();
        }
    }

    /** Bytes for intermediate results that wait for the next call. */
    long idleBytes() {
        return compiler.arenas().idleBytes();
    }
}
