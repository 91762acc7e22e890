"""ONNX graphs written from a Keras model's weights, node by node, for networks that converters export badly or not at all."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


class Graph:
    """Collects nodes; each method returns the name of a result."""

    def __init__(self, shape):
        self.nodes, self.weights, self.shape = [], [], shape
        self.input = "input"

    def constant(self, array):
        name = "c%d" % len(self.weights)
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind, *inputs, **attributes):
        name = "v%d" % len(self.nodes)
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def write(self, result, outputs, file):
        graph = helper.make_graph(
            self.nodes, "model",
            [helper.make_tensor_value_info(self.input, TensorProto.FLOAT, ["batch", *self.shape])],
            [helper.make_tensor_value_info(result, TensorProto.FLOAT, ["batch", outputs])], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        onnx.save(model, file)

    def dense(self, x, kernel, bias):
        return self.node("Add", self.node("MatMul", x, self.constant(kernel)), self.constant(bias))

    def flat_dense(self, x, kernel, bias):
        """Of a matrix, which ONNX can do as one operation."""
        return self.node("Gemm", x, self.constant(kernel), self.constant(bias))


def vgg16(model, file):
    g = Graph(model.input_shape[1:])
    x = g.node("Transpose", g.input, perm=[0, 3, 1, 2])
    for layer in model.layers:
        kind = layer.__class__.__name__
        if kind == "Conv2D":
            kernel, bias = layer.get_weights()
            kernel = g.constant(kernel.transpose(3, 2, 0, 1))
            x = g.node("Relu", g.node("Conv", x, kernel, g.constant(bias), pads=[1, 1, 1, 1]))
        elif kind == "MaxPooling2D":
            x = g.node("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])
        elif kind == "Flatten":
            x = g.node("Flatten", g.node("Transpose", x, perm=[0, 2, 3, 1]))
        elif kind == "Dense":
            x = g.flat_dense(x, *layer.get_weights())
            x = g.node("Softmax", x, axis=-1) if layer is model.layers[-1] else g.node("Relu", x)
    g.write(x, model.output_shape[-1], file)


def transformer(model, file):
    g = Graph(model.input_shape[1:])
    steps, width = g.shape
    results = {model.layers[0].name: g.input}
    for layer in model.layers[1:]:
        inputs = layer.input if isinstance(layer.input, list) else [layer.input]
        x = [results[tensor._keras_history.layer.name] for tensor in inputs]
        results[layer.name] = _encoder_layer(g, layer, x, steps, width)
    g.write(results[model.layers[-1].name], model.output_shape[-1], file)


def _encoder_layer(g, layer, x, steps, width):
    kind = layer.__class__.__name__
    if kind == "LayerNormalization":
        gamma, beta = layer.get_weights()
        return g.node("LayerNormalization", x[0], g.constant(gamma), g.constant(beta), axis=-1, epsilon=layer.epsilon)
    if kind == "MultiHeadAttention":
        return _attention(g, x[0], layer, steps, width)
    if kind == "GlobalAveragePooling1D":
        return g.node("ReduceMean", x[0], axes=[1], keepdims=0)
    if kind == "Add":
        return g.node("Add", *x)
    if kind != "Dense":
        raise ValueError("no rule for " + kind)
    y = g.dense(x[0], *layer.get_weights())
    name = layer.activation.__name__
    if name == "gelu":
        half, one = g.constant(np.float32(0.5)), g.constant(np.float32(1))
        erf = g.node("Erf", g.node("Div", y, g.constant(np.float32(np.sqrt(2)))))
        return g.node("Mul", g.node("Mul", y, g.node("Add", erf, one)), half)
    return g.node("Softmax", y, axis=-1) if name == "softmax" else y


def _attention(g, x, layer, steps, width):
    weights = layer.get_weights()
    _, heads, size = weights[0].shape
    split = g.constant(np.array([0, steps, heads, size], dtype="int64"))
    parts = []
    for i, order in enumerate(([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])):
        kernel, bias = weights[2 * i].reshape(width, -1), weights[2 * i + 1].ravel()
        if i == 0:  # the scale, folded into the query
            kernel, bias = kernel / np.float32(np.sqrt(size)), bias / np.float32(np.sqrt(size))
        parts.append(g.node("Transpose", g.node("Reshape", g.dense(x, kernel, bias), split), perm=order))
    scores = g.node("Softmax", g.node("MatMul", parts[0], parts[1]), axis=-1)
    mixed = g.node("Transpose", g.node("MatMul", scores, parts[2]), perm=[0, 2, 1, 3])
    joined = g.node("Reshape", mixed, g.constant(np.array([0, steps, width], dtype="int64")))
    return g.dense(joined, weights[6].reshape(-1, width), weights[7])
