#!/usr/bin/env python3
"""Writes the weights of one user-defined model in both of Keras' ways: by position (HDF5) and by attribute (TensorFlow).

    make.py

Needs ../requirements-keras2.txt. Two layers of one shape, so that nothing but order or name tells their weights apart.
"""

import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402

FOLDER = os.path.dirname(os.path.abspath(__file__))


class Blend(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(3, activation="tanh")
        self.second = keras.layers.Dense(3)

    def call(self, x):
        return self.second(self.first(x))


def main():
    rng = np.random.default_rng(5)
    model = Blend()
    model(np.zeros((1, 3), "float32"))
    model.set_weights([np.round(rng.uniform(-1, 1, w.shape), 2) for w in model.get_weights()])
    model.save_weights(os.path.join(FOLDER, "blend.h5"))
    model.save_weights(os.path.join(FOLDER, "blend"), save_format="tf")
    print(model(np.array([[1, 2, 3]], "float32")).numpy().tolist())


if __name__ == "__main__":
    main()
