"""Which layers of one input there are for tensors of each rank; those that occur often stand there several times."""

from graphs.layers import (activation, activation_layer, batch_normalization, dense, einsum_dense, inert, normalization,
                           rearranging, repeat)
from graphs.sequences import bidirectional, dropping, masking, pictures_in_time, recurrent
from graphs.spatial import (convolution, depthwise, framing, global_pooling, pooling, resizing, transposed, upsampling)


def wrapped(d, shape):
    """A layer, or two, for each step; or one whose kernel is divided by its largest singular value."""
    if len(shape) == 2 or d.chance(0.2):
        return d.L.SpectralNormalization(d.L.Dense(3)) if d.version == 3 and shape[-1] else None
    inner = (shape[0],) + tuple(shape[2:])
    layer = d.one(*UNARY[len(inner)])(d, inner)
    if layer is not None and d.chance(0.3):
        layer = d.keras.Sequential([d.L.Input(inner[1:]), layer, d.L.Activation("tanh")])
    return None if layer is None else d.L.TimeDistributed(layer)


_ANY = [dense, dense, dense, einsum_dense, activation, activation, activation_layer, activation_layer,
        batch_normalization, normalization, normalization, inert, rearranging, wrapped]
_SPACE = [convolution, convolution, convolution, depthwise, transposed, pooling, global_pooling, framing, upsampling]

UNARY = {
    2: _ANY + [repeat],
    3: _ANY + _SPACE + [recurrent] * 3 + [bidirectional] * 2 + [masking, dropping],
    4: _ANY + _SPACE * 2 + [resizing, pictures_in_time],
    5: _ANY + _SPACE * 2 + [pictures_in_time],
}
