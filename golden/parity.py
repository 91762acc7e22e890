#!/usr/bin/env python3
"""Makes every network of keras.applications with seeded weights, with golden values: for `./markhor verify`.

    parity.py FOLDER [NAME ...]

Needs requirements-keras3.txt, some 10 GB of disk and a quarter of an hour. Pictures are small, so that all of it takes minutes and not
hours; sizes of kernels and weights are the networks' own. Weights are random and normalizations calibrated, as in
applications.py. What is there already is left as it is. docs/parity.md has the results, written by parity_page.py.
"""

import argparse
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import numpy as np  # noqa: E402

import applications  # noqa: E402
import support  # noqa: E402

SIZE = 96


def names():
    return [n for n in dir(keras.applications) if n[0].isupper() and callable(getattr(keras.applications, n))]


def in_float64(config):
    """A configuration whose layers all compute in float64."""
    if isinstance(config, dict):
        return {key: "float64" if key == "dtype" else in_float64(value) for key, value in config.items()}
    return [in_float64(value) for value in config] if isinstance(config, list) else config


def exactness(model, x, y):
    """How far Keras in float32 is from Keras in float64, relative to the largest output."""
    exact = model.__class__.from_config(in_float64(model.get_config()))
    exact.set_weights([weight.astype("float64") for weight in model.get_weights()])
    return float(np.abs(np.asarray(exact(x.astype("float64"), training=False)) - y).max() / np.abs(y).max())


def make(folder, name):
    stem = os.path.join(folder, name)
    if os.path.exists(stem + ".golden.json"):
        return
    keras.backend.clear_session()
    model = getattr(keras.applications, name)(weights=None, input_shape=(SIZE, SIZE, 3), classes=50)
    applications.fill(model)
    model.save(stem + ".keras")
    x = applications.pictures("input of " + name, (2, SIZE, SIZE, 3))
    y = np.asarray(model(x, training=False))
    if not np.isfinite(y).all() or y.max() - y.min() < 1e-4:
        raise ValueError("%s: outputs %g to %g tell nothing" % (name, y.min(), y.max()))
    np.savez_compressed(stem + ".golden.npz", input_0=x, output_0=y)
    # TensorFlow has no fast 7 x 7 depthwise convolution in float64
    off = None if name.startswith("ConvNeXt") else exactness(model, x, y)
    # Two implementations in float32 may be as far apart as both are from the truth.
    support.write_json(stem + ".golden.json", {"writer": {"keras_version": keras.__version__, "backend": "tensorflow"},
                                               "tolerance": max(1e-5, 4 * (off or 0)), "parameters": model.count_params(),
                                               "float32_to_float64": off})
    print("%s: outputs %.3g to %.3g, float32 off by %s" % (name, y.min(), y.max(), off), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    for name in arguments.names or names():
        make(arguments.folder, name)


if __name__ == "__main__":
    main()
