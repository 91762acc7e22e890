#!/usr/bin/env python3
"""Makes the ONNX twin of a Keras file with one input, for `markhor bench --onnx`, and compares the two.

    onnx_twin.py KERAS_FILE ONNX_FILE

Needs requirements-onnx.txt. The input keeps Keras' layout, with a free batch.
"""

import argparse
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import onnxruntime  # noqa: E402
import tensorflow as tf  # noqa: E402
import tf2onnx  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keras_file")
    parser.add_argument("onnx_file")
    arguments = parser.parse_args()
    model = keras.models.load_model(arguments.keras_file, compile=False)
    signature = [tf.TensorSpec((None,) + model.input_shape[1:], tf.float32, name="input")]
    tf2onnx.convert.from_keras(model, signature, opset=17, output_path=arguments.onnx_file)
    session = onnxruntime.InferenceSession(arguments.onnx_file, providers=["CPUExecutionProvider"])
    x = np.random.default_rng(1).random((2,) + model.input_shape[1:], dtype="float32")
    y = session.run(None, {"input": x})[0]
    g = model(x).numpy()
    print("%s: relative difference %.2g" % (arguments.onnx_file, np.max(np.abs(y - g)) / np.max(np.abs(g))))


if __name__ == "__main__":
    main()
