#!/usr/bin/env python3
"""Writes checkpoints of the models in keras2_models.py or keras3_models.py, whichever Keras runs this, with what they compute.

    models.py [NAME...]

Needs ../requirements-keras2.txt or ../requirements-keras3.txt. A folder models/<name> gets `weights`, by Model.save_weights, or
`checkpoint`, by tf.train.Checkpoint(model=...), and `values.npz`: input_0, ... or input_<name>, and output_0.
"""

import os
import sys

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

import keras  # noqa: E402
import numpy as np  # noqa: E402
import support  # noqa: E402
import tensorflow as tf  # noqa: E402


def write(make):
    name = make.__name__
    rng = support.generator("inputs of " + name)
    keras.utils.set_random_seed(1)
    model, inputs = make(lambda shape: rng.standard_normal(shape).astype("float32"))
    given = inputs if isinstance(inputs, dict) or len(inputs) > 1 else inputs[0]
    model(given)
    adapted = {id(w) for layer in model.layers if isinstance(layer, keras.layers.Normalization) for w in layer.weights}
    seeded = [w for w in model.weights if id(w) not in adapted]
    support.seed_weights(type("Weights", (), {"weights": seeded}), name)
    output = np.asarray(model(given))
    if not np.isfinite(output).all() or np.ptp(output) == 0:
        raise ValueError(name + ": the output is constant or not finite")

    folder = os.path.join(HERE, "models", name)
    os.makedirs(folder, exist_ok=True)
    if keras.__version__.startswith("2."):
        model.save_weights(os.path.join(folder, "weights"), save_format="tf")
        os.remove(os.path.join(folder, "checkpoint"))
    else:
        tf.train.Checkpoint(model=model).write(os.path.join(folder, "checkpoint"))
    named = inputs if isinstance(inputs, dict) else dict(enumerate(inputs))
    np.savez_compressed(os.path.join(folder, "values.npz"), output_0=output, **{"input_%s" % k: v for k, v in named.items()})
    print(name, output.shape, len(model.weights))


def main():
    if keras.__version__.startswith("2."):
        from keras2_models import MODELS
    else:
        from keras3_models import MODELS
    for make in MODELS:
        if len(sys.argv) == 1 or make.__name__ in sys.argv[1:]:
            write(make)


main()
