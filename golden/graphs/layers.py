"""Layers of one input: functions of a draw and a shape, batch included, that give a layer, or None where none fits."""


def dense(d, shape):
    if shape[-1] is None:
        return None
    return d.L.Dense(d.size(1, 5), **d.options(activation=d.activation(), use_bias=d.chance()))


def einsum_dense(d, shape):
    n = d.size(2, 4)
    known = shape[1] if len(shape) > 2 else None
    rules = {
        2: [("ab,bc->ac", (n,), "c"), ("ab,bcd->acd", (n, 3), "d"), ("ab,bcd->adc", (3, n), "c")],
        3: [("abc,cd->abd", (None, n), "d"), ("abc,cde->abde", (None, n, 2), "de"), ("abc,cd->ad", (n,), "d"),
            ("...x,xy->...y", n, "y")] + ([("abc,bd->adc", (n + (n == shape[2]), shape[2]), "d"),
                                           ("abc,bcd->abd", (known, n), "bd")] if known else []),
        4: [("abcd,cde->abe", (None, n), "e"), ("abcd,de->abce", (None, shape[2], n), "e"), ("...x,xy->...y", n, None)],
    }
    if shape[-1] is None or len(shape) not in rules:
        return None
    equation, output, axes = d.one(*rules[len(shape)])
    return d.L.EinsumDense(equation, output_shape=output, **d.options(bias_axes=axes, activation=d.activation()))


def activation(d, shape):
    return d.L.Activation(d.activation())


def activation_layer(d, shape):
    L, slope = d.L, "negative_slope" if d.version == 3 else "alpha"
    axis = d.one(-1, d.size(1, len(shape) - 1))
    shared = sorted(d.order(list(range(1, len(shape) - 1)))[:d.size(0, len(shape) - 2)])
    free = [i for i in range(1, len(shape)) if shape[i] is None]
    prelu = L.PReLU(shared_axes=sorted(set(shared + free)) or None)
    return d.one(
        L.ReLU(**d.options(max_value=d.number(0.5, 6), negative_slope=d.number(0, 0.4), threshold=d.number(0, 0.5))),
        L.LeakyReLU(**d.options(**{slope: d.number(0.01, 0.5)})), L.ELU(**d.options(alpha=d.number(0.3, 2))),
        L.Softmax(axis=axis), prelu)


def batch_normalization(d, shape):
    axes = [i for i in range(1, len(shape)) if shape[i] is not None]
    if not axes:
        return None
    axis = -1 if shape[-1] is not None and d.chance(0.8) else d.one(*axes)
    return d.L.BatchNormalization(axis=axis, **d.options(0.3, center=False, scale=False, epsilon=d.number(0.01, 0.2)))


def normalization(d, shape):
    L = d.L
    axes = [i for i in range(1, len(shape)) if shape[i] is not None]
    if not axes:
        return None
    axes = [i for i in axes if shape[i] > 1]  # a number less itself is the noise of rounding
    if not axes:
        return None
    some = sorted(d.order(axes)[:d.size(1, len(axes))])
    kinds = [lambda: L.LayerNormalization(axis=some if len(some) > 1 else some[0], **d.options(
                 0.3, center=False, scale=False, epsilon=d.number(0.01, 0.2))),
             lambda: L.UnitNormalization(axis=d.one(-1, some)),
             lambda: L.Rescaling(d.number(0.2, 2), offset=d.number(-1, 1)),
             lambda: L.Normalization(axis=None, mean=d.number(-1, 1), variance=d.number(0.3, 2))]
    if shape[-1] is not None and shape[-1] > 1:
        groups = [g for g in (1, 2, 3, shape[-1]) if shape[-1] % g == 0 and (g < shape[-1] or len(shape) > 2)]
        kinds += [lambda: L.GroupNormalization(d.one(*groups), **d.options(0.3, center=False, scale=False)),
                  lambda: L.LayerNormalization(), lambda: L.Normalization(
                      mean=d.numbers(shape[-1], -1, 1), variance=d.numbers(shape[-1], 0.3, 2))]
        if d.version == 3:
            kinds.append(lambda: L.RMSNormalization(**d.options(0.3, epsilon=0.01)))
    return d.one(*kinds)()


def inert(d, shape):
    L = d.L
    return d.one(L.Dropout(0.3), L.GaussianNoise(0.2), L.GaussianDropout(0.2), L.ActivityRegularization(l2=0.1),
                 *([L.Identity()] if d.version == 3 else [L.AlphaDropout(0.2)]))


def rearranging(d, shape):
    """Flatten, Permute and Reshape, to other ranks as well."""
    kinds = [lambda: d.L.Permute(d.order(list(range(1, len(shape)))))]
    if None not in shape[1:]:
        size = 1
        for n in shape[1:]:
            size *= n
        parts = [n for n in range(2, 7) if size % n == 0]
        kinds += [lambda: d.L.Flatten(**d.options(0.2, data_format="channels_first")),
                  lambda: d.L.Reshape((size,))]
        if parts:
            n = d.one(*parts)
            kinds += [lambda: d.L.Reshape((n, size // n)), lambda: d.L.Reshape((-1, n)),
                      lambda: d.L.Reshape((n, 1, size // n))]
    return d.one(*kinds)()


def repeat(d, shape):
    return d.L.RepeatVector(d.size(2, 4))
