package dev.markhor.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tensors of the one library as those of the other. */
final class Tensors {
    private static final Map<DType, OnnxJavaType> TYPES = new EnumMap<>(Map.ofEntries(
            Map.entry(DType.FLOAT16, OnnxJavaType.FLOAT16),
            Map.entry(DType.BFLOAT16, OnnxJavaType.BFLOAT16),
            Map.entry(DType.FLOAT32, OnnxJavaType.FLOAT),
            Map.entry(DType.FLOAT64, OnnxJavaType.DOUBLE),
            Map.entry(DType.INT8, OnnxJavaType.INT8),
            Map.entry(DType.INT16, OnnxJavaType.INT16),
            Map.entry(DType.INT32, OnnxJavaType.INT32),
            Map.entry(DType.INT64, OnnxJavaType.INT64),
            Map.entry(DType.UINT8, OnnxJavaType.UINT8),
            Map.entry(DType.BOOL, OnnxJavaType.BOOL),
            Map.entry(DType.STRING, OnnxJavaType.STRING)));

    private Tensors() {}

    /**
     * @param what for messages
     * @throws IllegalArgumentException if it is no tensor, or of a type that Keras does not have
     */
    static Spec spec(String what, ValueInfo info) {
        if (!(info instanceof TensorInfo tensor)) {
            throw new IllegalArgumentException(what + ": a tensor was expected, found " + info);
        }
        for (Map.Entry<DType, OnnxJavaType> type : TYPES.entrySet()) {
            if (type.getValue() == tensor.type) {
                return new Spec(type.getKey(), Shape.of(tensor.getShape()));
            }
        }
        throw new IllegalArgumentException(what + ": a type of Keras was expected, found " + tensor.onnxType);
    }

    /** Over the same memory where that is off the heap, as it is for all but small tensors. */
    static OnnxTensor toOnnx(Tensor tensor) throws OrtException {
        OrtEnvironment environment = OnnxRuntime.environment();
        long[] dims = tensor.shape().dims();
        if (tensor.dtype() == DType.STRING) {
            return OnnxTensor.createTensor(environment, tensor.toStringArray(), dims);
        }
        return OnnxTensor.createTensor(environment, offHeap(tensor.buffer()), dims, TYPES.get(tensor.dtype()));
    }

    /** ONNX Runtime takes plain bytes from there only. */
    private static ByteBuffer offHeap(ByteBuffer bytes) {
        return bytes.isDirect()
                ? bytes
                : ByteBuffer.allocateDirect(bytes.remaining())
                        .order(ByteOrder.nativeOrder())
                        .put(bytes)
                        .flip();
    }

    /** A copy. */
    static Tensor fromOnnx(String what, OnnxValue value) throws OrtException {
        Spec spec = spec(what, value.getInfo());
        OnnxTensor tensor = (OnnxTensor) value;
        if (spec.dtype() == DType.STRING) {
            List<String> texts = new ArrayList<>();
            flatten(tensor.getValue(), texts);
            return Tensor.of(texts.toArray(String[]::new), spec.shape().dims());
        }
        ByteBuffer copy = tensor.getByteBuffer();
        return Tensor.adopt(spec.dtype(), spec.shape(), copy);
    }

    private static void flatten(Object nested, List<String> texts) {
        if (nested instanceof Object[] rows) {
            for (Object row : rows) {
                flatten(row, texts);
            }
        } else {
            texts.add((String) nested);
        }
    }
}
