/** ONNX Runtime as an engine that {@code markhor bench --onnx} compares models with. */
package dev.markhor.onnx;
