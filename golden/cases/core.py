"""Dense, Activation, Embedding, inputs and the layers that do nothing at inference."""

import numpy as np

from support import Case, calls, integers, layer_case, normal

BOTH = (2, 3)
DENSE = "Called with a dense tensor, which Keras takes too."


def cases(keras):
    return dense(keras) + embedding(keras) + reversible(keras) + spectral(keras) + fourier(keras) + masking(keras) + inert(keras) + input_layer(keras)


def dense(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "dense", name, make, *shapes, **more)

    return [
        one("plain", lambda: L.Dense(3), (5,), dialects=BOTH),
        one("no_bias", lambda: L.Dense(4, use_bias=False), (7,), dialects=BOTH),
        one("relu", lambda: L.Dense(9, activation="relu"), (17,), batch=5, dialects=BOTH),
        one("softmax", lambda: L.Dense(10, activation="softmax"), (6,), dialects=BOTH),
        one("one_unit", lambda: L.Dense(1, activation="sigmoid"), (33,), batch=3),
        one("wide", lambda: L.Dense(67, activation="tanh"), (19,), batch=1),
        one("rank3", lambda: L.Dense(5, activation="elu"), (3, 4), dialects=BOTH),
        one("rank4", lambda: L.Dense(2), (3, 2, 5)),
        one("free_steps", lambda: L.Dense(4), (3, 5), free=[(6, 5)], dialects=BOTH),
        one("float64", lambda: L.Dense(4, activation="gelu", dtype="float64"), (5,), dtype="float64", dialects=BOTH),
        one("activation_layer", lambda: L.Dense(6, activation=L.LeakyReLU()), (5,), dialects=BOTH),
        one("activation_hard_sigmoid", lambda: L.Dense(6, activation="hard_sigmoid"), (5,), dialects=BOTH,
            notes=["Keras 2 means clip(0.2 x + 0.5, 0, 1), Keras 3 relu6(x + 3) / 6."]),
    ]


def embedding(keras):
    L = keras.layers

    def one(name, make, shape, rule, **more):
        return layer_case(keras, "embedding", name, make, shape, inputs=[rule], dtype=str(rule(rng()).dtype), **more)

    def rng():
        return np.random.Generator(np.random.PCG64(0))

    return [
        one("int32", lambda: L.Embedding(11, 4), (5,), integers((2, 5), 0, 11), dialects=BOTH),
        one("int64", lambda: L.Embedding(11, 3), (4,), integers((2, 4), 0, 11, "int64")),
        one("float_indices", lambda: L.Embedding(7, 3), (4,), integers((2, 4), 0, 7, "float32"), dialects=BOTH),
        one("uint8", lambda: L.Embedding(7, 3), (4,), integers((2, 4), 0, 7, "uint8")),
        one("rank3", lambda: L.Embedding(6, 2), (3, 2), integers((2, 3, 2), 0, 6)),
        one("mask_zero", lambda: L.Embedding(5, 3, mask_zero=True), (6,), integers((3, 6), 0, 3), dialects=BOTH),
        one("scalar_step", lambda: L.Embedding(9, 5), (), integers((4,), 0, 9)),
    ]


def reversible(keras):
    L = keras.layers
    if not hasattr(L, "ReversibleEmbedding"):
        return []

    def one(name, masked=False, **options):
        path = "layers/reversible_embedding/" + name

        def build():
            x = keras.Input((4,), dtype="int32", name="x")
            layer = L.ReversibleEmbedding(7, 3, **options)
            y = layer(x)
            if masked:
                y = L.LSTM(3, return_sequences=True)(y)
            return keras.Model(x, [y, layer(y, reverse=True)], name="model")

        return Case(path, build, calls(path, integers((2, 4), 0, 4 if masked else 7)))

    return [
        one("tied"),
        one("untied", tie_weights=False),
        one("soft_cap", logit_soft_cap=0.8),
        one("mask_zero", masked=True, mask_zero=True),
        one("reverse_dtype", reverse_dtype="float64", tie_weights=False),
    ]


def spectral(keras):
    L = keras.layers
    if not hasattr(L, "SpectralNormalization"):
        return []

    def one(name, make, *shapes, dialects=BOTH, **more):
        return layer_case(keras, "spectral_normalization", name, lambda: L.SpectralNormalization(make(), **more),
                          *shapes, dialects=dialects)

    def embedding():
        x = L.Input((4,), dtype="int32", name="x")
        y = L.SpectralNormalization(L.Embedding(7, 3))(x)
        return keras.Model(x, y, name="model")

    path = "layers/spectral_normalization/embedding"
    return [
        one("dense", lambda: L.Dense(3, activation="tanh"), (5,)),
        one("conv2d", lambda: L.Conv2D(3, (2, 3), padding="same"), (4, 5, 2), power_iterations=2),
        Case(path, embedding, calls(path, integers((2, 4), 0, 7)), keras=BOTH,
             notes=["Keras 3 gives the result the type of the indices."]),
    ]


def fourier(keras):
    experimental = getattr(keras.layers, "experimental", None)
    if experimental is None:
        return []
    R = experimental.RandomFourierFeatures
    return [
        layer_case(keras, "random_fourier_features", "gaussian", lambda: R(6), (5,), dialects=(2,)),
        layer_case(keras, "random_fourier_features", "laplacian",
                   lambda: R(7, kernel_initializer="laplacian", scale=2.0, trainable=True), (4,), dialects=(2,)),
    ]


def masking(keras):
    L = keras.layers
    steps = np.array([[[1, 2], [0, 0], [3, 0], [0, 0]], [[0, 0], [0, 5], [6, 7], [8, 9]]], "float32")

    def one(name, make, shift, call=None, **more):
        return layer_case(keras, "masking", name, make, (4, 2), inputs=[lambda rng: steps + shift], call=call,
                          dialects=BOTH, **more)

    def averaged(layer, tensors):
        return L.GlobalAveragePooling1D()(layer(tensors[0]))

    return [
        one("zero", lambda: L.Masking(), 0),
        one("another_value", lambda: L.Masking(mask_value=-1.5), np.float32(-1.5)),
        one("average_of_unmasked", lambda: L.Masking(), 0, averaged),
    ]


def inert(keras):
    """Layers that change training only."""
    L = keras.layers
    made = {
        "dropout": lambda: L.Dropout(0.5),
        "gaussian_noise": lambda: L.GaussianNoise(0.7),
        "gaussian_dropout": lambda: L.GaussianDropout(0.4),
        "alpha_dropout": lambda: L.AlphaDropout(0.3),
        "activity_regularization": lambda: L.ActivityRegularization(l1=0.1, l2=0.2),
    }
    found = [layer_case(keras, name, "inference", make, (5,), dialects=BOTH) for name, make in made.items()]
    found += [
        layer_case(keras, "dropout", "noise_shape", lambda: L.Dropout(0.5, noise_shape=[None, 1, 4], seed=7), (3, 4),
                   dialects=BOTH),
        layer_case(keras, "spatial_dropout1d", "inference", lambda: L.SpatialDropout1D(0.5), (3, 4), dialects=BOTH),
        layer_case(keras, "spatial_dropout2d", "inference", lambda: L.SpatialDropout2D(0.5), (3, 4, 2), dialects=BOTH),
        layer_case(keras, "spatial_dropout2d", "channels_first",
                   lambda: L.SpatialDropout2D(0.5, data_format="channels_first"), (2, 3, 4), dialects=BOTH),
        layer_case(keras, "spatial_dropout3d", "inference", lambda: L.SpatialDropout3D(0.5), (3, 2, 4, 2),
                   dialects=BOTH),
    ]
    if hasattr(L, "Identity"):
        found.append(layer_case(keras, "identity", "plain", lambda: L.Identity(), (3, 4)))
    return found


def input_layer(keras):
    """Inputs of each type and how many there are; a layer follows so that something is computed."""
    L = keras.layers

    def typed(dtype):
        def build():
            x = L.Input((6,), dtype=dtype, name="x")
            return keras.Model(x, L.Dense(3)(L.Rescaling(0.1, -2)(x)), name="model")

        low = 0 if dtype.startswith("u") else -20
        rule = normal((2, 6), 3, dtype) if dtype.startswith("float") else integers((2, 6), low, 100, dtype)
        path = "layers/input_layer/" + dtype
        return Case(path, build, calls(path, rule), keras=BOTH if dtype in ("uint8", "int32") else (3,))

    def several():
        a, b, c = L.Input((4,), name="zebra"), L.Input((3,), name="ant"), L.Input((2,), name="mole")
        return keras.Model([a, b, c], L.Dense(3)(L.Concatenate()([c, a, b])), name="model")

    def unused():
        a, b = L.Input((4,), name="used"), L.Input((3,), name="unused")
        return keras.Model([a, b], L.Dense(3)(a), name="model")

    def through():
        a = L.Input((4,), name="a")
        return keras.Model(a, [a, L.Dense(2)(a)], name="model")

    def fixed_batch():
        a = L.Input(batch_shape=(2, 4), name="a")
        return keras.Model(a, L.Dense(2)(a), name="model")

    def optional():
        a, b = L.Input((4,), name="a"), L.Input((3,), name="b", optional=True)
        return keras.Model([a, b], L.Dense(2)(L.Concatenate()([a, b])), name="model")

    def dense_for(**kind):
        def build():
            a = L.Input((4,), name="a", **kind)
            return keras.Model(a, L.Dense(2)(a), name="model")

        return build

    def type_spec():
        import tensorflow as tf
        a = L.Input(type_spec=tf.TensorSpec((None, 4), tf.float32), name="a")
        return keras.Model(a, L.Dense(2)(a), name="model")

    def case(name, build, *rules, **more):
        path = "layers/input_layer/" + name
        return Case(path, build, calls(path, *rules), **more)

    return [typed(d) for d in ("float32", "float16", "float64", "uint8", "int8", "int16", "int32", "int64")] + [
        case("several_inputs", several, [normal((2, 4)), normal((2, 3)), normal((2, 2))], keras=BOTH),
        case("unused_input", unused, [normal((2, 4)), normal((2, 3))], keras=BOTH),
        case("input_is_output", through, normal((3, 4)), keras=BOTH),
        case("fixed_batch", fixed_batch, normal((2, 4)), keras=BOTH),
        case("sparse", dense_for(sparse=True), normal((2, 4)), keras=BOTH, notes=[DENSE]),
        case("ragged", dense_for(ragged=True), normal((2, 4)), keras=BOTH, notes=[DENSE]),
        case("optional", optional, [normal((2, 4)), normal((2, 3))], notes=["Both are given."]),
        case("type_spec", type_spec, normal((2, 4)), normal((3, 4)), keras=(2,)),
    ]
