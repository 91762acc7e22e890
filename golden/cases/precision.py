"""Models of other precisions than float32."""

import numpy as np

from support import Case, calls, integers, normal

BOTH = (2, 3)
ROUNDS = "Keras rounds to 16 bits after each step, Markhor computes in float32; results are kept as float32."


def cases(keras):
    L = keras.layers

    def case(name, layers, shape, policy, tolerance=None, dtype=None, rule=None, **more):
        path = "structures/precision_" + name

        def build():
            before = keras.mixed_precision.global_policy() if keras.__version__[0] == "2" else keras.config.dtype_policy()
            choose = keras.mixed_precision.set_global_policy if keras.__version__[0] == "2" else keras.config.set_dtype_policy
            choose(policy)
            try:
                return keras.Sequential([L.Input(shape, dtype=dtype, name="x")] + layers(), name="model")
            finally:
                choose(before)

        more.setdefault("keras", BOTH)
        notes = [ROUNDS] if tolerance else []
        return Case(path, build, calls(path, [rule or normal((2,) + shape)]), tolerance=tolerance, notes=notes,
                    half_as_float=True, **more)

    def dense():
        return [L.Dense(7, activation="relu"), L.Dense(5, activation="tanh"), L.Dense(3, activation="softmax")]

    def picture():
        return [L.Conv2D(4, 3, activation="relu"), L.BatchNormalization(), L.MaxPooling2D(), L.Flatten(), L.Dense(3)]

    def text():
        return [L.Embedding(9, 4), L.LayerNormalization(), L.LSTM(5), L.Dense(3)]

    def functions():
        return [L.Dense(6, activation=name) for name in ("gelu", "elu", "selu", "softplus", "swish", "hard_sigmoid")]

    def last_in_float32():
        return [L.Dense(7, activation="relu"), L.Dense(3), L.Activation("softmax", dtype="float32")]

    tokens = dict(dtype="int32", rule=integers((2, 6), 0, 9))
    found = []
    for policy, tolerance in (("mixed_float16", 3e-3), ("mixed_bfloat16", 3e-2), ("float16", 3e-3), ("bfloat16", 3e-2)):
        found += [
            case("dense_" + policy, dense, (6,), policy, tolerance),
            case("picture_" + policy, picture, (7, 6, 2), policy, tolerance),
            case("text_" + policy, text, (6,), policy, tolerance, **tokens),
        ]
    return found + [
        case("last_in_float32", last_in_float32, (6,), "mixed_float16", 3e-3),
        case("functions_float64", functions, (6,), "float64", dtype="float64", rule=normal((2, 6), dtype="float64")),
        case("text_float64", text, (6,), "float64", **tokens),
    ]
