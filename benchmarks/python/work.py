"""How many floating-point operations a Keras model does for one sample: two for each multiply-add of its products.

Everything else (activations, normalisations, pooling) counts as nothing, as in the papers that state such numbers.
"""

import math


def operations(model):
    return sum(_layer(layer) for layer in model.layers)


def _layer(layer):
    kind = layer.__class__.__name__
    if kind == "Bidirectional":
        return _recurrent(layer.forward_layer, layer.input) + _recurrent(layer.backward_layer, layer.input)
    if kind in ("LSTM", "GRU"):
        return _recurrent(layer, layer.input)
    if kind == "MultiHeadAttention":
        return _attention(layer)
    if kind == "SeparableConv2D":
        positions = math.prod(layer.output.shape[1:3])
        depthwise, pointwise = layer.weights[:2]
        return 2 * positions * (math.prod(depthwise.shape) + math.prod(pointwise.shape))
    if kind.startswith("Conv") and kind.endswith("Transpose"):
        return 2 * math.prod(layer.input.shape[1:-1]) * math.prod(layer.kernel.shape)
    if kind in ("Dense", "Conv1D", "Conv2D", "DepthwiseConv2D"):
        return 2 * math.prod(layer.output.shape[1:-1]) * math.prod(layer.kernel.shape)
    return 0


def _recurrent(layer, x):
    return 2 * x.shape[1] * (math.prod(layer.cell.kernel.shape) + math.prod(layer.cell.recurrent_kernel.shape))


def _attention(layer):
    tokens = layer.output.shape[1]
    kernels = sum(math.prod(w.shape) for w in layer.weights if w.path.endswith("kernel"))
    heads, size = layer.num_heads, layer.key_dim
    return 2 * tokens * kernels + 2 * 2 * heads * tokens * tokens * size
