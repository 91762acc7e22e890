package dev.markhor.formats.savedmodel;

import dev.markhor.tensor.Shape;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a program for serving may call.
 *
 * @param inputs by name, sorted
 * @param outputs by name, sorted
 */
public record Signature(Map<String, TensorInfo> inputs, Map<String, TensorInfo> outputs) {
    /**
     * A tensor that is handed in or out.
     *
     * @param type TensorFlow's name: {@code float32}
     * @param shape the batch dimension included; empty if the rank is not known
     */
    public record TensorInfo(String type, Optional<Shape> shape) {
        @Override
        public String toString() {
            return type + shape.map(Shape::toString).orElse(" of any rank");
        }
    }

    public Signature {
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
    }
}
