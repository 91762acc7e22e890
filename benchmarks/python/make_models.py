#!/usr/bin/env python3
"""Makes the models of the suite by Keras 3, with seeded weights, in every form that an engine opens.

    make_models.py FOLDER [NETWORK...]

FOLDER/NETWORK then holds model.keras, model.h5, model.json, a TensorFlow checkpoint (ckpt), saved_model, weights.npz for
make_onnx.py, eight samples (input.f32) and what Keras computes for them (output.f32), and about.json. Needs
golden/requirements-keras3.txt. Nothing is downloaded. The statistics of every BatchNormalization are those of a batch, so
that activations stay near 1 at any depth, as in trained networks.
"""

import argparse
import json
import os
import shutil
import zlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

import networks  # noqa: E402
import work  # noqa: E402

SAMPLES = 8
# What is added to its input in deep networks is weak, as in trained ones; strong branches amplify rounding errors.
BRANCH_ENDS = ("_3_bn", "_project_bn", "_project_BN")


def generator(text):
    return np.random.Generator(np.random.PCG64(zlib.crc32(text.encode())))


def samples(text, shape):
    """Smooth pictures, sequences or plain features, about -1 to 1."""
    rng = generator(text)
    if len(shape) == 4:
        coarse = rng.uniform(-1, 1, (shape[0], 9, 9, shape[3]))
        smooth = tf.image.resize(coarse, shape[1:3], "bicubic").numpy()
        return np.clip(smooth + 0.1 * rng.standard_normal(shape), -1, 1).astype("float32")
    return np.clip(0.5 * rng.standard_normal(shape), -2, 2).astype("float32")


def draw(weight, rng):
    kind, shape = weight.name.split("/")[-1], tuple(weight.shape)
    if kind == "gamma":
        ends = any(end in weight.path for end in BRANCH_ENDS)
        return (0.3 if ends else 1.0) * rng.uniform(0.6, 1.4, shape)
    if kind in ("beta", "bias"):
        return 0.2 * rng.standard_normal(shape)
    if kind == "recurrent_kernel":
        return rng.standard_normal(shape) / np.sqrt(shape[0])
    if "kernel" in kind:
        # A depthwise kernel [height, width, channels, 1] sums over its window only.
        windows = len(shape) == 4 and shape[3] == 1 and shape[2] > 1
        inputs = np.prod(shape[:2] if windows else shape[:-1])
        if "attention" in weight.path:
            inputs = shape[0] if "output" not in weight.path else shape[0] * shape[1]
        gain = 1.0 if "attention" in weight.path else 0.3 if "branch" in weight.path else 2.0
        return rng.standard_normal(shape) * np.sqrt(gain / inputs)
    return None


def fill(model, name):
    rng = generator("weights of " + name)
    for weight in model.weights:
        value = draw(weight, rng)
        if value is not None:
            weight.assign(value.astype("float32"))
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    if norms:
        momenta = [layer.momentum for layer in norms]
        for layer in norms:
            layer.momentum = 0.0
        model(samples("calibration of " + name, (SAMPLES,) + model.input_shape[1:]), training=True)
        for layer, momentum in zip(norms, momenta):
            layer.momentum = momentum


def write(model, name, title, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    at = lambda file: os.path.join(folder, file)  # noqa: E731
    model.save(at("model.keras"))
    model.save(at("model.h5"))
    with open(at("model.json"), "w", encoding="utf-8") as f:
        f.write(model.to_json() + "\n")
    tf.train.Checkpoint(model=model).write(at("ckpt"))
    model.export(at("saved_model"), verbose=False)
    np.savez(at("weights.npz"), **{"%03d.%02d" % (i, j): w for i, layer in enumerate(model.layers)
                                   for j, w in enumerate(layer.get_weights())})
    x = samples("input of " + name, (SAMPLES,) + model.input_shape[1:])
    y = np.asarray(model(x, training=False), dtype="float32")
    if not np.isfinite(y).all() or np.abs(y).max() == 0:
        raise ValueError(name + " runs away")
    x.tofile(at("input.f32"))
    y.tofile(at("output.f32"))
    about = {
        "name": name,
        "title": title,
        "input": list(model.input_shape[1:]),
        "output": list(model.output_shape[1:]),
        "samples": SAMPLES,
        "operations": int(work.operations(model)),
        "parameters": int(model.count_params()),
        "writer": "Keras %s, TensorFlow %s" % (keras.__version__, tf.__version__),
    }
    with open(at("about.json"), "w", encoding="utf-8") as f:
        json.dump(about, f, indent=1)
        f.write("\n")
    print("%-16s %9.4f GFLOP %7.2f M parameters, outputs %.3g to %.3g" % (
        name, about["operations"] / 1e9, about["parameters"] / 1e6, y.min(), y.max()), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("networks", nargs="*")
    arguments = parser.parse_args()
    for name, title, program in networks.chosen(arguments.networks):
        keras.utils.clear_session()
        model = program()
        fill(model, name)
        write(model, name, title, os.path.join(arguments.folder, name))


if __name__ == "__main__":
    main()
