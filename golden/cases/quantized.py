"""Models that Keras quantised after their weights were there: `model.quantize`."""

import numpy as np

from support import Case, calls, integers, normal, seed_weights


def cases(keras):
    if not hasattr(keras, "quantizers"):  # Keras 2
        return []
    return int8(keras) + int4(keras) + embeddings(keras) + float8(keras) + whole(keras)


def quantized(keras, folder, name, layers, shape, mode=None, config=None, dtype=None, rule=None, rules=None, **more):
    """A sequential model, quantised with a mode or a config, on inputs of this shape without the batch."""
    path = "%s/quantized_%s" % (folder, name)

    def build():
        model = keras.Sequential([keras.layers.Input(shape, dtype=dtype, name="x")] + layers(), name="model")
        seed_weights(model, path)
        model.quantize(mode, config=config() if config else None)
        return model

    rules = rules or [rule or normal((2,) + shape)]
    return Case(path, build, calls(path, *[[one] for one in rules]), weights=False, **more)


def int8(keras):
    L, Q = keras.layers, keras.quantizers

    def dense(name, make, shape, **more):
        return quantized(keras, "layers/dense", "int8_" + name, lambda: [make()], shape, more.pop("mode", "int8"), **more)

    def einsum(name, equation, output, shape, **more):
        return quantized(keras, "layers/einsum_dense", "int8_" + name,
                         lambda: [L.EinsumDense(equation, output, **more)], shape, "int8")

    zeros = lambda rng: np.array([[0, 0, 0], [1, -2, 3]], "float32")
    weights_only = lambda: Q.Int8QuantizationConfig(activation_quantizer=None)
    narrow = lambda: Q.Int8QuantizationConfig(
        weight_quantizer=Q.AbsMaxQuantizer(axis=0, value_range=(-100, 100)),
        activation_quantizer=Q.AbsMaxQuantizer(axis=-1, value_range=(-31, 31), epsilon=1e-3))
    free = [normal((2, 3, 5)), normal((1, 7, 5))]
    return [
        dense("plain", lambda: L.Dense(3), (6,)),
        dense("no_bias", lambda: L.Dense(5, use_bias=False, activation="relu"), (7,)),
        dense("square", lambda: L.Dense(5, activation="tanh"), (5,)),
        dense("rank3", lambda: L.Dense(4), (3, 5)),
        dense("free_steps", lambda: L.Dense(4), (None, 5), rules=free),
        dense("zeros", lambda: L.Dense(4), (3,), rule=zeros),
        dense("float64", lambda: L.Dense(4, dtype="float64"), (5,), dtype="float64",
              rule=normal((2, 5), dtype="float64")),
        dense("long_sums", lambda: L.Dense(2), (1100,)),
        dense("weights_only", lambda: L.Dense(4), (6,), mode=None, config=weights_only),
        dense("ranges", lambda: L.Dense(4), (6,), mode=None, config=narrow),
        dense("leaky_relu", lambda: L.Dense(4, activation="leaky_relu"), (6,)),
        einsum("plain", "abc,cd->abd", (None, 4), (3, 5), bias_axes="d"),
        einsum("heads", "abc,cde->abde", (None, 2, 3), (4, 5), bias_axes="de", activation="relu"),
        einsum("from_heads", "abcd,cde->abe", (None, 4), (3, 2, 5), bias_axes="e"),
        einsum("turned", "abc,dc->adb", (4, 3), (3, 5)),
    ]


def int4(keras):
    L, Q = keras.layers, keras.quantizers

    def config(block_size, **more):
        return lambda: Q.Int4QuantizationConfig(block_size=block_size, **more)

    def dense(name, units, inputs, make_config=None, **more):
        return quantized(keras, "layers/dense", "int4_" + name, lambda: [L.Dense(units, activation="elu", **more)],
                         inputs, None if make_config else "int4", make_config)

    def einsum(name, equation, output, shape, make_config=None, **more):
        return quantized(keras, "layers/einsum_dense", "int4_" + name,
                         lambda: [L.EinsumDense(equation, output, **more)], shape,
                         None if make_config else "int4", make_config)

    quantizer = lambda: Q.AbsMaxQuantizer(axis=-1)
    inputs_too = lambda: Q.Int4QuantizationConfig(block_size=None, activation_quantizer=quantizer())
    return [
        dense("plain", 4, (6,)),
        dense("odd", 3, (5,)),
        dense("no_bias", 5, (4,), use_bias=False),
        dense("channels", 3, (6,), config(None)),
        dense("channels_rank3", 4, (2, 5), config(-1)),
        dense("blocks", 5, (7,), config(2)),
        dense("blocks_rank3", 4, (3, 8), config(4)),
        dense("inputs_too", 3, (6,), inputs_too),
        einsum("plain", "abc,cd->abd", (None, 3), (3, 5), bias_axes="d"),
        einsum("heads", "abc,cde->abde", (None, 3, 3), (4, 5), config(2), bias_axes="de"),
        einsum("from_heads", "abcd,cde->abe", (None, 3), (3, 2, 5), config(3), bias_axes="e"),
        einsum("channels", "abc,cde->abde", (None, 3, 3), (4, 5), config(None)),
        einsum("inputs_too", "abc,cd->abd", (None, 4), (3, 5), inputs_too),
    ]


def embeddings(keras):
    L, Q = keras.layers, keras.quantizers

    def one(name, mode, config=None, size=5, shape=(4,), dtype="int32", **more):
        return quantized(keras, "layers/embedding", name, lambda: [L.Embedding(7, size, **more)], shape, mode, config,
                         dtype=dtype, rule=integers((2,) + shape, 0, 7, dtype))

    return [
        one("int8", "int8"),
        one("int8_rank3", "int8", size=3, shape=(2, 3)),
        one("int8_float_indices", "int8", dtype="float32"),
        one("int4", "int4"),
        one("int4_channels", None, lambda: Q.Int4QuantizationConfig(block_size=None)),
        one("int4_blocks", None, lambda: Q.Int4QuantizationConfig(block_size=2), shape=(2, 3)),
    ]


def float8(keras):
    L = keras.layers
    scaled = {"inputs_scale": 0.02, "kernel_scale": 0.003}

    def one(folder, name, make, shape, scales=None):
        path = "layers/%s/quantized_float8%s" % (folder, name)

        def build():
            model = keras.Sequential([keras.layers.Input(shape, name="x"), make()], name="model")
            seed_weights(model, path)
            policy = keras.dtype_policies.QuantizedFloat8DTypePolicy("float8", "float32", 4)
            model.layers[-1].dtype_policy = policy
            for key, value in (scales or {}).items():
                getattr(model.layers[-1], key).assign(value)
            return model

        return Case(path, build, calls(path, [normal((2,) + shape)]), weights=False)

    return [
        one("dense", "", lambda: L.Dense(4), (6,)),
        one("dense", "_scales", lambda: L.Dense(3, activation="relu"), (5,), scaled),
        one("dense", "_no_bias", lambda: L.Dense(4, use_bias=False), (2, 6), scaled),
        one("einsum_dense", "", lambda: L.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="de"), (3, 5), scaled),
    ]


def whole(keras):
    L = keras.layers

    def text():
        return [L.Embedding(9, 4), L.LSTM(5), L.Dense(3, activation="softmax")]

    def picture():
        return [L.Conv2D(4, 3, activation="relu"), L.BatchNormalization(), L.GlobalAveragePooling2D(), L.Dense(6),
                L.LeakyReLU(), L.Dense(3)]

    def hdf5(model, stem):
        model.save(stem + ".h5")
        return stem + ".h5"

    def weights(model, stem):
        with open(stem + ".json", "w", encoding="utf-8") as f:
            f.write(model.to_json())
        model.save_weights(stem + ".weights.h5")
        return stem + ".weights.h5"

    one = lambda name, layers, shape, mode, **more: quantized(keras, "structures", name, layers, shape, mode, **more)
    tokens = dict(dtype="int32", rule=integers((2, 6), 0, 9))
    return [
        one("text_int8", text, (6,), "int8", **tokens),
        one("text_int4", text, (6,), "int4", **tokens),
        one("picture_int8", picture, (6, 5, 2), "int8"),
        one("legacy_int8", text, (6,), "int8", save=hdf5, **tokens),
        one("weights_int4", picture, (6, 5, 2), "int4", save=weights),
    ]
