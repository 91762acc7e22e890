/** Reads the configurations of Keras 1, 2 and 3. */
package dev.markhor.keras.config;
