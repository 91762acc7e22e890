#!/usr/bin/env python3
"""Opens with real Keras 3 what Markhor wrote, and compares the outputs with the golden values.

    saving.py FOLDER [--part I/N] [--only TEXT] [--import MODULE]

FOLDER has what `SavingTest` leaves with -Dmarkhor.saving.folder=FOLDER: for each golden model that could be written NAME.keras and
NAME.weights.h5, and `models.tsv`, whose lines have the archive, the weights and the golden values. The weights are loaded into the model of the
archive after each of its variables was overwritten. What TensorFlow's kernels refuse on a CPU runs through XLA. Needs requirements-keras3.txt;
cases of keras-hub need requirements-hub.txt and `--import keras_hub`. docs/saving.md tells what came of it.
"""

import argparse
import importlib
import json
import os
import sys
import warnings

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

warnings.filterwarnings("ignore")


def values(golden, prefix):
    found = []
    while f"{prefix}_{len(found)}" in golden:
        found.append(golden[f"{prefix}_{len(found)}"])
    return found


def flat(structure):
    """Dictionaries in the order of their keys."""
    if isinstance(structure, dict):
        return [leaf for key in sorted(structure) for leaf in flat(structure[key])]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in flat(item)]
    return [structure]


def difference(y, golden, allowed):
    y = np.asarray(y)
    if y.shape != golden.shape:
        return f"shape {y.shape}, expected {golden.shape}"
    if golden.dtype.kind in "SUO":
        y = np.array([t if isinstance(t, bytes) else str(t).encode() for t in y.ravel()], dtype="S").reshape(y.shape)
        return None if np.array_equal(y, golden.astype("S")) else "other texts"
    if golden.dtype.kind in "iub":
        return None if np.array_equal(y, golden) else "other integers"
    y, golden = y.astype("float64"), golden.astype("float64")
    finite = np.isfinite(golden)
    if not np.array_equal(y[~finite], golden[~finite], equal_nan=True) or not np.isfinite(y[finite]).all():
        return "other infinities"
    if not finite.any():
        return None
    error = np.abs(y[finite] - golden[finite]).max() / max(np.abs(golden[finite]).max(), 1e-3)
    return None if error <= allowed else f"differs by {error:.1e}"


def call(model, x):
    try:
        return model(x, training=False)
    except (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError) as e:
        if "CPU" not in str(e):
            raise
        return tf.function(lambda x: model(x, training=False), jit_compile=True)(x)


def compare(model, golden, allowed):
    inputs = [tf.constant(x) for x in values(golden, "input")]
    declared = getattr(model, "_inputs_struct", None)
    if isinstance(declared, dict):
        x = dict(zip(sorted(declared), inputs))
    else:
        x = inputs[0] if len(inputs) == 1 else inputs
    outputs = flat(call(model, x))
    expected = values(golden, "output")
    if len(outputs) != len(expected):
        return f"{len(outputs)} outputs, expected {len(expected)}"
    return next((found for found in (difference(y, g, allowed) for y, g in zip(outputs, expected)) if found), None)


def tolerance(values_path):
    """1e-5, or what the case says of itself: float16 has fewer digits."""
    with open(values_path.replace(".golden.npz", ".golden.json"), encoding="utf-8") as f:
        return json.load(f).get("tolerance", 1e-5)


def check(archive, weights, golden, allowed):
    model = keras.models.load_model(archive, compile=False)
    found = compare(model, golden, allowed)
    if found:
        return f"archive: {found}"
    for layer in model._flatten_layers():
        if getattr(layer, "stateful", False):  # reset_state() fails at stacked cells
            for state in keras.tree.flatten(getattr(layer, "states", None) or []):
                state.assign(np.zeros(state.shape, state.dtype))
    for variable in model.weights:
        variable.assign(np.zeros(variable.shape, "float32").astype(variable.dtype))
    model.load_weights(weights)
    found = compare(model, golden, allowed)
    return found and f"weights: {found}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--only", default="")
    parser.add_argument("--import", dest="module", help="a module that registers classes")
    arguments = parser.parse_args()
    if arguments.module:
        importlib.import_module(arguments.module)
    part, parts = map(int, arguments.part.split("/"))
    with open(os.path.join(arguments.folder, "models.tsv")) as lines:
        models = sorted({line.rstrip("\n") for line in lines if arguments.only in line})
    failed = 0
    for line in models[part - 1 :: parts]:
        archive, weights, values_path = line.split("\t")
        try:
            with np.load(values_path) as golden:
                problem = check(archive, weights, golden, tolerance(values_path))
        except Exception as e:  # whatever Keras says is the result
            problem = f"{type(e).__name__}: {' '.join(str(e).split())[:400]}"
        failed += problem is not None
        print("FAIL" if problem else "ok", os.path.basename(archive), problem or "", flush=True)
    print(f"{len(models[part - 1 :: parts]) - failed} agree, {failed} do not")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
