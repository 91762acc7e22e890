#!/usr/bin/env python3
"""Makes the ONNX twins of what make_models.py left in a folder, as good as ONNX Runtime can run them, and compares the values;
and the whole-model files of Keras 2, keras2.h5, for importers that know no other.

    make_onnx.py FOLDER [NETWORK...]

Needs golden/requirements-onnx.txt. The networks are built again by tf.keras 2.15, whose recurrent layers tf2onnx turns into
ONNX' own LSTM and GRU, and take their weights layer by layer; two are written by hand. Inputs keep Keras' layout, with a
free batch. What Keras' own export gives instead: see benchmarks/notes.md.
"""

import argparse
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import collections  # noqa: E402

import keras  # noqa: E402
import numpy as np  # noqa: E402
import onnx  # noqa: E402
import onnxruntime  # noqa: E402
import tensorflow as tf  # noqa: E402
import tf2onnx  # noqa: E402

import networks  # noqa: E402
import onnx_by_hand  # noqa: E402

TOLERANCE = 1e-3
LOOPS = ("Loop", "Scan", "If")
# tf2onnx takes over 20 GB for the one, and computes the other's shapes anew in every call.
BY_HAND = {"vgg16": onnx_by_hand.vgg16, "transformer": onnx_by_hand.transformer}


def restore(model, file):
    stored = collections.defaultdict(list)
    with np.load(file) as arrays:
        for key in sorted(arrays.files):
            stored[key.split(".")[0]].append(arrays[key])
    layers = [layer for layer in model.layers if layer.get_weights()]
    if len(layers) != len(stored):
        raise ValueError("%d layers for weights of %d" % (len(layers), len(stored)))
    for layer, (_, weights) in zip(layers, sorted(stored.items())):
        shapes = [w.shape for w in layer.get_weights()]
        if shapes != [w.shape for w in weights]:
            raise ValueError("%s takes %s, not %s" % (layer.name, shapes, [w.shape for w in weights]))
        layer.set_weights(weights)


def convert(name, program, folder):
    model = program()
    restore(model, os.path.join(folder, "weights.npz"))
    model.save(os.path.join(folder, "keras2.h5"))
    file = os.path.join(folder, "model.onnx")
    if name in BY_HAND:
        BY_HAND[name](model, file)
    else:
        signature = [tf.TensorSpec((None,) + model.input_shape[1:], tf.float32, name="input")]
        tf2onnx.convert.from_keras(model, signature, opset=17, output_path=file)
    return file, model.input_shape[1:]


def difference(file, folder, shape):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    x = np.fromfile(os.path.join(folder, "input.f32"), dtype="float32").reshape((-1,) + tuple(shape))
    y = session.run(None, {session.get_inputs()[0].name: x})[0].ravel()
    g = np.fromfile(os.path.join(folder, "output.f32"), dtype="float32")
    return np.max(np.abs(y - g)) / np.max(np.abs(g))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("networks", nargs="*")
    arguments = parser.parse_args()
    for name, _, program in networks.chosen(arguments.networks):
        keras.backend.clear_session()
        folder = os.path.join(arguments.folder, name)
        file, shape = convert(name, program, folder)
        kinds = collections.Counter(node.op_type for node in onnx.load(file, load_external_data=False).graph.node)
        worst = difference(file, folder, shape)
        print("%-16s relative difference %.1e; %s" % (name, worst, ", ".join("%d %s" % (n, k) for k, n in kinds.most_common(6))),
              flush=True)
        if worst > TOLERANCE or any(kind in kinds for kind in LOOPS):
            raise SystemExit("%s is not a good twin" % file)


if __name__ == "__main__":
    main()
