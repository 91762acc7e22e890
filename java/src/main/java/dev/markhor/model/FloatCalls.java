package dev.markhor.model;

import dev.markhor.event.Flight;
import dev.markhor.event.PredictEvent;
import dev.markhor.graph.Spec;
import dev.markhor.runtime.Plan;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Calls from floats to floats, for models of one float32 input and one float32 output whose sizes are known but for the batch. How many
 * values there are tells the batch; what was prepared for the number before is used again.
 */
final class FloatCalls {
    private final Model model;
    private final Engine engine;
    private volatile Ready last;

    /** @param inputs how many values come in, @param outputs how many go out */
    private record Ready(int inputs, int outputs, Trace trace, Plan plan) {}

    FloatCalls(Model model, Engine engine) {
        this.model = model;
        this.engine = engine;
    }

    void run(float[] input, float[] output) {
        Ready ready = ready(input.length, output.length);
        PredictEvent event = Flight.isOn() ? PredictEvent.start() : null;
        ready.trace.run(ready.plan, input, output, engine.options().threads());
        if (event != null) {
            end(event, ready.plan);
        }
    }

    void run(FloatBuffer input, FloatBuffer output) {
        Ready ready = ready(input.remaining(), output.remaining());
        PredictEvent event = Flight.isOn() ? PredictEvent.start() : null;
        ready.trace.run(ready.plan, input, output, engine.options().threads());
        if (event != null) {
            end(event, ready.plan);
        }
    }

    private void end(PredictEvent event, Plan plan) {
        event.end(
                model.name(),
                plan.inputs().get(0).shape().dim(0),
                engine.options().threads());
    }

    private Ready ready(int inputs, int outputs) {
        Ready ready = last;
        if (ready == null || ready.inputs != inputs || ready.plan.isClosed()) {
            ready = prepare(inputs);
            last = ready;
        }
        if (ready.outputs != outputs) {
            throw new IllegalArgumentException("model '" + model.name() + "' gives " + ready.outputs + " values for "
                    + inputs + ", the output has room for " + outputs);
        }
        return ready;
    }

    private Ready prepare(int inputs) {
        Shape shape = shape(inputs);
        ModelInputs.Fitted fitted = ModelInputs.fit(model, Structure.of(Tensor.zeros(DType.FLOAT32, shape)));
        Trace trace = engine.trace(fitted);
        Plan plan = trace.plan(List.of(shape)).orElseThrow(() -> refusal("handles texts"));
        List<Spec> results = plan.outputs();
        if (results.size() != 1 || results.get(0).dtype() != DType.FLOAT32) {
            throw refusal("has the outputs " + results);
        }
        return new Ready(inputs, Math.toIntExact(results.get(0).shape().size()), trace, plan);
    }

    private Shape shape(int inputs) {
        List<Spec> specs = ModelInputs.known(model)
                .orElseThrow(() -> refusal("declares no inputs; build(...) it for those that its calls will have"))
                .flatten();
        if (specs.size() != 1
                || specs.get(0).dtype() != DType.FLOAT32
                || specs.get(0).shape().rank() == 0) {
            throw refusal("has the inputs " + specs);
        }
        Shape declared = specs.get(0).shape();
        Shape sample = declared.slice(1, declared.rank());
        if (!sample.isStatic()) {
            throw refusal("has an input with free sizes, " + declared);
        }
        long size = sample.size();
        if (inputs == 0 || size == 0 || inputs % size != 0 || !declared.accepts(sample.prepend(inputs / size))) {
            throw new IllegalArgumentException("model '" + model.name() + "' takes samples of " + size + " values, "
                    + declared + "; " + inputs + " values are no batch of these");
        }
        return sample.prepend(inputs / size);
    }

    private IllegalArgumentException refusal(String reason) {
        return new IllegalArgumentException("model '" + model.name() + "' " + reason
                + "; only models from one float32 input to one float32 output, of sizes known but for the batch, run on"
                + " arrays: use predict with tensors");
    }
}
