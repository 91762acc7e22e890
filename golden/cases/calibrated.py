"""Weights that Keras quantised by what flows through them: GPTQ and AWQ, in the layers of a block behind an embedding.

Keras 3.14 and 3.15 leave the zero points out of the files of both, and do not read them. The cases of GPTQ are of Keras 3.12 or 3.13, run as
`PYTHONPATH=<folder with keras==3.13.2> .venv-keras3/bin/python golden/generate.py --only gptq`. Those of AWQ, which these do not have, are
written with the zero points where Keras 3.15 looks for them when it reads.
"""

import contextlib

import numpy as np

from support import Case, calls, generator, integers, seed_weights


def cases(keras):
    version = tuple(int(part) for part in keras.__version__.split(".")[:2])
    if version[0] == 3 and version >= (3, 14):
        return awq(keras)
    return gptq(keras) if version >= (3, 12) else []


def calibrated(keras, name, config, mode, **more):
    L = keras.layers
    path = "structures/calibrated_" + name

    def build():
        x = L.Input((6,), dtype="int32", name="x")
        embed = L.Embedding(9, 6, name="embed")
        block = keras.Sequential([
            L.Input((6, 6)), L.Dense(4, activation="relu", name="dense"),
            L.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="de", name="to_heads"),
            L.EinsumDense("abcd,cde->abe", (None, 6), bias_axes="e", name="from_heads"),
            L.Dense(3, use_bias=False, name="last")], name="block")
        model = keras.Model(x, block(embed(x)), name="model")
        seed_weights(model, path)
        keras.utils.set_random_seed(3)
        rng = generator("texts of " + path)
        texts = [rng.integers(0, 9, (1, 6)) for _ in range(8)]
        structure = {"pre_block_layers": [embed], "sequential_blocks": [block]}
        model.get_quantization_layer_structure = lambda mode: structure
        model.quantize(mode, config=config(dataset=texts, tokenizer=lambda text: text, num_samples=4, sequence_length=6))
        return model

    return Case(path, build, calls(path, integers((2, 6), 0, 9)), weights=False, **more)


def gptq(keras):
    def one(name, **options):
        return calibrated(keras, "gptq_" + name, lambda **data: keras.quantizers.GPTQConfig(**data, **options), "gptq")

    return [
        one("4_bits", group_size=2),
        one("4_bits_channels", group_size=-1),
        one("8_bits", group_size=-1, weight_bits=8),
        one("3_bits_ordered", group_size=2, weight_bits=3, activation_order=True),
        one("2_bits_symmetric", group_size=2, weight_bits=2, symmetric=True),
    ]


def awq(keras):
    def one(name, **options):
        return calibrated(
            keras, "awq_" + name, lambda **data: keras.quantizers.AWQConfig(**data, **options), "awq", save=with_zeros,
            notes=["Written with the zero points, which Keras %s leaves out and yet reads." % keras.__version__])

    return [one("groups", group_size=2), one("channels", group_size=-1)]


def with_zeros(model, stem):
    with contextlib.ExitStack() as stack:
        for layer in model.get_layer("block").layers:
            stack.enter_context(zeros_written(layer))
        model.save(stem + ".keras")
    return stem + ".keras"


@contextlib.contextmanager
def zeros_written(layer):
    """Keras writes the zero points that this function gives; it gives none for kernels that were calibrated."""
    merged = layer._get_kernel_with_merged_lora
    zeros = next(w for w in layer.weights if w.name in ("kernel_zero", "zero_point"))
    layer._get_kernel_with_merged_lora = lambda: (merged()[0], merged()[1], zeros)
    try:
        yield
    finally:
        del layer._get_kernel_with_merged_lora
