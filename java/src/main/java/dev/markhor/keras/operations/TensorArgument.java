package dev.markhor.keras.operations;

/**
 * Stands for a tensor inside of an argument that is no structure of tensors, such as a slice's bound: the tensor itself is in the list
 * under {@link #NAME}.
 */
public record TensorArgument(int index) {
    /** The name of the argument that holds these tensors. */
    public static final String NAME = "tensors inside of others";
}
