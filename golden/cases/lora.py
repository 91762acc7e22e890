"""Low-rank adapters, which Keras adds to the kernel when it saves; quantised layers with them, in others, and tied embeddings.

What Keras computes after it has read its file back is expected: quantised, the sum is rounded again as it is saved.
"""

import os
import tempfile

from support import Case, calls, generator, integers, normal, seed_weights


def cases(keras):
    if not hasattr(keras, "quantizers"):  # Keras 2
        return []
    return adapted(keras) + reversible(keras) + inside(keras)


def read_back(keras, model):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "model.keras")
        model.save(file)
        return keras.models.load_model(file, compile=False)


def case(keras, path, make, shape, prepare, dtype=None):
    def build():
        x = keras.Input(shape, dtype=dtype, name="x")
        model = keras.Model(x, make(x), name="model")
        seed_weights(model, path)
        prepare(model)
        return read_back(keras, model)

    rule = normal((2,) + shape) if dtype is None else integers((2,) + shape, 0, 7, dtype)
    return Case(path, build, calls(path, rule), weights=False)


def adapted(keras):
    L = keras.layers
    layers = {
        "dense": (lambda: L.Dense(3), (6,), None),
        "einsum_dense": (lambda: L.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="de"), (3, 5), None),
        "embedding": (lambda: L.Embedding(7, 5), (4,), "int32"),
    }
    found = []
    for folder, (make, shape, dtype) in layers.items():
        for mode in (None, "int8", "int4"):
            name = "lora" + ("_" + mode if mode else "")
            path = "layers/%s/%s" % (folder, name)

            def prepare(model, mode=mode, path=path):
                add_adapters(model, path)
                if mode:
                    model.quantize(mode)

            found.append(case(keras, path, lambda x, make=make: make()(x), shape, prepare, dtype))
    for rank, shape in ((1, (5, 2)), (2, (4, 5, 2)), (3, (3, 4, 5, 2))):
        path = "layers/conv%dd/lora" % rank
        make = getattr(L, "Conv%dD" % rank)
        found.append(case(keras, path, lambda x, make=make: make(3, 2)(x), shape,
                          lambda model, path=path: add_adapters(model, path)))
    return found


def add_adapters(model, text):
    rng = generator("adapters of " + text)
    for layer in model.layers:
        if hasattr(layer, "enable_lora"):
            layer.enable_lora(2)
    for weight in model.weights:
        if "lora" in weight.path:
            weight.assign(0.3 * rng.standard_normal(weight.shape))


def reversible(keras):
    L, Q = keras.layers, keras.quantizers

    def one(name, mode, adapters=False, config=None, **options):
        path = "layers/reversible_embedding/" + name

        def both(x):
            layer = L.ReversibleEmbedding(7, 6, **options)
            y = layer(x)
            return [y, layer(y, reverse=True)]

        def prepare(model):
            if adapters:
                add_adapters(model, path)
            if mode:
                model.layers[1].quantize(mode, config=config)

        return case(keras, path, both, (4,), prepare, "int32")

    found = [one("lora", None, adapters=True)]
    for mode in ("int8", "int4"):
        found += [
            one("quantized_" + mode, mode),
            one("quantized_%s_untied" % mode, mode, tie_weights=False),
            one("quantized_%s_soft_cap" % mode, mode, logit_soft_cap=0.7),
        ]
    blocks, weights_only = Q.Int4QuantizationConfig(block_size=2), Q.Int8QuantizationConfig(activation_quantizer=None)
    return found + [
        one("quantized_int8_float64", "int8", dtype="float64"),
        one("quantized_int8_weights_only", "int8", config=weights_only),
        one("quantized_int4_blocks", "int4", config=blocks),
        one("quantized_int4_blocks_untied", "int4", config=blocks, tie_weights=False),
    ]


def inside(keras):
    """Quantised layers in models of others' layers."""
    L = keras.layers

    def nested():
        return keras.Sequential([L.Input((6,)), L.Dense(3, activation="relu"), L.Dense(2)], name="nested")

    def quantize(mode):
        return lambda model: model.quantize(mode)

    return [
        case(keras, "structures/quantized_in_time_distributed", lambda x: L.TimeDistributed(nested())(x), (3, 6),
             quantize("int8")),
        case(keras, "structures/quantized_nested_int4", lambda x: nested()(x), (6,), quantize("int4")),
    ]
