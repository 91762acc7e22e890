/** Functions that models apply to symbolic tensors between their layers: {@code keras.ops} and TensorFlow's. */
package dev.markhor.keras.operations;
