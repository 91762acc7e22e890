package dev.markhor.keras.operations;

import java.util.Optional;

/** TensorFlow functions in functional models of tf.keras ({@code TFOpLambda}), by their symbols without {@code tf.}. */
public final class TensorFlowOperations {
    private static final String OLD = "compat.v1.";

    private TensorFlowOperations() {}

    /** @param symbol such as {@code math.multiply}, also with {@code compat.v1.} in front */
    public static Optional<Operation> find(String symbol) {
        String name = symbol.startsWith(OLD) ? symbol.substring(OLD.length()) : symbol;
        Operation arithmetic = TensorFlowArithmetic.find(name);
        return Optional.ofNullable(arithmetic != null ? arithmetic : TensorFlowArrays.find(name));
    }
}
