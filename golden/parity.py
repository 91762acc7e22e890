#!/usr/bin/env python3
"""Makes every network of keras.applications with seeded weights, with golden values: for `./markhor verify`.

    parity.py FOLDER [NAME ...]

Needs requirements-keras3.txt, some 10 GB of disk and half an hour. Pictures are small, so that all of it takes minutes and not
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
TOLERANCE = 1e-4  # such deep networks in float32 are not exact to 1e-5 in Keras either


def names():
    return [n for n in dir(keras.applications) if n[0].isupper() and callable(getattr(keras.applications, n))]


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
    support.write_json(stem + ".golden.json", {"writer": {"keras_version": keras.__version__, "backend": "tensorflow"},
                                               "tolerance": TOLERANCE, "parameters": model.count_params()})
    print("%s: outputs %.3g to %.3g" % (name, y.min(), y.max()), flush=True)


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
