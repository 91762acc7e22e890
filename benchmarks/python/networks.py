"""The networks of the suite, as programs that Keras 3 and tf.keras 2.15 build alike; weights are drawn by make_models.py."""

import keras
from keras import layers as L


def mlp_small():
    x = inputs = L.Input((16,))
    for units in (32, 32):
        x = L.Dense(units, activation="relu")(x)
    return keras.Model(inputs, L.Dense(4, activation="softmax")(x))


def mlp():
    x = inputs = L.Input((784,))
    for units in (512, 512):
        x = L.Dense(units, activation="relu")(x)
    return keras.Model(inputs, L.Dense(10, activation="softmax")(x))


def application(name):
    return lambda: getattr(keras.applications, name)(weights=None)


def unet():
    """128 x 128 pictures, four levels of 16 to 128 filters, transposed convolutions upwards."""

    def block(x, filters):
        for _ in range(2):
            x = L.Conv2D(filters, 3, padding="same", use_bias=False)(x)
            x = L.ReLU()(L.BatchNormalization()(x))
        return x

    x = inputs = L.Input((128, 128, 3))
    passed = []
    for filters in (16, 32, 64):
        x = block(x, filters)
        passed.append(x)
        x = L.MaxPooling2D(2)(x)
    x = block(x, 128)
    for filters in (64, 32, 16):
        x = L.Conv2DTranspose(filters, 2, strides=2, padding="same")(x)
        x = block(L.Concatenate()([x, passed.pop()]), filters)
    return keras.Model(inputs, L.Conv2D(1, 1, activation="sigmoid")(x))


def lstm():
    x = inputs = L.Input((100, 64))
    x = L.LSTM(256, return_sequences=True)(x)
    x = L.LSTM(256)(x)
    return keras.Model(inputs, L.Dense(10, activation="softmax")(x))


def bigru():
    x = inputs = L.Input((200, 64))
    x = L.Bidirectional(L.GRU(128))(x)
    return keras.Model(inputs, L.Dense(10, activation="softmax")(x))


def conv1d():
    """1,024 steps of 32 features; causal convolutions that reach 1, 2, 4, ... 32 steps back, each added to its input."""
    x = inputs = L.Input((1024, 32))
    x = L.Conv1D(128, 1)(x)
    for power in range(6):
        name = "branch_%d" % power
        y = L.Conv1D(128, 3, padding="causal", dilation_rate=2**power, activation="relu", name=name)(x)
        x = L.Add()([x, y])
    x = L.GlobalAveragePooling1D()(x)
    return keras.Model(inputs, L.Dense(10, activation="softmax")(x))


def transformer():
    """An encoder of six layers, d = 384, six heads, over 128 embedded tokens; normalised before each block."""
    x = inputs = L.Input((128, 384))
    for _ in range(6):
        y = L.LayerNormalization(epsilon=1e-6)(x)
        x = L.Add()([x, L.MultiHeadAttention(6, 64)(y, y)])
        y = L.LayerNormalization(epsilon=1e-6)(x)
        y = L.Dense(1536, activation="gelu")(y)
        x = L.Add()([x, L.Dense(384)(y)])
    x = L.GlobalAveragePooling1D()(L.LayerNormalization(epsilon=1e-6)(x))
    return keras.Model(inputs, L.Dense(10, activation="softmax")(x))


def mini_xception():
    """The face classifier of Arriaga et al. (2017): 48 x 48 grey pictures, four separable blocks."""
    x = inputs = L.Input((48, 48, 1))
    for filters in (8, 8):
        x = L.Conv2D(filters, 3, use_bias=False)(x)
        x = L.Activation("relu")(L.BatchNormalization()(x))
    for filters in (16, 32, 64, 128):
        short = L.BatchNormalization()(L.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(x))
        x = L.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
        x = L.Activation("relu")(L.BatchNormalization()(x))
        x = L.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
        x = L.MaxPooling2D(3, strides=2, padding="same")(L.BatchNormalization()(x))
        x = L.Add()([x, short])
    x = L.GlobalAveragePooling2D()(L.Conv2D(7, 3, padding="same")(x))
    return keras.Model(inputs, L.Activation("softmax")(x))


def resnet8():
    """The picture classifier of MLPerf Tiny: 32 x 32, three blocks."""

    def normalised(x, filters, size, strides):
        return L.BatchNormalization()(L.Conv2D(filters, size, strides=strides, padding="same")(x))

    x = inputs = L.Input((32, 32, 3))
    x = L.Activation("relu")(normalised(x, 16, 3, 1))
    for filters, strides in ((16, 1), (32, 2), (64, 2)):
        y = L.Activation("relu")(normalised(x, filters, 3, strides))
        y = normalised(y, filters, 3, 1)
        short = x if strides == 1 else L.Conv2D(filters, 1, strides=strides, padding="same")(x)
        x = L.Activation("relu")(L.Add()([short, y]))
    x = L.Flatten()(L.AveragePooling2D(8)(x))
    return keras.Model(inputs, L.Dense(10, activation="softmax")(x))


def ds_cnn():
    """The keyword spotter of MLPerf Tiny: 49 x 10 spectral features, four depthwise separable blocks."""
    x = inputs = L.Input((49, 10, 1))
    x = L.Conv2D(64, (10, 4), strides=2, padding="same")(x)
    x = L.Activation("relu")(L.BatchNormalization()(x))
    for _ in range(4):
        x = L.DepthwiseConv2D(3, padding="same")(x)
        x = L.Activation("relu")(L.BatchNormalization()(x))
        x = L.Conv2D(64, 1, padding="same")(x)
        x = L.Activation("relu")(L.BatchNormalization()(x))
    x = L.Flatten()(L.AveragePooling2D((25, 5))(x))
    return keras.Model(inputs, L.Dense(12, activation="softmax")(x))


# Name, what the page calls it, and the program.
NETWORKS = {
    "mlp_small": ("MLP 16-32-32-4", mlp_small),
    "mlp": ("MLP 784-512-512-10", mlp),
    "mobilenet_v2": ("MobileNetV2", application("MobileNetV2")),
    "efficientnet_b0": ("EfficientNetB0", application("EfficientNetB0")),
    "resnet50": ("ResNet50", application("ResNet50")),
    "inception_v3": ("InceptionV3", application("InceptionV3")),
    "vgg16": ("VGG16", application("VGG16")),
    "unet": ("U-Net 128", unet),
    "lstm": ("LSTM 2 x 256, T 100", lstm),
    "bigru": ("BiGRU 128, T 200", bigru),
    "conv1d": ("dilated Conv1D", conv1d),
    "transformer": ("transformer, 6 layers", transformer),
    "mini_xception": ("mini_XCEPTION", mini_xception),
    "resnet8": ("resnet8", resnet8),
    "ds_cnn": ("DS-CNN", ds_cnn),
}


def chosen(names):
    """The named networks, or all: [(name, title, program)]."""
    for name in names:
        if name not in NETWORKS:
            raise SystemExit("there is no network %s; there are %s" % (name, ", ".join(NETWORKS)))
    return [(name, *NETWORKS[name]) for name in names or NETWORKS]
