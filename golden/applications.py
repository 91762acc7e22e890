#!/usr/bin/env python3
"""Makes networks of keras.applications with seeded weights, with golden values, in a folder of your choice.

    applications.py FOLDER

MobileNetV2 and ResNet50 come as .keras and .h5, and a small network for `./markhor bench` as .keras, .h5 and
.weights.h5 with its architecture in .json. Needs requirements-keras3.txt. Nothing is downloaded: the weights are
random, and the statistics of every BatchNormalization are those of a calibration batch, so that activations stay near
1 at any depth. The files are large, so they are not committed; applications_onnx.py makes ONNX twins of the networks.
"""

import argparse
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

import support  # noqa: E402


def pictures(text, shape):
    """Smooth random pictures in the range -1 to 1."""
    rng = support.generator(text)
    coarse = rng.uniform(-1, 1, (shape[0], 9, 9, shape[3]))
    smooth = tf.image.resize(coarse, shape[1:3], "bicubic").numpy()
    return np.clip(smooth + 0.1 * rng.standard_normal(shape), -1, 1).astype("float32")


def ends_branch(path):
    """Whether a variable belongs to the last normalization of a residual branch (ResNet50, MobileNetV2)."""
    return "_3_bn/" in path or "_project_BN/" in path


def fill(model):
    """Draws every weight, then lets a calibration batch set the moving statistics."""
    rng = support.generator("weights of " + model.name)
    for weight in model.weights:
        kind = weight.name.split("/")[-1].split(":")[0]
        shape = tuple(weight.shape)
        if kind == "gamma":
            # A branch that is added to its input is weak, as in trained networks; strong ones amplify rounding errors.
            value = (0.3 if ends_branch(getattr(weight, "path", weight.name)) else 1.0) * rng.uniform(0.6, 1.4, shape)
        elif kind in ("beta", "bias"):
            value = 0.2 * rng.standard_normal(shape)
        elif "kernel" in kind:
            # A depthwise kernel [height, width, channels, 1] sums over its window only.
            depthwise = len(shape) == 4 and shape[3] == 1
            count = np.prod(shape[:2]) if depthwise else np.prod(shape[:-1])
            value = rng.standard_normal(shape) * np.sqrt(2.0 / count)
        else:
            continue
        weight.assign(value.astype("float32"))
    calibrated = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    momenta = [layer.momentum for layer in calibrated]
    for layer in calibrated:
        layer.momentum = 0.0
    model(pictures("calibration of " + model.name, (8,) + model.input_shape[1:]), training=True)
    for layer, momentum in zip(calibrated, momenta):
        layer.momentum = momentum


def steps(model):
    """The layers to record: where branches meet, and each activation between them."""
    kinds = ("Add", "ReLU", "Activation", "GlobalAveragePooling2D", "MaxPooling2D")
    chosen = [layer for layer in model.layers if layer.__class__.__name__ in kinds]
    return chosen[:3] + chosen[3:-3:4] + chosen[-3:]


def write(model, folder, notes, tolerance=None):
    """The model in both whole-file formats, its values for batches of 1 and 3, and some layers' outputs."""
    stem = os.path.join(folder, model.name)
    model.save(stem + ".keras")
    model.save(stem + ".h5")
    recorded = steps(model)
    inner = keras.Model(model.input, [layer.output for layer in recorded] + [model.output])
    for batch, name in zip((1, 3), support.golden_names(stem, 2)):
        x = pictures("input %d of %s" % (batch, model.name), (batch,) + model.input_shape[1:])
        outputs = [np.asarray(y) for y in inner(x, training=False)]
        np.savez_compressed(name, input_0=x, output_0=outputs[-1])
        if batch == 1:
            np.savez_compressed(stem + ".layers.npz", **{l.name: y for l, y in zip(recorded, outputs)})
            for layer, y in zip(recorded, outputs):
                if not np.isfinite(y).all() or np.abs(y).max() > 1e4:
                    raise ValueError("%s runs away at %s" % (model.name, layer.name))
            print("%s: outputs %.3g to %.3g" % (model.name, outputs[-1].min(), outputs[-1].max()))
    doc = {"writer": {"keras_version": keras.__version__, "backend": "tensorflow", "tensorflow": tf.__version__}}
    if tolerance:
        doc["tolerance"] = tolerance
    doc["notes"] = notes
    support.write_json(stem + ".golden.json", doc)


def small():
    """A network small enough that loading it costs more than running it."""
    L = keras.layers
    x = inputs = L.Input((32, 32, 3), name="picture")
    for filters in (16, 32, 64):
        x = L.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = L.BatchNormalization()(x)
        x = L.ReLU()(x)
        x = L.MaxPooling2D(2)(x)
    x = L.Dense(10, activation="softmax")(L.GlobalAveragePooling2D()(x))
    return keras.Model(inputs, x, name="small")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    folder = parser.parse_args().folder
    os.makedirs(folder, exist_ok=True)
    note = "Random weights with calibrated BatchNormalization. Input: about -1 to 1."
    # Two implementations that are both as exact as float32 allows may be twice that apart.
    deep = "float32 is not exact to 1e-5 here: Keras in float32 is 6e-6 away from Keras in float64."
    for make, notes, tolerance in ((keras.applications.MobileNetV2, [note, deep], 3e-5),
                                   (keras.applications.ResNet50, [note], None)):
        keras.backend.clear_session()
        model = make(weights=None, name=make.__name__)
        fill(model)
        write(model, folder, notes, tolerance)
    keras.backend.clear_session()
    model = small()
    fill(model)
    write(model, folder, [note])
    stem = os.path.join(folder, model.name)
    model.save_weights(stem + ".weights.h5")
    with open(stem + ".json", "w", encoding="utf-8") as f:
        f.write(model.to_json(indent=1) + "\n")


if __name__ == "__main__":
    main()
