/** TensorFlow's SavedModels: folders with a graph of objects, the values of their variables, and what Keras says of them. */
package dev.markhor.formats.savedmodel;
