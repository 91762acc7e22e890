#!/usr/bin/env python3
"""Writes one model of about 500 MB in each format of Keras 2, and times Keras' own loading of it.

    large.py FOLDER [RUNS]

Needs ../requirements-keras2.txt. `benchmarks/run restore FOLDER` then times Markhor with these files. RUNS (9) of 0 only writes.
"""

import os
import statistics
import sys
import time

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402

LAYERS, UNITS = 30, 2048


def sequential():
    return keras.Sequential([keras.Input((UNITS,))] + [keras.layers.Dense(UNITS) for _ in range(LAYERS)])


def milliseconds(action):
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


def main():
    folder = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    os.makedirs(folder, exist_ok=True)
    path = lambda name: os.path.join(folder, name)
    model = sequential()
    rng = np.random.default_rng(1)
    model.set_weights([rng.standard_normal(w.shape, "float32") * np.float32(0.02) for w in model.get_weights()])
    model.save(path("model.keras"))
    model.save_weights(path("weights.h5"))
    model.save_weights(path("model.weights.h5"))
    model.save_weights(path("ckpt"), save_format="tf")

    if runs:
        print("Keras %s, milliseconds: median, min" % keras.__version__)
    for name in ["ckpt", "weights.h5", "model.weights.h5"] if runs else []:
        times = [milliseconds(lambda: model.load_weights(path(name))) for _ in range(runs)]
        print("load_weights %-18s %8.1f %8.1f" % (name, statistics.median(times), min(times)))
    if runs:
        times = [milliseconds(lambda: keras.models.load_model(path("model.keras"), compile=False)) for _ in range(runs)]
        print("load_model   %-18s %8.1f %8.1f" % ("model.keras", statistics.median(times), min(times)))


main()
