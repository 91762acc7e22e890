"""Every activation of keras.activations by name, and the activation layers."""

import numpy as np

from support import Case, calls, layer_case, normal

BOTH = (2, 3)

# Large arguments, where exponentials overflow or vanish; each activation stays finite here except exponential.
FAR = np.array([[-1e4, -500, -104, -88.5, -50, -20, -8, -3], [3, 8, 20, 50, 88.5, 104, 500, 1e4]], "float32")
NAMES_2 = ("elu", "exponential", "gelu", "hard_sigmoid", "linear", "mish", "relu", "selu", "sigmoid", "softmax",
           "softplus", "softsign", "swish", "tanh", "leaky_relu", "relu6")
NAMES_3 = ("celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish",
           "hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu",
           "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid",
           "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink")


def cases(keras):
    return by_name(keras) + layers(keras)


def by_name(keras):
    L = keras.layers
    version = int(keras.__version__[0])
    if version == 3:
        known = {f.__name__ for f in keras.src.activations.ALL_OBJECTS if callable(f)}
        missing = known - set(NAMES_3) - {"threshold"}  # needs arguments that a name cannot carry
        if missing:
            raise ValueError("activations without a case: %s" % sorted(missing))

    def one(name, dialect):
        path = "layers/activation/" + name

        def build():
            x = L.Input((8,), name="x")
            return keras.Model(x, L.Activation(name)(x), name="model")

        far = np.minimum(FAR, 80) if name == "exponential" else FAR
        return Case(path, build, calls(path, normal((4, 8), 2), far), keras=dialect)

    found = [one(name, BOTH if name in NAMES_2 and (version == 2 or name in NAMES_3) else (3,)) for name in NAMES_3]
    found.append(layer_case(keras, "activation", "softmax_rank4", lambda: L.Activation("softmax"), (2, 3, 5)))
    found.append(layer_case(keras, "activation", "log_softmax_rank3", lambda: L.Activation("log_softmax"), (3, 5)))
    found.append(layer_case(keras, "activation", "gelu_float64", lambda: L.Activation("gelu", dtype="float64"), (9,),
                            dtype="float64"))
    found.append(layer_case(keras, "activation", "tanh_float64", lambda: L.Activation("tanh", dtype="float64"), (9,),
                            dtype="float64"))
    found.append(layer_case(keras, "activation", "relu_integers", lambda: L.Activation("relu", dtype="int32"), (9,),
                            dtype="int32", inputs=[np.arange(-9, 9, dtype="int32").reshape(2, 9)]))
    return found


def layers(keras):
    L = keras.layers

    def one(folder, name, make, *shapes, **more):
        return layer_case(keras, folder, name, make, *(shapes or ((11,),)), **dict({"scale": 2.0}, **more))

    found = [
        one("relu", "plain", lambda: L.ReLU(), dialects=BOTH),
        one("relu", "max_value", lambda: L.ReLU(max_value=1.5)),
        one("relu", "negative_slope", lambda: L.ReLU(negative_slope=0.2)),
        one("relu", "threshold", lambda: L.ReLU(threshold=0.7)),
        one("relu", "all", lambda: L.ReLU(max_value=2.0, negative_slope=0.25, threshold=0.5), dialects=BOTH),
        one("relu", "max_value_zero", lambda: L.ReLU(max_value=0.0, negative_slope=0.5)),
        one("leaky_relu", "plain", lambda: L.LeakyReLU(), dialects=BOTH),
        one("leaky_relu", "slope", lambda: L.LeakyReLU(0.05), dialects=BOTH),
        one("prelu", "vector", lambda: L.PReLU(), dialects=BOTH),
        one("prelu", "image", lambda: L.PReLU(), (3, 4, 2)),
        one("prelu", "shared_axes", lambda: L.PReLU(shared_axes=[1, 2]), (3, 4, 5), dialects=BOTH),
        one("prelu", "shared_first", lambda: L.PReLU(shared_axes=[1]), (3, 4)),
        one("prelu", "shared_all", lambda: L.PReLU(shared_axes=[1, 2, 3]), (3, 4, 2)),
        one("elu", "plain", lambda: L.ELU(), dialects=BOTH),
        one("elu", "alpha", lambda: L.ELU(alpha=0.4), dialects=BOTH),
        one("softmax", "plain", lambda: L.Softmax(), dialects=BOTH),
        one("softmax", "axis_1", lambda: L.Softmax(axis=1), (3, 4, 5), dialects=BOTH),
        one("softmax", "axis_minus_2", lambda: L.Softmax(axis=-2), (3, 4, 5)),
        one("softmax", "two_axes", lambda: L.Softmax(axis=[1, 2]), (3, 4, 2), dialects=BOTH),
        one("softmax", "last_of_odd_size", lambda: L.Softmax(), (37,)),
    ]
    found.append(masked_softmax(keras))
    if not is3(keras):
        found += [
            one("thresholded_relu", "plain", lambda: L.ThresholdedReLU(), dialects=(2,)),
            one("thresholded_relu", "theta", lambda: L.ThresholdedReLU(theta=0.4), dialects=(2,)),
        ]
    return found


def masked_softmax(keras):
    path = "layers/softmax/mask_argument"

    def build():
        x, mask = keras.layers.Input((3, 4), name="x"), keras.layers.Input((3, 4), dtype="bool", name="mask")
        return keras.Model([x, mask], keras.layers.Softmax()(x, mask=mask), name="model")

    return Case(path, build, calls(path, [normal((2, 3, 4)), lambda rng: rng.random((2, 3, 4)) < 0.6]), keras=BOTH)


def is3(keras):
    return keras.__version__.startswith("3")
