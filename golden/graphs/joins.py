"""What takes several tensors, or gives several: functions of a draw, a tensor and the pool of others, that give tensors."""

from graphs import sequences


def _fits(d, a, b, axis=None):
    """Whether two shapes broadcast, or are equal but for an axis. What is free in both mostly differs, in the end."""
    if len(a) != len(b) or (None in a[1:] + b[1:] and d.chance(0.7)):
        return False
    if axis is None:
        return all(m == n or m == 1 or n == 1 for m, n in zip(a[1:], b[1:]))
    return all(m == n or i == axis for i, (m, n) in enumerate(zip(a, b)))


def merge(d, x, pool):
    """Elementwise merges of two or three tensors that fit each other, or of a tensor and its own projection."""
    L = d.L
    fitting = [y for y in pool if y is not x and _fits(d, tuple(x.shape), tuple(y.shape))]
    if not fitting:
        if x.shape[-1] is None:
            return None
        fitting = [L.Dense(d.one(x.shape[-1], 1))(x)]
    others = d.order(fitting)[:d.size(1, 2)]
    make = d.one(L.Add, L.Multiply, L.Average, L.Maximum, L.Minimum, L.Add, L.Subtract)
    if make is L.Subtract:
        others = others[:1]
    return make()([x] + others)


def concatenate(d, x, pool):
    axis = d.size(1, len(x.shape) - 1)
    others = d.order([y for y in pool if y is x or _fits(d, tuple(x.shape), tuple(y.shape), axis)])[:d.size(1, 2)]
    return d.L.Concatenate(axis=d.one(axis, axis - len(x.shape)))([x] + others)


def dot(d, x, pool):
    pairs = [(y, i, j) for y in pool for i in range(1, len(x.shape)) for j in range(1, len(y.shape))
             if x.shape[i] is not None and x.shape[i] == y.shape[j] and max(len(x.shape), len(y.shape)) <= 3]
    if not pairs:
        return None
    y, i, j = d.one(*pairs)
    return d.L.Dot(axes=d.one((i, j)), normalize=d.chance(0.3))([x, y])


def attention(d, x, pool):
    if len(x.shape) != 3 or x.shape[-1] is None:
        return None
    y = d.one(*([x] + [p for p in pool if len(p.shape) == 3 and p.shape[-1] is not None]))
    if y.shape[-1] != x.shape[-1]:
        y = d.L.Dense(x.shape[-1])(y)
    more = d.options(0.3, use_causal_mask=True, return_attention_scores=True)
    if d.chance():
        layer = d.L.Attention(**d.options(0.4, use_scale=True, score_mode="concat"))
    else:
        layer = d.L.AdditiveAttention(**d.options(0.4, use_scale=False))
    return layer([x, y] + ([y] if d.chance(0.3) else []), **more)


def multi_head(d, x, pool):
    if len(x.shape) not in (3, 4) or x.shape[-1] is None:
        return None
    fitting = [p for p in pool if len(p.shape) == 3 and p.shape[-1] is not None and len(x.shape) == 3]
    y = d.one(*([x, x] + fitting))
    more = d.options(0.3, use_causal_mask=True, return_attention_scores=True)
    heads = d.size(1, 3)
    if d.version == 3 and len(x.shape) == 3 and d.chance(0.3):
        layer = d.L.GroupQueryAttention(d.size(2, 3), 2 * heads, d.one(1, heads, 2 * heads), **d.options(
            0.3, use_bias=False, dropout=0.1))
    else:
        axes = {} if len(x.shape) == 3 or d.chance() else {"attention_axes": d.one((1,), (2,), (1, 2))}
        layer = d.L.MultiHeadAttention(heads, d.size(2, 3), **axes, **d.options(
            0.3, value_dim=d.size(2, 3), use_bias=False, dropout=0.1, output_shape=d.size(2, 4)))
    return layer(x, y, **more)


def states(d, x, pool):
    """A recurrent layer that gives its states away, or begins with those of another one."""
    if len(x.shape) != 3 or x.shape[-1] is None:
        return None
    L = d.L
    units = d.size(2, 4)
    make = d.one(L.SimpleRNN, L.LSTM, L.GRU)
    starts = [y for y in pool if len(y.shape) == 2 and y.shape[-1] is not None]
    if not starts or d.chance(0.4):
        return sequences.recurrent(d, tuple(x.shape), return_state=True)(x)
    start = L.Dense(units, activation="tanh")(d.one(*starts))
    layer = make(units, return_sequences=d.chance(), return_state=d.chance(0.3))
    return layer(x, initial_state=[start, start] if make is L.LSTM else start)


def explicit_mask(d, x, pool):
    """A mask that is given as an argument."""
    if len(x.shape) != 3 or x.shape[-1] is None or d.version == 2:
        return None
    mask = d.keras.ops.sum(x, axis=-1) > 0
    kind = d.one("recurrent", "average", "attention")
    if kind == "recurrent":
        return sequences.recurrent(d, tuple(x.shape))(x, mask=mask)
    if kind == "average":
        return d.L.Softmax(axis=1)(x, mask=x > 0)
    return d.L.MultiHeadAttention(2, 2)(x, x, attention_mask=d.keras.ops.expand_dims(mask, 1))


JOINS = [merge] * 4 + [concatenate] * 3 + [dot, attention, multi_head, multi_head, states, explicit_mask]
