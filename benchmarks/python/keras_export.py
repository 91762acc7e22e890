#!/usr/bin/env python3
"""What Keras' own model.export(format="onnx") gives, beside the twins of make_onnx.py: whether it opens, agrees, and how fast it is.

    keras_export.py FOLDER [NETWORK...]

Needs golden/requirements-keras3.txt with onnx, onnxruntime and tf2onnx. Nothing in FOLDER changes.
"""

import argparse
import os
import tempfile
import time

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import onnxruntime  # noqa: E402

import networks  # noqa: E402


def session(file):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def least_millis(opened, x, calls=15):
    least = float("inf")
    for _ in range(calls):
        start = time.perf_counter()
        opened.run(None, x)
        least = min(least, (time.perf_counter() - start) * 1e3)
    return least


def tried(folder, file):
    """A sentence about the export."""
    model = keras.models.load_model(os.path.join(folder, "model.keras"), compile=False)
    x = np.fromfile(os.path.join(folder, "input.f32"), dtype="float32").reshape((8,) + model.input_shape[1:])[:1]
    model(x)  # a loaded model that was never called is refused
    model.export(file, format="onnx", verbose=False)
    exported, twin = session(file), session(os.path.join(folder, "model.onnx"))
    inputs = exported.get_inputs()
    if len(inputs) != 1:
        return "has %d inputs: %s" % (len(inputs), ", ".join(i.name for i in inputs[:4]))
    y, g = (opened.run(None, {opened.get_inputs()[0].name: x})[0] for opened in (exported, twin))
    return "differs by %.1e, %.2f ms; the twin %.2f ms" % (
        np.max(np.abs(y - g)) / np.max(np.abs(g)),
        least_millis(exported, {inputs[0].name: x}),
        least_millis(twin, {twin.get_inputs()[0].name: x}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("networks", nargs="*")
    arguments = parser.parse_args()
    for name, _, _ in networks.chosen(arguments.networks):
        with tempfile.TemporaryDirectory() as scratch:
            try:
                said = tried(os.path.join(arguments.folder, name), os.path.join(scratch, "model.onnx"))
            except Exception as e:  # what a converter or ONNX Runtime raises is the answer
                said = "fails: " + " ".join(str(e).split())[:200]
        print("%-16s %s" % (name, said), flush=True)


if __name__ == "__main__":
    main()
