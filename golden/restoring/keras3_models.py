"""Models as users of Keras 3 write them, which keep them in a tf.train.Checkpoint. What is in lists is not stored; tuples are."""

import keras
import numpy as np
from keras import ops

L = keras.layers


class Stage(keras.Model):
    def __init__(self, width, size):
        super().__init__()
        self.layers_in_order = (L.Dense(width, activation="elu"), L.BatchNormalization(), L.Dense(size))

    def call(self, x):
        for layer in self.layers_in_order:
            x = layer(x)
        return x


class Autoencoder(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = Stage(5, 3)
        self.decoder = Stage(4, 6)

    def call(self, x):
        return self.decoder(ops.tanh(self.encoder(x)))


def keras3_autoencoder(draw):
    return Autoencoder(), [draw((2, 6))]


def keras3_functional(draw):
    image = keras.Input((6, 7, 2))
    shared = L.Conv2D(3, 3, padding="same", activation="relu")
    h = shared(L.Conv2D(3, 1)(image))
    h = shared(h) + h * 0.5
    h = L.Dropout(0.3)(L.BatchNormalization()(h))
    y = L.Dense(4, activation="softmax")(L.GlobalAveragePooling2D()(h))
    return keras.Model(image, y), [draw((2, 6, 7, 2))]


def keras3_reviews(draw):
    model = keras.Sequential([
        L.Embedding(17, 5),
        L.SpatialDropout1D(0.2),
        L.LSTM(4, return_sequences=True),
        L.Conv1D(3, 2, padding="causal"),
        L.GlobalMaxPooling1D(),
        L.Dense(2),
    ])
    return model, [np.array([[2, 16, 9, 1, 4], [8, 3, 3, 0, 0]], "int32")]


class EncoderBlock(L.Layer):
    def __init__(self, heads, key_dim, width, size):
        super().__init__()
        self.attention = L.MultiHeadAttention(heads, key_dim)
        self.norm1 = L.LayerNormalization()
        self.norm2 = L.LayerNormalization()
        self.expand = L.Dense(width, activation="gelu")
        self.reduce = L.Dense(size)

    def call(self, x):
        x = self.norm1(x + self.attention(x, x))
        return self.norm2(x + self.reduce(self.expand(x)))


class Transformer(keras.Model):
    def __init__(self):
        super().__init__()
        self.tokens = L.Embedding(13, 6)
        self.blocks = (EncoderBlock(2, 3, 8, 6), EncoderBlock(3, 2, 7, 6))
        self.classifier = L.Dense(3)

    def build(self, shape):
        self.positions = self.add_weight(shape=(shape[1], 6), name="position_table")

    def call(self, tokens):
        x = self.tokens(tokens) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.classifier(ops.mean(x, 1))


def keras3_transformer(draw):
    return Transformer(), [np.array([[1, 12, 5, 5, 0], [7, 3, 2, 11, 9]], "int32")]


class Recurrent(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = L.Bidirectional(L.GRU(3, return_sequences=True))
        self.steps = L.TimeDistributed(L.Dense(4, activation="tanh"))
        self.summary_rnn = L.RNN(L.LSTMCell(3))
        self.head = L.Dense(2)

    def call(self, x):
        return self.head(self.summary_rnn(self.steps(self.encoder(x))))


def keras3_recurrent(draw):
    return Recurrent(), [draw((2, 5, 4))]


class Segmenter(keras.Model):
    """A functional model inside a model, beside layers of every kind of kernel."""

    def __init__(self):
        super().__init__()
        self.scaler = L.Normalization()
        image = keras.Input((8, 6, 3))
        h = L.SeparableConv2D(4, 3, strides=2, padding="same")(image)
        h = L.GroupNormalization(groups=2)(h)
        h = L.DepthwiseConv2D(3, padding="same", activation="relu")(h)
        self.backbone = keras.Model(image, h)
        self.up = L.Conv2DTranspose(3, 2, strides=2)
        self.classes = L.EinsumDense("bhwc,cd->bhwd", (None, None, 2), bias_axes="d", activation="softmax")

    def call(self, x):
        return self.classes(self.up(self.backbone(self.scaler(x))))


def keras3_segmenter(draw):
    model = Segmenter()
    model.scaler.adapt(3 + 2 * draw((9, 8, 6, 3)))
    return model, [draw((2, 8, 6, 3))]


MODELS = [keras3_autoencoder, keras3_functional, keras3_reviews, keras3_transformer, keras3_recurrent, keras3_segmenter]
