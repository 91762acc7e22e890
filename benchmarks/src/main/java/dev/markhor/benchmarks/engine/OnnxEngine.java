package dev.markhor.benchmarks.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.markhor.tensor.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * ONNX Runtime with its defaults.
 *
 * @param sample the shape of the input, its batch free
 */
public record OnnxEngine(OrtSession session, String input, Shape sample) implements Engine {
    public static final String NAME = "onnxruntime";

    /**
     * @param sample the shape of the input, its batch free
     * @throws IllegalArgumentException if ONNX Runtime does not open the file, or its model takes something else
     */
    public static OnnxEngine open(Path file, Shape sample, int threads) {
        // In a container it would complain about threads that it cannot pin to processors.
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(threads);
            OrtSession session = environment.createSession(file.toString(), options);
            Map<String, NodeInfo> inputs = session.getInputInfo();
            String input = inputs.keySet().iterator().next();
            if (inputs.size() != 1
                    || !(inputs.get(input).getInfo() instanceof TensorInfo info)
                    || !Shape.of(info.getShape()).accepts(sample.with(0, 1))) {
                throw new IllegalArgumentException(file + " takes " + inputs.values() + ", not one input "
                        + sample.with(0, 1) + " as the Keras file does");
            }
            return new OnnxEngine(session, input, sample);
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime does not open " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public float[] run(float[] values, int batch) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(),
                        FloatBuffer.wrap(values),
                        sample.with(0, batch).dims());
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] output = new float[buffer.remaining()];
            buffer.get(output);
            return output;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }
}
