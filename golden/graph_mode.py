#!/usr/bin/env python3
"""Writes golden models with nodes of a TensorFlow graph between layers (TensorFlowOpLayer), as TensorFlow 1.13 to 2.3 made
them: with Keras 2 in the graph mode of version 1, which still does.

    graph_mode.py [--out FOLDER]
"""

import argparse
import importlib.metadata
import os
import sys

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

import support  # noqa: E402

tf.compat.v1.disable_v2_behavior()
keras = tf.compat.v1.keras
HERE = os.path.dirname(os.path.abspath(__file__))


def cases():
    """(name, shapes, function)"""
    m = tf.math
    yield "arithmetic", [(5,), (5,)], lambda a, b: [a + b, 2.0 - a, a * 0.5, a / b, tf.maximum(a, b), tf.square(a), -a,
                                                    tf.pow(abs(a), 0.5), m.squared_difference(a, b), a > b]
    yield "functions", [(5,)], lambda x: [tf.exp(x), m.log(tf.abs(x)), tf.tanh(x), tf.sigmoid(x), m.erf(x), tf.round(x),
                                          tf.sin(x), m.rsqrt(tf.abs(x)), tf.clip_by_value(x, -0.5, 0.5)]
    yield "activations", [(5,)], lambda x: [tf.nn.relu(x), tf.nn.relu6(x), tf.nn.leaky_relu(x, 0.1), tf.nn.elu(x), tf.nn.selu(x),
                                            m.softplus(x), tf.nn.softmax(x), tf.nn.log_softmax(x)]
    yield "reductions", [(4, 3)], lambda x: [tf.reduce_mean(x, axis=1), tf.reduce_sum(x, axis=[1, 2]),
                                             tf.reduce_max(x, axis=-1, keepdims=True), tf.argmax(x, axis=-1),
                                             tf.cumsum(x, axis=1), tf.nn.l2_normalize(x, axis=-1)]
    yield "shapes", [(4, 3)], lambda x: [tf.reshape(x, [-1, 6]), tf.expand_dims(x, 1), tf.squeeze(x[:, :1], 1),
                                         tf.transpose(x, [0, 2, 1]), tf.reshape(x, [tf.shape(x)[0], 2, 6])]
    yield "parts", [(4, 3)], lambda x: [x[:, 0], x[:, 1:3, ::2], x[..., -1], tf.concat([x, x * 2], axis=-1),
                                        tf.stack([x, x], axis=1), tf.split(x, 2, axis=1)[1], tf.unstack(x, axis=1)[2],
                                        tf.tile(x, [1, 2, 1]), tf.pad(x, [[0, 0], [1, 2], [0, 0]]), tf.reverse(x, [1]),
                                        tf.slice(x, [0, 1, 0], [-1, 2, 3]), tf.gather(x, [2, 0], axis=1)]
    yield "types", [(4,)], lambda x: [tf.cast(x, tf.int32), tf.cast(tf.cast(x, tf.int32), tf.float32), tf.zeros_like(x) + x,
                                      tf.where(x > 0, x, tf.ones_like(x))]
    yield "products", [(3, 4), (4, 2)], lambda a, b: [tf.matmul(a, b), tf.matmul(b, a, transpose_a=True, transpose_b=True)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=os.path.join(HERE, "operations"))
    arguments = parser.parse_args()
    for name, shapes, function in cases():
        keras.backend.clear_session()
        path = "operations/graph_" + name
        inputs = [keras.layers.Input(shape, name="x%d" % i) for i, shape in enumerate(shapes)]
        outputs = function(*inputs)
        outputs = [keras.layers.Dense(2, name="dense")(outputs[0]), *outputs[1:]] if name not in ("products", "types") else outputs
        model = keras.Model(inputs, outputs, name="model")
        rng = support.generator("weights of " + path)
        model.set_weights([rng.standard_normal(w.shape).astype("float32") for w in model.get_weights()])
        rng = support.generator("inputs of " + path)
        values = [support.normal((2,) + shape)(rng) for shape in shapes]
        results = keras.backend.function(model.inputs, model.outputs)(values)
        stem = os.path.join(arguments.out, "graph_" + name + "_k2")
        model.save(stem + ".h5", include_optimizer=False)
        np.savez_compressed(stem + ".golden.npz", **support.arrays(values, results))
        support.write_json(stem + ".golden.json", {
            "model": os.path.basename(stem) + ".h5",
            "writer": {"keras_version": importlib.metadata.version("keras"), "backend": "tensorflow", "tensorflow": tf.__version__},
            "notes": ["Made in the graph mode of TensorFlow 1."]})


if __name__ == "__main__":
    sys.exit(main())
