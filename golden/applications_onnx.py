#!/usr/bin/env python3
"""Makes ONNX twins of the networks that applications.py left in a folder, and compares them with the golden values.

    applications_onnx.py FOLDER

Needs requirements-onnx.txt. The input keeps Keras' layout [batch, height, width, channels], with a free batch.
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
    parser.add_argument("folder")
    folder = parser.parse_args().folder
    for make in (keras.applications.MobileNetV2, keras.applications.ResNet50):
        stem = os.path.join(folder, make.__name__)
        model = make(weights=None)
        model.load_weights(stem + ".h5", by_name=True)
        signature = [tf.TensorSpec((None,) + model.input_shape[1:], tf.float32, name="input")]
        tf2onnx.convert.from_keras(model, signature, opset=17, output_path=stem + ".onnx")
        session = onnxruntime.InferenceSession(stem + ".onnx", providers=["CPUExecutionProvider"])
        with np.load(stem + ".golden.npz") as golden:
            y = session.run(None, {"input": golden["input_0"]})[0]
            g = golden["output_0"]
        print("%s.onnx: relative difference %.2g" % (make.__name__, np.max(np.abs(y - g)) / np.max(np.abs(g))))


if __name__ == "__main__":
    main()
