#!/usr/bin/env python3
"""Computes golden values of model files that lie in a folder, whoever made them, with the Keras of the running Python.

    published.py FOLDER [--only TEXT ...] [--keras1 SOURCE] [--size N]

For each `X.h5`, `X.hdf5` and `X.keras` that this generation of Keras wrote, `X.golden.npz` and `X.golden.json` are put beside it, for
`./markhor verify FOLDER`. A file of weights needs its configuration as `X.json`. Inputs are drawn by the file's name: whole numbers for
embeddings, else values of about 1, and free sizes become N. Run it once with each environment (requirements-keras3.txt,
requirements-keras2.txt), and a third time with --keras1 as keras1.py has it, for files of Keras 1.

Nothing in a file is executed: models with Python code in them (a `Lambda` of bytecode) are named and left out, and so are those that need
classes of their authors'. docs/published.md tells what came of the models that were tried.
"""

import argparse
import io
import json
import os
import sys
import zipfile

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import h5py  # noqa: E402
import numpy as np  # noqa: E402

import support  # noqa: E402

TOLERANCE = 1e-5
SCALES = (1, 0.1, 0.01, 10, 100)  # of inputs, until no output is saturated


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def stem_of(path):
    return os.path.splitext(path)[0]


def describe(path):
    """(version of Keras, configuration or None) as the file and what lies beside it say."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as z:
            return json.loads(z.read("metadata.json"))["keras_version"], json.loads(z.read("config.json"))
    with h5py.File(path, "r") as f:
        weights = f["model_weights"] if "model_weights" in f else f
        version = text(f.attrs.get("keras_version", weights.attrs.get("keras_version", "1")))
        config = f.attrs.get("model_config")
    if config is None and os.path.exists(stem_of(path) + ".json"):
        with open(stem_of(path) + ".json", encoding="utf-8") as f:
            config = f.read()
    return version, config and json.loads(text(config))


def has_code(value):
    """Whether a configuration holds Python code, which Keras would run."""
    if isinstance(value, dict):
        return value.get("class_name") in ("Lambda", "__lambda__") or any(has_code(v) for v in value.values())
    return isinstance(value, list) and any(has_code(v) for v in value)


def slashes(path):
    """The bytes of an archive whose weights have backslashes in their paths, as Keras 2 wrote it on Windows, with slashes; else None."""
    with zipfile.ZipFile(path) as z:
        members = {name: z.read(name) for name in z.namelist()}
    out = io.BytesIO()
    with h5py.File(io.BytesIO(members["model.weights.h5"]), "r") as f, h5py.File(out, "w") as g:
        if not any("\\" in name for name in f):
            return None
        for name in f:
            place = name.replace("\\", "/")
            target = g.require_group(place)
            for child in f[name]:
                f.copy(f[name][child], target, child)
    members["model.weights.h5"] = out.getvalue()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as z:
        for name, data in members.items():
            z.writestr(name, data)
    return whole.getvalue()


def load(keras, path, config):
    """The model, and remarks on how it was opened."""
    if not zipfile.is_zipfile(path):
        if "model_config" not in h5py.File(path, "r").attrs:
            model = keras.models.model_from_json(json.dumps(config))
            model.load_weights(path)
            return model, []
        if path.endswith(".keras"):  # TensorFlow up to 2.11 wrote HDF5 whatever the name
            with open(path, "rb") as f:
                return load_bytes(keras, f.read(), ".h5"), ["HDF5 by the name of .keras"]
        if keras.__version__.startswith("1."):  # whose load_model decodes what h5py gives as text
            model = keras.models.model_from_config(config)
            model.load_weights(path)
            return model, []
        model = keras.models.load_model(path, compile=False)
        return model, turn_kernels(path, model)
    changed = slashes(path)
    if changed:
        return load_bytes(keras, changed, ".keras"), ["written on Windows: paths of weights with backslashes, which "
                                                      "Keras on Linux does not find; the reference has them as slashes"]
    return keras.models.load_model(path, compile=False), []


def turn_kernels(path, model):
    """Turns kernels that Keras 2 trained on Theano, which convolves them the other way round, as Keras up to 2.3 did; 2.15 does not."""
    with h5py.File(path, "r") as f:
        if text(f.attrs.get("backend", "")) != "theano":
            return []
    for layer in model.layers:
        if layer.__class__.__name__.startswith("Conv"):
            kernel, *others = layer.get_weights()
            spatial = tuple(range(kernel.ndim - 2))
            layer.set_weights([np.flip(kernel, spatial), *others])
    return ["written on Theano: the reference has its kernels turned"]


def load_bytes(keras, data, suffix):
    import tempfile
    with tempfile.NamedTemporaryFile(suffix=suffix) as f:
        f.write(data)
        f.flush()
        return keras.models.load_model(f.name, compile=False)


def vocabulary(model, name):
    """How many rows the embedding has that an input feeds, or None."""
    for layer in getattr(model, "layers", None) or ():
        if layer.__class__.__name__ == "Embedding":
            first = layer.input[0] if isinstance(layer.input, list) else layer.input
            if first.name.split(":")[0].split("/")[0] == name or model.__class__.__name__ == "Sequential":
                return layer.input_dim
        rows = vocabulary(layer, name)
        if rows:
            return rows
    return None


def draw(model, path, size, scale):
    rng = support.generator("inputs of " + os.path.basename(path))
    drawn = []
    for tensor in model.inputs:
        # in Keras 1 a tensor of TensorFlow's, which knows no shape where the channels are first
        shape = tuple(getattr(tensor, "_keras_shape", None) or tensor.shape)
        shape = (2,) + tuple(size if d is None else int(d) for d in shape[1:])
        kind = getattr(tensor.dtype, "name", str(tensor.dtype))
        rows = vocabulary(model, tensor.name.split(":")[0].split("/")[0])
        if rows or kind.startswith(("int", "uint")):
            drawn.append(rng.integers(0, rows or 2, shape).astype(kind))
        elif len(shape) == 4 and shape[-1] in (1, 3, 4):
            drawn.append((scale * rng.uniform(0, 1, shape)).astype(kind))
        else:
            drawn.append((scale * rng.standard_normal(shape)).astype(kind))
    return drawn


def outputs_of(keras, model, inputs):
    if keras.__version__.startswith("1."):
        return support.flatten(model.predict(inputs if len(inputs) > 1 else inputs[0]))
    import tensorflow as tf
    try:
        return support.run(tf, model, inputs)
    except tf.errors.UnimplementedError:  # TensorFlow's own kernels refuse most of channels_first on a CPU
        return support.run(tf, model, inputs, xla=True)


def tells_much(outputs):
    """Whether no output is saturated: classes of probability 0 and 1, say, which any other numbers would give too."""
    return all(np.isfinite(y).all() and np.mean(np.abs(y) < 0.999 * np.abs(y).max()) > 0.1
               and np.median(np.abs(y)) > 1e-5 * np.abs(y).max() for y in outputs)


def compute(keras, path, version, config, size):
    if version[0] == "1" and '"dim_ordering": "th"' in json.dumps(config):
        keras.backend.set_image_dim_ordering("th")  # what layers take that do not say it
    model, notes = load(keras, path, config)
    for scale in SCALES:
        inputs = draw(model, path, size, scale)
        outputs = outputs_of(keras, model, inputs)
        if tells_much(outputs):
            break
    else:
        notes.append("an output is saturated, constant or not finite")
    stem, kept = stem_of(path), {}
    if os.path.exists(stem + ".golden.json"):
        with open(stem + ".golden.json", encoding="utf-8") as f:
            kept = {key: value for key, value in json.load(f).items() if key in ("source", "licence")}
    np.savez_compressed(stem + ".golden.npz", **support.arrays(inputs, outputs))
    support.write_json(stem + ".golden.json", {
        "model": os.path.basename(path), "writer": {"keras_version": version}, **kept,
        "reference": {"keras": keras.__version__}, "parameters": int(model.count_params()), "tolerance": TOLERANCE,
        "notes": notes})
    return notes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--only", nargs="*", default=[""])
    parser.add_argument("--keras1", metavar="SOURCE")
    parser.add_argument("--size", type=int, default=64)
    arguments = parser.parse_args()
    if arguments.keras1:
        import keras1
        keras, _ = keras1.start(arguments.keras1)
    else:
        import keras
    for root, _, files in sorted(os.walk(arguments.folder)):
        for name in sorted(files):
            path = os.path.join(root, name)
            if not name.endswith((".h5", ".hdf5", ".keras")) or not any(t in path for t in arguments.only):
                continue
            try:
                version, config = describe(path)
                if version[0] != keras.__version__[0]:
                    continue
                if config is None or has_code(config):
                    raise ValueError("no configuration" if config is None else "holds Python code")
                print("ok    ", path, version, "; ".join(compute(keras, path, version, config, arguments.size)), flush=True)
            except Exception as e:  # the message is the result, whatever the kind
                print("FAILED", path, "%s: %s" % (type(e).__name__, str(e).strip()[:200].replace("\n", " ")), flush=True)
            if hasattr(keras.backend, "clear_session"):
                keras.backend.clear_session()


if __name__ == "__main__":
    sys.exit(main())
