package dev.markhor.formats.savedmodel;

import dev.markhor.formats.checkpoint.ElementKind;
import dev.markhor.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One object of a SavedModel.
 *
 * @param children attribute names to numbers of objects, in stored order; there may be cycles
 */
public record SavedObject(Map<String, Integer> children, Content content) {
    public SavedObject {
        children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
    }

    /** What an object is. */
    public sealed interface Content {}

    /**
     * An object of the program: a model, a layer, a list.
     *
     * @param identifier of its kind: {@code _tf_keras_layer}
     * @param metadata what Keras says of it, up to TensorFlow 2.4; later it is in a file of its own
     */
    public record UserObject(String identifier, String metadata) implements Content {}

    /**
     * A variable, whose value is in the checkpoint.
     *
     * @param name in the program that wrote the file
     * @param kind of its elements; empty for one that TensorFlow does not name
     * @param shape empty if its rank is not known
     */
    public record VariableObject(String name, Optional<ElementKind> kind, Optional<Shape> shape, boolean trainable)
            implements Content {}

    /** A file that came with the model. @param index in the list of these files */
    public record AssetObject(int index) implements Content {}

    /** A constant. @param operation the node of the graph that has its value */
    public record ConstantObject(String operation) implements Content {}

    /** A function. @param traces names of what it was compiled to, one for each signature */
    public record FunctionObject(List<String> traces) implements Content {
        public FunctionObject {
            traces = List.copyOf(traces);
        }
    }

    /** A lookup table, or anything else that a device holds. */
    public record ResourceObject() implements Content {}

    /** Something that nothing here looks at. */
    public record OtherObject() implements Content {}
}
