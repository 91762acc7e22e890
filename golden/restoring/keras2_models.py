"""Models as users of Keras 2 write them: one function each, which gives the model and its inputs."""

import numpy as np
import tensorflow as tf
from tensorflow import keras

L = keras.layers


class Encoder(keras.Model):
    def __init__(self, latent):
        super().__init__()
        self.hidden = L.Dense(6, activation="elu")
        self.norm = L.BatchNormalization()
        self.mean = L.Dense(latent)
        self.log_var = L.Dense(latent)

    def call(self, x):
        h = self.norm(self.hidden(x))
        return self.mean(h), self.log_var(h)


class Decoder(keras.Model):
    def __init__(self, size):
        super().__init__()
        self.dense_1 = L.Dense(5, activation="tanh")
        self.out = L.Dense(size, activation="sigmoid")

    def call(self, z):
        return self.out(self.dense_1(z))


class Autoencoder(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder(3)
        self.decoder = Decoder(7)

    def call(self, x):
        mean, log_var = self.encoder(x)
        return self.decoder(mean + 0.5 * tf.exp(0.5 * log_var))


def autoencoder(draw):
    return Autoencoder(), [draw((2, 7))]


class ResidualBlock(keras.layers.Layer):
    """Its layers are made when it is built, one of them only where the channels change."""

    def __init__(self, filters):
        super().__init__()
        self.filters = filters
        self.shortcut = None

    def build(self, shape):
        self.conv1 = L.Conv2D(self.filters, 3, padding="same", use_bias=False)
        self.bn1 = L.BatchNormalization()
        self.conv2 = L.Conv2D(self.filters, 3, padding="same", use_bias=False)
        self.bn2 = L.BatchNormalization()
        if shape[-1] != self.filters:
            self.shortcut = L.Conv2D(self.filters, 1)

    def call(self, x):
        h = self.bn2(self.conv2(tf.nn.relu(self.bn1(self.conv1(x)))))
        return tf.nn.relu(h + (x if self.shortcut is None else self.shortcut(x)))


class Residual(keras.Model):
    def __init__(self):
        super().__init__()
        self.stem = L.Conv2D(3, 3, strides=2, activation="relu")
        self.blocks = [ResidualBlock(3), ResidualBlock(5), ResidualBlock(5)]
        self.pool = L.GlobalAveragePooling2D()
        self.classifier = L.Dense(4, activation="softmax")

    def call(self, x):
        h = self.stem(x)
        for block in self.blocks:
            h = block(h)
        return self.classifier(self.pool(h))


def residual(draw):
    return Residual(), [draw((2, 9, 7, 2))]


class Towers(keras.Model):
    def __init__(self):
        super().__init__()
        self.towers = {"user": [L.Dense(4, activation="relu"), L.Dense(3)], "item": [L.Dense(5, activation="relu"), L.Dense(3)]}
        self.offsets = {"user": tf.Variable(tf.zeros(3), name="bias"), "item": tf.Variable(tf.zeros(3), name="bias")}

    def embed(self, x, side):
        for layer in self.towers[side]:
            x = layer(x)
        return x + self.offsets[side]

    def call(self, inputs):
        return tf.reduce_sum(self.embed(inputs["user"], "user") * self.embed(inputs["item"], "item"), -1, keepdims=True)


def towers(draw):
    return Towers(), {"user": draw((2, 6)), "item": draw((2, 4))}


class Experts(keras.Model):
    def __init__(self):
        super().__init__()
        self.norms = (L.LayerNormalization(), L.LayerNormalization())
        self.experts = [[L.Dense(4, activation="relu"), L.Dense(3)], [L.Dense(6, activation="relu"), L.Dense(3)]]
        self.gate = L.Dense(2, activation="softmax")

    def call(self, x):
        weights = self.gate(x)
        results = []
        for norm, (first, second) in zip(self.norms, self.experts):
            results.append(second(first(norm(x))))
        return weights[:, :1] * results[0] + weights[:, 1:] * results[1]


def experts(draw):
    return Experts(), [draw((3, 5))]


class Tagger(keras.Model):
    def __init__(self):
        super().__init__()
        self.embedding = L.Embedding(11, 4, mask_zero=True)
        self.encoder = L.Bidirectional(L.LSTM(3, return_sequences=True))
        self.tags = L.TimeDistributed(L.Dense(5, activation="softmax"))

    def call(self, tokens):
        return self.tags(self.encoder(self.embedding(tokens)))


def tagger(draw):
    return Tagger(), [np.array([[3, 7, 1, 10, 0, 0], [5, 2, 2, 9, 4, 0]], "int32")]


class Forecaster(keras.Model):
    def __init__(self):
        super().__init__()
        self.cells = L.RNN([L.GRUCell(4), L.LSTMCell(3)], return_sequences=True)
        self.summary_rnn = L.SimpleRNN(5, go_backwards=True)
        self.state = L.LSTM(2, return_state=True)
        self.head = L.Dense(2)

    def call(self, x):
        h = self.cells(x)
        _, hidden, carry = self.state(h)
        return self.head(tf.concat([self.summary_rnn(h), hidden, carry], -1))


def forecaster(draw):
    return Forecaster(), [draw((2, 6, 3))]


class CrossAttention(keras.Model):
    def __init__(self):
        super().__init__()
        self.self_attention = L.MultiHeadAttention(2, 3)
        self.attention = L.MultiHeadAttention(3, 2, value_dim=4, output_shape=5)
        self.additive = L.AdditiveAttention()
        self.project = L.Dense(5)

    def call(self, inputs):
        query, memory = inputs
        q = query + self.self_attention(query, query)
        attended = self.attention(q, memory)
        return attended + self.additive([self.project(q), attended])


def cross_attention(draw):
    return CrossAttention(), [draw((2, 4, 6)), draw((2, 5, 3))]


class EncoderBlock(keras.layers.Layer):
    def __init__(self, heads, key_dim, width):
        super().__init__()
        self.heads, self.key_dim, self.width = heads, key_dim, width

    def build(self, shape):
        self.attention = L.MultiHeadAttention(self.heads, self.key_dim)
        self.norm1 = L.LayerNormalization(epsilon=1e-6)
        self.norm2 = L.LayerNormalization(epsilon=1e-6)
        self.ffn = keras.Sequential([L.Dense(self.width, activation="gelu"), L.Dropout(0.1), L.Dense(shape[-1])])

    def call(self, x):
        x = self.norm1(x + self.attention(x, x))
        return self.norm2(x + self.ffn(x))


class Transformer(keras.Model):
    def __init__(self):
        super().__init__()
        self.tokens = L.Embedding(13, 6)
        self.blocks = [EncoderBlock(2, 3, 8), EncoderBlock(3, 2, 7)]
        self.pool = L.GlobalAveragePooling1D()
        self.classifier = L.Dense(3)

    def build(self, shape):
        self.positions = self.add_weight("position_table", (shape[1], 6))

    def call(self, tokens):
        x = self.tokens(tokens) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.classifier(self.pool(x))


def transformer(draw):
    return Transformer(), [np.array([[1, 12, 5, 5, 0], [7, 3, 2, 11, 9]], "int32")]


class MixerLayer(keras.layers.Layer):
    def __init__(self, patches, channels):
        super().__init__()
        self.before = L.LayerNormalization()
        self.mix_patches = L.EinsumDense("bpc,pq->bqc", (patches, channels), bias_axes="q", activation="gelu")
        self.mix_channels = L.EinsumDense("bpc,cd->bpd", (None, channels), bias_axes="d")
        self.after = L.LayerNormalization(axis=[1, 2])

    def call(self, x):
        x = x + self.mix_patches(self.before(x))
        return self.after(x + self.mix_channels(x))


class Mixer(keras.Model):
    def __init__(self):
        super().__init__()
        self.patches = L.Conv2D(5, 2, strides=2)
        self.reshape = L.Reshape((6, 5))
        self.mixers = [MixerLayer(6, 5) for _ in range(2)]
        self.head = L.Dense(3, activation="softmax")

    def call(self, x):
        x = self.reshape(self.patches(x))
        for mixer in self.mixers:
            x = mixer(x)
        return self.head(tf.reduce_mean(x, 1))


def mixer(draw):
    return Mixer(), [draw((2, 4, 6, 3))]


class MobileNet(keras.Model):
    """A functional model and a Sequential, inside a model."""

    def __init__(self):
        super().__init__()
        image = keras.Input((8, 6, 3))
        h = L.SeparableConv2D(5, 3, padding="same", name="entry")(image)
        h = L.ReLU()(L.BatchNormalization()(h))
        h = L.DepthwiseConv2D(3, strides=(2, 2), depth_multiplier=2)(h)
        h = L.BatchNormalization(scale=False)(h)
        self.backbone = keras.Model(image, L.Activation("swish")(h))
        self.head = keras.Sequential([L.GlobalMaxPooling2D(), L.Dropout(0.2), L.Dense(4, activation="relu"), L.Dense(2)])

    def call(self, x):
        return self.head(self.backbone(x))


def mobile_net(draw):
    return MobileNet(), [draw((2, 8, 6, 3))]


class Siamese(keras.Model):
    """One tower under three names."""

    def __init__(self):
        super().__init__()
        self.tower = keras.Sequential([L.Conv1D(4, 3, activation="relu"), L.Flatten(), L.Dense(3)])
        self.left = self.tower
        self.right = self.tower
        self.distance = L.Dense(1, activation="sigmoid")

    def call(self, inputs):
        return self.distance(tf.abs(self.left(inputs[0]) - self.right(inputs[1])))


def siamese(draw):
    return Siamese(), [draw((2, 6, 3)), draw((2, 6, 3))]


def unet(draw):
    image = keras.Input((8, 8, 2))
    down = L.Conv2D(4, 3, padding="same", activation="relu")(image)
    down = L.GroupNormalization(groups=2)(down)
    low = L.Conv2D(6, 3, padding="same", activation="relu")(L.MaxPooling2D()(down))
    low = L.GroupNormalization(groups=3)(low)
    up = L.Conv2DTranspose(4, 3, strides=2, padding="same")(low)
    merged = L.Concatenate()([down, up])
    mask = L.Conv2D(1, 1, activation="sigmoid")(merged)
    return keras.Model(image, mask), [draw((2, 8, 8, 2))]


class Calibrated(keras.Model):
    """Statistics of data, variables of its own, names that no Java field can have, and a layer made by the first call."""

    def __init__(self):
        super().__init__()
        self.scaler = L.Normalization()
        self.default = L.Dense(4, activation="tanh")
        self.temperature = tf.Variable(1.0, name="scale")
        self.late = None

    def build(self, shape):
        self.mixing = self.add_weight("w_raw", (shape[-1], 4))
        self.steps = self.add_weight("steps", (), dtype="int64", trainable=False, initializer="zeros")

    def call(self, x):
        scaled = self.scaler(x)
        if self.late is None:
            self.late = L.Dense(3)
        return self.late(self.default(scaled) + tf.matmul(scaled, self.mixing)) / self.temperature


def calibrated(draw):
    model = Calibrated()
    model.scaler.adapt(3 + 2 * draw((50, 5)))
    return model, [draw((3, 5))]


def reviews(draw):
    model = keras.Sequential([
        L.Embedding(17, 5),
        L.SpatialDropout1D(0.2),
        L.LSTM(4, return_sequences=True),
        L.GRU(3),
        L.Dense(1, activation="sigmoid"),
    ])
    return model, [np.array([[2, 16, 9, 1, 4], [8, 3, 3, 0, 0]], "int32")]


MODELS = [autoencoder, residual, towers, experts, tagger, forecaster, cross_attention, transformer, mixer, mobile_net,
          siamese, unet, calibrated, reviews]
