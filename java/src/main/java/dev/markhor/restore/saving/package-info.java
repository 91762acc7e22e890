/** Writes the weights of models, in the places where Keras looks for them. */
package dev.markhor.restore.saving;
