import tensorflow as tf
import keras
L = keras.layers


class Names(keras.Model):
    """Layers whose variables Keras 3 keeps under other names than Keras 2."""

    def __init__(self):
        super().__init__(name="names")
        self.depthwise = L.DepthwiseConv2D(3)
        self.separable = L.SeparableConv2D(3, 2)
        self.transposed = L.Conv2DTranspose(4, 2)
        self.grouped = L.GroupNormalization(groups=2)
        self.prelu = L.PReLU(shared_axes=[1, 2])
        self.stats = L.Normalization()
        self.stats.build((None, 4))
        self.pool = L.GlobalAveragePooling2D()

    def call(self, x):
        x = self.transposed(self.separable(self.depthwise(x)))
        x = self.pool(self.prelu(self.grouped(x)))
        return x + 0.0 * self.stats(x)     # a restored Normalization goes on with its old statistics


def make():
    return Names()


def make_masked():
    """Keras computes the mask between the layers, and counts that as an operation."""
    return keras.Sequential([keras.Input((5,), dtype="int32"), L.Embedding(9, 4, mask_zero=True), L.Dropout(0.1),
                             L.GlobalAveragePooling1D(), L.Dense(4), L.Dense(4)])
