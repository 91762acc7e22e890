#!/usr/bin/env python3
"""Writes random small models, one for each seed, with the values that Keras computes for them: for `./markhor verify`.

    random_graphs.py FOLDER FIRST LAST     the seeds of [FIRST, LAST]

Run it with either environment (requirements-keras3.txt, requirements-keras2.txt). Each seed has a folder, with `model.keras`,
`model.h5`, and `model.weights.h5` with `model.json` where Keras writes them. A seed whose graph Keras cannot run, or whose
numbers say nothing, is named and left away.
"""

import argparse
import gc
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

import support  # noqa: E402
from graphs.grow import Graph  # noqa: E402
from parity import in_float64  # noqa: E402


class Useless(Exception):
    """The graph has numbers that say nothing."""


def run(model, inputs):
    outputs = support.run(tf, model, inputs)
    if any(y.size == 0 for y in outputs):
        raise Useless("empty results, which Markhor refuses to compute")
    if not all(np.isfinite(y).all() for y in outputs):
        raise Useless("numbers that are not finite")
    if not any(y.size > 1 and np.ptp(y) > 0 for y in outputs):
        raise Useless("nothing but constants")
    return outputs


def nudged(arrays, rng):
    """The arrays, each number moved by about the last bit it has."""
    move = lambda x: x * (1 + 1e-7 * rng.choice([-1, 1], x.shape)).astype(x.dtype) if x.dtype.kind == "f" else x
    return {k: move(v) for k, v in arrays.items()} if isinstance(arrays, dict) else [move(v) for v in arrays]


def in_double(model, inputs):
    """What Keras computes in float64. TensorFlow has not all kernels for that, and constants of a graph keep their type."""
    exact = model.__class__.from_config(in_float64(model.get_config()))
    exact.set_weights([weight.astype("float64") for weight in model.get_weights()])
    wide = lambda x: x.astype("float64") if x.dtype.kind == "f" else x
    given = {k: wide(v) for k, v in inputs.items()} if isinstance(inputs, dict) else [wide(v) for v in inputs]
    return support.run(tf, exact, given)


def moved(model, inputs, rng):
    """What Keras computes from numbers that differ in the last bit."""
    weights = model.get_weights()
    model.set_weights(nudged(weights, rng))
    outputs = support.run(tf, model, nudged(inputs, rng))
    model.set_weights(weights)
    return outputs


def tolerance(model, inputs, outputs, seed):
    """1e-5, or more where rounding moves the results: eight times as far as those of the first call are from float64."""
    try:
        others = in_double(model, inputs)
    except Exception:  # of many kinds
        others = moved(model, inputs, support.generator("nudges of random graph %d" % seed))
    off = [support.difference(a.astype(b.dtype), b) for a, b in zip(others, outputs)]
    return max([1e-5] + [8 * d for d in off if d < 1e-3])


def only_layers(model):
    """Whether Keras reads the model's legacy file: Keras 3 writes operations between layers there, and does not know them again."""
    parts = getattr(model, "operations", model.layers)
    return all(isinstance(p, keras.layers.Layer) and (not hasattr(p, "layers") or only_layers(p)) for p in parts)


def save(model, folder):
    """In all formats that Keras writes this model in; the reasons of those that it does not."""
    refused = {}
    names = ["model.keras", "model.weights.h5"] + (["model.h5"] if only_layers(model) else [])
    for name in names:
        file = os.path.join(folder, name)
        try:
            (model.save_weights if "weights" in name else model.save)(file)
        except Exception as e:  # Keras' reasons are of all kinds
            refused[name] = "%s: %s" % (type(e).__name__, str(e)[:200])
            if os.path.exists(file):
                os.remove(file)
    with open(os.path.join(folder, "model.json"), "w", encoding="utf-8") as f:
        f.write(model.to_json())
    return refused


def write(folder, seed):
    """Writes the model of a seed, or raises what stands against it."""
    keras.backend.clear_session()
    graph = Graph(keras, seed)
    results = [run(graph.model, inputs) for inputs in graph.inputs]
    allowed = tolerance(graph.model, graph.inputs[0], results[0], seed)
    folder = os.path.join(folder, "seed_%d" % seed)
    os.makedirs(folder)
    refused = save(graph.model, folder)
    for name, inputs, outputs in zip(support.golden_names(os.path.join(folder, "model"), 2), graph.inputs, results):
        np.savez(name, **support.arrays(inputs, outputs))
    support.write_json(os.path.join(folder, "model.golden.json"), {
        "seed": seed, "writer": {"keras_version": keras.__version__}, "tolerance": allowed, "notes": refused})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    arguments = parser.parse_args()
    written = 0
    gc.freeze()  # clear_session collects garbage, and modules are none
    for seed in range(arguments.first, arguments.last + 1):
        try:
            write(arguments.folder, seed)
            written += 1
        except Exception as e:
            print("seed %d left away: %s: %s" % (seed, type(e).__name__, " ".join(str(e).split())[:300]))
    print("Keras %s: %d graphs of seeds %d to %d" % (keras.__version__, written, arguments.first, arguments.last))


if __name__ == "__main__":
    main()
