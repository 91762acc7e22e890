"""Writes a model with cells of a user's own class, and its values: custom.keras by Keras 3, custom_k2.h5 by Keras 2.

Run with the environments of golden/README.md: python make.py
"""

import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
L = keras.layers


@keras.saving.register_keras_serializable("cells")
class LeakyCell(L.Layer):
    """Two states: h, which leaks, and the number of steps, which goes out beside it."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = [units, 1]
        self.output_size = units + 1

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")
        self.recurrent = self.add_weight(shape=(self.units, self.units), name="recurrent")
        self.leak = self.add_weight(shape=(self.units,), name="leak")
        self.built = True

    def call(self, inputs, states):
        h, count = states
        h = self.leak * h + tf.tanh(tf.matmul(inputs, self.kernel) + tf.matmul(h, self.recurrent))
        count = count + 1.0
        return tf.concat([h, count], axis=-1), [h, count]

    def get_config(self):
        return {**super().get_config(), "units": self.units}


def build():
    x = L.Input((6,), dtype="int32", name="x")
    y = L.Embedding(6, 3, mask_zero=True)(x)
    alone = L.RNN(LeakyCell(4), return_sequences=True, return_state=True)(y)
    stacked = L.RNN([L.LSTMCell(3), LeakyCell(2)], go_backwards=True)(y)
    both = L.Bidirectional(L.RNN(LeakyCell(2), return_sequences=True))(y)
    return keras.Model(x, [*alone, stacked, both])


def main():
    keras.utils.set_random_seed(3)
    model = build()
    rng = np.random.default_rng(3)
    for weight in model.weights:
        weight.assign((0.4 * rng.standard_normal(weight.shape)).astype("float32"))
    words = np.array([[0, 0, 3, 1, 0, 2], [4, 1, 3, 0, 0, 0], [1, 2, 3, 4, 5, 1], [0, 0, 0, 0, 0, 0]], "int32")
    stem = os.path.join(HERE, "custom" if keras.__version__.startswith("3") else "custom_k2")
    outputs = model(words)
    np.savez_compressed(stem + ".npz", **{"output_%d" % i: np.asarray(y) for i, y in enumerate(outputs)})
    model.save(stem + (".keras" if keras.__version__.startswith("3") else ".h5"))


main()
