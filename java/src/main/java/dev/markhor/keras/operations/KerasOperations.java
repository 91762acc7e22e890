package dev.markhor.keras.operations;

import java.util.List;
import java.util.Optional;

/** {@code keras.ops} that may stand in a functional model of Keras 3, by file and class. */
public final class KerasOperations {
    /** In the order in which a class is looked for. */
    private static final List<String> FILES = List.of("numpy", "nn", "math", "core", "linalg", "image");

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
                    case "" ->
                        module(className)
                                .flatMap(whole -> find(whole, className))
                                .orElse(null);
                    default -> null;
                });
    }

    /** The module of an operation that a file names by its class alone. */
    public static Optional<String> module(String className) {
        return FILES.stream()
                .map(file -> "keras.src.ops." + file)
                .filter(module -> find(module, className).isPresent())
                .findFirst();
    }

    private static Operation numpy(String className) {
        Operation arithmetic = KerasArithmetic.find(className);
        return arithmetic != null ? arithmetic : KerasArrays.find(className);
    }
}
