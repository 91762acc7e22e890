"""Layers over one to three axes of space, for tensors `[batch, ..., channels]` of rank 3 to 5."""


def _padding(d, rank):
    """Zeros or parts to cut, for each axis; in the forms that Keras takes."""
    pairs = tuple(d.sizes(2, 0, 2) for _ in range(rank))
    if rank == 1:
        return d.one(pairs[0], d.size(0, 1))
    return d.one(pairs, d.sizes(rank, 0, 1), 1)


def _steps(d, rank):
    """Strides or dilations, not both, which Keras refuses."""
    kind = d.one("none", "none", "strides", "dilation_rate")
    if kind == "none":
        return {}
    return {kind: d.size(1, 2) if d.chance() else d.sizes(rank, 1, 2)}


def _same_steps(d, rank):
    """Depthwise kernels of TensorFlow take equal strides only."""
    kind = d.one("none", "strides", "dilation_rate")
    return {} if kind == "none" else {kind: 2}


def convolution(d, shape):
    rank, channels = len(shape) - 2, shape[-1]
    if channels is None:
        return None
    groups = d.one(*[g for g in (1, 2, 3) if channels % g == 0])
    padding = d.one("valid", "same", *(["causal"] if rank == 1 else []))
    make = (d.L.Conv1D, d.L.Conv2D, d.L.Conv3D)[rank - 1]
    return make(groups * d.size(1, 3), d.sizes(rank, 1, 3), padding=padding, groups=groups, **_steps(d, rank),
                **d.options(activation=d.activation(), use_bias=False))


def depthwise(d, shape):
    rank = len(shape) - 2
    if rank > 2 or shape[-1] is None:
        return None
    padding = d.one("valid", "same")
    more = d.options(activation=d.activation(), use_bias=False, depth_multiplier=2)
    if d.chance():
        make = (d.L.DepthwiseConv1D, d.L.DepthwiseConv2D)[rank - 1]
        return make(d.size(1, 3), padding=padding, **_same_steps(d, rank), **more)
    make = (d.L.SeparableConv1D, d.L.SeparableConv2D)[rank - 1]
    return make(d.size(1, 4), d.size(1, 3), padding=padding, **_same_steps(d, rank), **more)


def transposed(d, shape):
    rank = len(shape) - 2
    if shape[-1] is None:
        return None
    make = (d.L.Conv1DTranspose, d.L.Conv2DTranspose, d.L.Conv3DTranspose)[rank - 1]
    strides = d.one(1, 2, d.sizes(rank, 1, 3))
    more = d.options(activation=d.activation(), use_bias=False)
    if strides == 2 and d.chance(0.3):
        more["output_padding"] = (1,) * rank if d.chance() else 1
    return make(d.size(1, 3), d.sizes(rank, 1, 4), strides=strides, padding=d.one("valid", "same"), **more)


def pooling(d, shape):
    rank = len(shape) - 2
    L = d.L
    make = d.one((L.MaxPooling1D, L.MaxPooling2D, L.MaxPooling3D),
                 (L.AveragePooling1D, L.AveragePooling2D, L.AveragePooling3D))[rank - 1]
    size = d.size(1, 3) if d.chance() else d.sizes(rank, 1, 3)
    return make(size if rank > 1 else d.size(1, 3), padding=d.one("valid", "same"), **d.options(strides=d.size(1, 3)))


def global_pooling(d, shape):
    rank = len(shape) - 2
    L = d.L
    if d.version == 3 and None not in shape[1:] and d.chance(0.3):
        make = d.one((L.AdaptiveAveragePooling1D, L.AdaptiveAveragePooling2D, L.AdaptiveAveragePooling3D),
                     (L.AdaptiveMaxPooling1D, L.AdaptiveMaxPooling2D, L.AdaptiveMaxPooling3D))[rank - 1]
        return make(tuple(d.size(1, n) for n in shape[1:-1]) if rank > 1 else d.size(1, shape[1]))
    make = d.one((L.GlobalAveragePooling1D, L.GlobalAveragePooling2D, L.GlobalAveragePooling3D),
                 (L.GlobalMaxPooling1D, L.GlobalMaxPooling2D, L.GlobalMaxPooling3D))[rank - 1]
    return make(**d.options(0.3, keepdims=True, data_format="channels_first"))


def framing(d, shape):
    """More or less around the edges."""
    rank = len(shape) - 2
    L = d.L
    if d.chance():
        return (L.ZeroPadding1D, L.ZeroPadding2D, L.ZeroPadding3D)[rank - 1](_padding(d, rank))
    if any(n is not None and n < 5 for n in shape[1:-1]):
        return None
    return (L.Cropping1D, L.Cropping2D, L.Cropping3D)[rank - 1](_padding(d, rank))


def upsampling(d, shape):
    rank = len(shape) - 2
    if rank == 1:
        return d.L.UpSampling1D(d.size(1, 3))
    if rank == 3:
        return d.L.UpSampling3D(d.sizes(3, 1, 2))
    return d.L.UpSampling2D(d.sizes(2, 1, 3), **d.options(interpolation=d.one("bilinear", "nearest", "bicubic")))


def resizing(d, shape):
    if None in shape[1:]:
        return None
    if d.chance(0.3):
        return d.L.CenterCrop(d.size(1, shape[1]), d.size(1, shape[2]))
    return d.L.Resizing(*d.sizes(2, 1, 8), **d.options(interpolation=d.one("bilinear", "nearest", "bicubic")))
