"""Functions between layers, of `keras.ops` in Keras 3 and of TensorFlow in Keras 2, under the names they share there."""


class Functions:
    """The functions that both dialects have, by one name."""

    def __init__(self, d):
        if d.version == 3:
            o = d.keras.ops
            self.mean, self.sum, self.max, self.min = o.mean, o.sum, o.max, o.min
            self.variance, self.logsumexp, self.concatenate, self.power = o.var, o.logsumexp, o.concatenate, o.power
            self.clip, self.argmax, self.matrix = o.clip, o.argmax, o.matmul
            self.erf, self.log1p, self.top_k = o.erf, o.log1p, o.top_k
            self.one_hot = o.one_hot
            self.take, self.flip = o.take, lambda x, axis: o.flip(x, axis=axis)
            self.roll, self.pad = lambda x, n, axis: o.roll(x, n, axis=axis), o.pad
        else:
            import tensorflow as tf
            o = tf
            self.mean, self.sum, self.max, self.min = tf.reduce_mean, tf.reduce_sum, tf.reduce_max, tf.reduce_min
            self.variance, self.logsumexp, self.concatenate = tf.math.reduce_variance, tf.reduce_logsumexp, tf.concat
            self.power, self.clip, self.argmax, self.matrix = tf.pow, tf.clip_by_value, tf.argmax, tf.matmul
            self.erf, self.log1p, self.top_k = tf.math.erf, tf.math.log1p, tf.math.top_k
            self.one_hot = tf.one_hot
            self.take, self.flip = tf.gather, lambda x, axis: tf.reverse(x, [axis])
            self.roll, self.pad = tf.roll, tf.pad
        for name in ("maximum", "minimum", "abs", "exp", "sqrt", "square", "tanh", "sin", "cos", "sign", "cast", "where",
                     "transpose", "reshape", "expand_dims", "squeeze", "stack", "tile", "split", "repeat", "cumsum",
                     "floor", "round", "sort", "ones_like", "zeros_like"):
            setattr(self, name, getattr(o, name))
        nn = o if d.version == 3 else o.nn
        for name in ("relu", "softmax", "log_softmax", "softplus", "elu", "silu", "leaky_relu"):
            setattr(self, name, getattr(nn, name))


def elementwise(d, f, x, pool):
    a = d.number(0.2, 1.5)
    return d.one(lambda: x + a, lambda: a - x, lambda: x * a, lambda: x / a, lambda: a / (2.0 + f.abs(x)), lambda: -x,
                 lambda: f.abs(x), lambda: f.exp(-f.abs(x)), lambda: f.sqrt(f.square(x) + a), lambda: f.tanh(x),
                 lambda: f.sin(x), lambda: f.cos(x), lambda: f.clip(x, -a, a), lambda: f.maximum(x, -a), lambda: f.erf(x),
                 lambda: f.minimum(x, a), lambda: f.log1p(f.relu(x)), lambda: f.softplus(x), lambda: f.elu(x),
                 lambda: f.silu(x), lambda: f.leaky_relu(x, 0.3), lambda: f.power(f.abs(x) + 0.1, a),
                 lambda: f.where(x > 0, x, a * f.square(x)), lambda: f.relu(x) ** 2)()


def together(d, f, x, pool):
    """Operators of Python between tensors that broadcast."""
    fitting = [y for y in pool if len(y.shape) <= len(x.shape)
               and all(m == n or n == 1 for m, n in zip(reversed(x.shape[1:]), reversed(y.shape[1:])))
               and len(y.shape) == len(x.shape)]
    y = d.one(*(fitting + [f.mean(x, -1, True) if d.version == 2 else f.mean(x, axis=-1, keepdims=True)]))
    return d.one(lambda: x + y, lambda: x - y, lambda: x * y, lambda: y - x, lambda: x / (1.5 + f.abs(y)),
                 lambda: f.maximum(x, y), lambda: f.minimum(y, x), lambda: f.where(x > y, x, -0.5 * x))()


def reduction(d, f, x, pool):
    axes = sorted(d.order(list(range(1, len(x.shape))))[:d.size(1, 2)])
    axis = d.one(axes[0], axes[-1] - len(x.shape), tuple(axes) if d.version == 3 else axes)
    make = d.one(f.mean, f.sum, f.max, f.min, f.mean, f.variance, f.logsumexp)
    return make(x, axis=axis, keepdims=d.chance())


def index(d, f, x, pool):
    """Parts of a tensor, by Python's brackets."""
    parts = [slice(None)]
    for n in x.shape[1:]:
        low = d.size(0, 2 if n is None or n > 3 else 0)
        parts.append(d.one(slice(None), slice(None), slice(low, None), slice(None, -1) if n is None or n > 1 else slice(None),
                           slice(None, None, 2), slice(None, None, -1), d.one(0, -1), slice(low, n)))
    if d.chance(0.2):
        parts.insert(d.size(1, len(parts)), None)
    if d.chance(0.2):
        parts = [Ellipsis, parts[-1]] if len(x.shape) > 2 else parts
    return x[tuple(parts)]


def moved(d, f, x, pool):
    """The same numbers in another order or shape."""
    rank, last = len(x.shape), x.shape[-1]
    axis = d.size(1, rank - 1)
    order = [0] + d.order(list(range(1, rank)))
    kinds = [lambda: f.transpose(x, order), lambda: f.flip(x, axis), lambda: f.roll(x, d.size(-2, 3), axis),
             lambda: f.expand_dims(x, d.one(axis, -1)), lambda: f.tile(x, [1] * (rank - 1) + [2]),
             lambda: f.repeat(x, 2, axis=axis), lambda: f.cumsum(x, axis=axis),
             lambda: f.pad(x, [[0, 0]] + [list(d.sizes(2, 0, 1)) for _ in range(rank - 1)]),
             lambda: f.stack([x, x * 0.5], axis=d.one(axis, -1))]
    if last and rank < 5:
        kinds += [lambda: f.reshape(x, [-1] + [n or -2 for n in x.shape[1:]]) if None not in x.shape[1:]
                  else f.expand_dims(x, 1),
                  lambda: f.take(x, d.order(list(range(last)))[:2], axis=-1)]
    ones = [i for i in range(1, rank) if x.shape[i] == 1]
    if ones and rank > 2:
        kinds += [lambda: f.squeeze(x, d.one(*ones))] * 3
    return d.one(*kinds)()


def splitting(d, f, x, pool):
    axes = [i for i in range(1, len(x.shape)) if x.shape[i] and x.shape[i] % 2 == 0]
    if not axes:
        return None
    a, b = f.split(x, 2, axis=d.one(*axes))
    return d.one(lambda: [a, b], lambda: a * b, lambda: f.concatenate([b, a], axis=-1))()


def product(d, f, x, pool):
    """Matrix products of tensors that fit each other, or of one with itself."""
    rank = len(x.shape)
    if rank < 3:
        return None
    order = list(range(rank - 2)) + [rank - 1, rank - 2]
    fitting = [y for y in pool if len(y.shape) == rank and x.shape[-1] is not None and y.shape[-2] == x.shape[-1]
               and tuple(y.shape[1:-2]) == tuple(x.shape[1:-2])]
    y = d.one(*(fitting + [f.transpose(x, order)]))
    return f.softmax(f.matrix(x, y)) if d.chance(0.3) else f.matrix(x, y)


def ordering(d, f, x, pool):
    last = x.shape[-1]
    kinds = [lambda: f.softmax(x, axis=d.size(1, len(x.shape) - 1)), lambda: f.log_softmax(x, axis=-1),
             lambda: f.sort(x, axis=-1)]
    if last and last > 2:
        kinds += [lambda: f.top_k(x, 2)[0], lambda: f.one_hot(f.argmax(x, axis=-1), last)]
    return d.one(*kinds)()


OPERATIONS = [elementwise] * 4 + [together] * 3 + [reduction] * 2 + [index] * 3 + [moved] * 3 + [splitting, product, ordering]
