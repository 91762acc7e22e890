/** Turns the configurations of models that were read into those that Keras 3 opens. */
package dev.markhor.keras.saving;
