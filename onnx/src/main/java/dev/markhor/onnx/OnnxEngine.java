package dev.markhor.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.markhor.cli.bench.Engine;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model in a session of ONNX Runtime. */
public final class OnnxEngine implements Engine {
    private final Path file;
    private final OrtSession session;
    private final Map<String, Spec> inputs = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if the model takes something that is no tensor; the session is closed then */
    OnnxEngine(Path file, OrtSession session) throws OrtException {
        this.file = file;
        this.session = session;
        try {
            for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
                inputs.put(
                        input.getKey(),
                        Tensors.spec(
                                file + ", input " + input.getKey(),
                                input.getValue().getInfo()));
            }
        } catch (IllegalArgumentException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Map<String, Spec> inputs() {
        return inputs;
    }

    @Override
    public List<Tensor> run(List<Tensor> values) {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        try {
            int next = 0;
            for (String name : inputs.keySet()) {
                given.put(name, Tensors.toOnnx(values.get(next++)));
            }
            try (OrtSession.Result result = session.run(given)) {
                List<Tensor> outputs = new ArrayList<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.add(Tensors.fromOnnx(file + ", output " + output.getKey(), output.getValue()));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime does not run " + file + ": " + e.getMessage(), e);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * Runs a model of one float32 input on values as a Java program has them, through ONNX Runtime's own buffers alone.
     *
     * @param shape the batch included
     * @return the first output
     */
    public float[] run(float[] values, long... shape) {
        String input = inputs.keySet().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] output = new float[buffer.remaining()];
            buffer.get(output);
            return output;
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime does not run " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close " + file + ": " + e.getMessage(), e);
        }
    }
}
