/** TensorFlow's checkpoints, version 2 ("tensor bundle"): names to arrays, and the graph of objects they belong to. */
package dev.markhor.formats.checkpoint;
