"""What becomes of NaN, infinities, zeros with a sign and the largest floats; batches of nothing."""

import numpy as np

from cases.activations import NAMES_2, NAMES_3
from cases.operations import maker
from support import Case, calls, normal

BOTH = (2, 3)
NAN, INF = np.nan, np.inf

# Rows that a NaN or an infinity does not leave: [sample, 4].
ROWS = np.array([[1, NAN, -2, 0.5], [INF, 1, 0, -3], [-INF, 2, 0.5, -1], [INF, -INF, 1, 0], [INF, INF, 2, 1],
                 [-INF, -INF, -INF, -INF], [NAN, NAN, NAN, NAN], [3e38, -3e38, 1e30, 2], [-0.0, 0.0, -0.0, 1],
                 [0.25, -0.75, 1.5, 2.5]], "float32")
NUMBERS = np.array([NAN, INF, -INF, 0.0, -0.0, 1, -1, 2.5, -3.5, 3e38], "float32")
ZEROS = np.array([[-0.0, 0.0, -0.3, 0.3, -0.5, 0.5, -2, 2]], "float32")


def cases(keras):
    version = int(keras.__version__.split(".")[0])
    return layers(keras) + activations(keras, version) + (functions(keras) if version == 3 else []) + empty(keras, version)


def special(keras, name, outputs, values, versions=BOTH, **more):
    """A model of several outputs on one input."""
    path = "structures/special_" + name

    def build():
        x = keras.layers.Input(values.shape[1:], name="x")
        return keras.Model(x, outputs(x), name="model")

    return Case(path, build, calls(path, values), keras=versions, degenerate=True, **more)


def activations(keras, version):
    L = keras.layers
    names = [name for name in (NAMES_3 if version == 3 else NAMES_2) if name != "sparsemax"]  # which sorts NaN somewhere
    return [special(keras, "activations", lambda x: [L.Activation(name)(x) for name in names], ROWS),
            special(keras, "activation_layers", lambda x: [
                L.ReLU()(x), L.ReLU(6.0)(x), L.ReLU(negative_slope=0.25)(x), L.LeakyReLU()(x), L.ELU(0.5)(x), L.PReLU()(x), L.Softmax()(x)], ROWS, (3,))]


def layers(keras):
    L = keras.layers
    line = np.stack([np.roll(ROWS, i, axis=1) for i in range(4)], axis=1)[:, :, :3]  # [10, 4, 3]
    plane = np.stack([np.roll(line, i, axis=1) for i in range(5)], axis=2)  # [10, 4, 5, 3]
    # TensorFlow's maximum of a window drops a NaN, or not, by its place, and begins at the least float rather than at -infinity.
    lines = np.where(np.isnan(line) | (line == -INF), np.float32(-7), line)
    planes = np.where(np.isnan(plane) | (plane == -INF), np.float32(-7), plane)
    # What is not finite is in one place of one sample.
    steps = np.random.default_rng(1).standard_normal((5, 6, 4)).astype("float32")
    steps[1, 2, 1], steps[2, 3, 0], steps[3, 0, 2], steps[4, 5, :] = NAN, INF, -INF, NAN
    image = np.random.default_rng(2).standard_normal((4, 9, 8, 3)).astype("float32")
    image[1, 4, 3, 1], image[2, 0, 7, 0], image[3, 5, 5, 2] = NAN, INF, -INF
    return [
        special(keras, "max_pools", lambda x: [L.MaxPooling1D(2, padding="same")(x), L.MaxPooling1D(3, 1)(x)], lines),
        special(keras, "max_pools_2d", lambda x: [L.MaxPooling2D(2, padding="same")(x), L.MaxPooling2D(3, 1)(x)], planes, (3,)),
        special(keras, "pools", lambda x: [
            L.AveragePooling1D(2, padding="same")(x), L.GlobalMaxPooling1D()(x), L.GlobalAveragePooling1D()(x)], line),
        special(keras, "pools_2d", lambda x: [
            L.AveragePooling2D(2, padding="same")(x), L.GlobalMaxPooling2D()(x), L.GlobalAveragePooling2D()(x)], plane, (3,)),
        special(keras, "normalizations", lambda x: [
            L.BatchNormalization()(x), L.LayerNormalization()(x), L.UnitNormalization()(x), L.GroupNormalization(2)(x),
            L.Normalization(mean=[0, 1, 2, 3], variance=[1, 2, 3, 4])(x), L.Rescaling(2.0, 1.0)(x)], ROWS),
        special(keras, "products", lambda x: [L.Dense(3)(x), L.Dense(5, activation="relu")(x)], ROWS, (3,)),
        special(keras, "merges", lambda x: [
            L.Add()([x, x[:, ::-1]]), L.Subtract()([x, x]), L.Multiply()([x, x[:, ::-1]]), L.Maximum()([x, x[:, ::-1]]),
            L.Minimum()([x, x[:, ::-1]]), L.Average()([x, x[:, ::-1]])], ROWS, (3,)),
        special(keras, "recurrent", lambda x: [
            L.LSTM(3)(x), L.GRU(3, return_sequences=True)(x), L.SimpleRNN(3, activation="relu")(x),
            L.Bidirectional(L.LSTM(2))(x)], steps),
        special(keras, "attention", lambda x: [
            L.Attention()([x, x]), L.AdditiveAttention()([x, x]), L.MultiHeadAttention(2, 3)(x, x)], steps, (3,)),
        special(keras, "convolutions", lambda x: [
            L.Conv2D(4, 3)(x), L.Conv2D(4, 1)(x), L.DepthwiseConv2D(3)(x), L.Conv2DTranspose(2, 3, strides=2)(x)], image, (3,)),
        special(keras, "resizing", lambda x: [
            L.UpSampling2D(2)(x), L.UpSampling2D(2, interpolation="bilinear")(x), L.Resizing(5, 4)(x),
            L.ZeroPadding2D(1)(x)], image[:2], (3,)),
    ]


def functions(keras):
    o = keras.ops
    op = maker(keras, 3)
    rows = dict(inputs=[ROWS], degenerate=True)
    ordered = dict(inputs=[ROWS[~np.isnan(ROWS).any(axis=1)]], degenerate=True)  # where TensorFlow sorts NaN is chance
    pairs = dict(inputs=[np.tile(NUMBERS[:, None], (1, 10)), np.tile(NUMBERS, (10, 1))], degenerate=True)
    zeros = dict(inputs=[ZEROS], degenerate=True)
    return [
        op("special_functions", lambda x: [
            abs(x), o.sign(x), o.square(x), o.sqrt(x), o.rsqrt(x), o.exp(x), o.expm1(x), o.log(x), o.log1p(x), o.floor(x),
            o.ceil(x), o.round(x), o.trunc(x), o.sin(x), o.cos(x), o.tanh(x), o.erf(x), o.reciprocal(x), o.arctan(x),
            o.clip(x, -1.0, 1.0), o.nan_to_num(x), o.isfinite(x), o.arcsinh(x), o.sinh(x), o.cosh(x)], (4,), **rows),
        op("special_pairs", lambda a, b: [
            a + b, a - b, a * b, a / b, o.maximum(a, b), o.minimum(a, b), a > b, a >= b, a < b, a <= b, o.equal(a, b),
            o.not_equal(a, b), o.arctan2(a, b), a ** b, o.logaddexp(a, b), o.where(a > b, a, b)], (10,), (10,), **pairs),
        op("special_remainders", lambda a, b: [a // b, a % b], (10,), (10,), **pairs),
        op("special_reductions", lambda x: [
            o.sum(x, axis=-1), o.mean(x, axis=-1), o.max(x, axis=-1), o.min(x, axis=-1), o.prod(x, axis=-1),
            o.std(x, axis=-1), o.var(x, axis=-1), o.logsumexp(x, axis=-1), o.cumsum(x, axis=-1), o.cumprod(x, axis=-1),
            o.norm(x, axis=-1), o.amax(x, axis=-1), o.any(x, axis=-1), o.all(x, axis=-1), o.count_nonzero(x, axis=-1),
            o.softmax(x), o.log_softmax(x)], (4,), **rows),
        op("special_places", lambda x: [o.argmax(x, axis=-1), o.argmin(x, axis=-1)], (4,), **ordered),
        op("special_order", lambda x: [o.sort(x), o.argsort(x), *o.top_k(x, 3)], (4,), **ordered),
        op("signs_of_zeros", lambda x: [1 / y for y in (
            x, abs(x), -x, o.leaky_relu(x), o.round(x), o.floor(x), o.ceil(x),
            o.trunc(x), o.sqrt(x), o.square(x), o.sin(x), o.tanh(x), o.maximum(x, 0.0), o.minimum(x, 0.0),
            x + 0.0, x * 0.0, x * -1.0, o.expm1(x), o.log1p(x), o.erf(x), o.silu(x), o.gelu(x), o.elu(x), o.selu(x),
            o.softsign(x), o.hard_tanh(x), o.soft_shrink(x), o.hard_shrink(x), o.tanh_shrink(x))], (8,), **zeros),
    ]


def empty(keras, version):
    """A call of a batch of two, one of nothing, and one of three, through what has a kernel of its own."""
    L = keras.layers
    path = "structures/empty_batch_kernels"

    def build():
        steps = L.Input((6, 4), name="steps")
        image = L.Input((9, 8, 3), name="image")
        tokens = L.Input((5,), dtype="int32", name="tokens")
        outputs = [
            L.MultiHeadAttention(2, 3)(steps, steps), L.Attention()([steps, steps]), L.Conv1D(3, 3)(steps),
            L.Conv2D(4, 3)(image), L.SeparableConv2D(4, 3)(image), L.DepthwiseConv2D(3)(image), L.Conv2DTranspose(2, 3)(image),
            L.MaxPooling2D(2)(image), L.GlobalAveragePooling2D()(image), L.Resizing(5, 4)(image), L.BatchNormalization()(image),
            L.Embedding(7, 3)(tokens), L.TimeDistributed(L.Dense(2))(steps),
            L.Softmax(axis=1)(steps), L.LayerNormalization()(steps), L.Dot(1)([steps, steps])]
        if version == 2:  # Keras 3 fails in its recurrent layers
            outputs += [L.LSTM(3)(steps), L.GRU(3, return_sequences=True)(steps), L.SimpleRNN(3)(steps),
                        L.Bidirectional(L.LSTM(2))(steps)]
        return keras.Model([steps, image, tokens], outputs, name="model")

    def sizes(n):
        return [normal((n, 6, 4)), normal((n, 9, 8, 3)), lambda rng: rng.integers(0, 7, (n, 5)).astype("int32")]

    return [Case(path, build, calls(path, *[sizes(n) for n in (2, 0, 3)]), keras=BOTH)]
