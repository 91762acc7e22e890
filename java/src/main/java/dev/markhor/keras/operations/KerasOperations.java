package dev.markhor.keras.operations;

import java.util.Optional;

/** {@code keras.ops} that may stand in a functional model of Keras 3, by file and class. */
public final class KerasOperations {
    private KerasOperations() {}

    /**
     * The operation of a class in a module such as {@code keras.src.ops.numpy}; without a module, the first of that class.
     *
     * @param module may be empty
     */
    public static Optional<Operation> find(String module, String className) {
        String file = module.substring(module.lastIndexOf('.') + 1);
        return Optional.ofNullable(
                switch (file) {
                    case "numpy" -> numpy(className);
                    case "nn" -> KerasNn.find(className);
                    case "math", "linalg", "core", "image" -> KerasMath.find(file, className);
                    case "" -> anyFile(className);
                    default -> null;
                });
    }

    private static Operation numpy(String className) {
        Operation arithmetic = KerasArithmetic.find(className);
        return arithmetic != null ? arithmetic : KerasArrays.find(className);
    }

    private static Operation anyFile(String className) {
        Operation operation = numpy(className);
        operation = operation != null ? operation : KerasNn.find(className);
        for (String file : new String[] {"math", "core", "linalg", "image"}) {
            operation = operation != null ? operation : KerasMath.find(file, className);
        }
        return operation;
    }
}
