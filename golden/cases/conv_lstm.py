"""Convolutional LSTM in one to three dimensions."""

import numpy as np

from support import Case, calls, layer_case, normal

BOTH = (2, 3)
CHANNELS_LAST = {1: (4, 7, 2), 2: (3, 5, 6, 2), 3: (2, 4, 3, 5, 2)}
CHANNELS_FIRST = {1: (4, 2, 7), 2: (3, 2, 5, 6), 3: (2, 2, 4, 3, 5)}


def cases(keras):
    return layers(keras) + masks(keras)


def layers(keras):
    L = keras.layers

    def one(rank, name, shape=None, dialects=BOTH, free=None, **options):
        options = dict(dict(filters=3, kernel_size=(3, 2, 2)[:rank]), **options)
        first = options.get("data_format") == "channels_first"
        return layer_case(keras, "conv_lstm%dd" % rank, name,
                          lambda: getattr(L, "ConvLSTM%dD" % rank)(**options),
                          shape or (CHANNELS_FIRST if first else CHANNELS_LAST)[rank],
                          dialects=dialects, free=free, xla=first)

    found = []
    for rank in (1, 2, 3):
        found += [
            one(rank, "plain"),
            one(rank, "same_sequences", padding="same", return_sequences=True),
            one(rank, "sequences_state", return_sequences=True, return_state=True, strides=2),
            one(rank, "channels_first", data_format="channels_first", return_state=True),
        ]
    return found + [
        one(2, "hard_sigmoid", recurrent_activation="hard_sigmoid"),
        one(2, "sigmoid", recurrent_activation="sigmoid"),
        one(2, "relu", activation="relu"),
        one(2, "softmax", activation="softmax"),
        one(2, "no_bias", use_bias=False),
        one(2, "dilated", dilation_rate=2, kernel_size=2),
        one(2, "backwards", go_backwards=True, return_sequences=True, return_state=True, padding="same"),
        one(2, "one_step", shape=(1, 4, 5, 2), padding="same"),
        one(2, "free_steps", return_sequences=True, free=[(5, 5, 6, 2)]),
        one(2, "channels_first_sequences", data_format="channels_first", return_sequences=True, go_backwards=True),
        one(2, "float64", dtype="float64", return_sequences=True, dialects=(3,)),
        layer_case(keras, "conv_lstm2d", "initial_state", lambda: L.ConvLSTM2D(3, 2, padding="same"), (3, 4, 5, 2),
                   (4, 5, 3), (4, 5, 3), call=lambda layer, x: layer(x[0], initial_state=x[1:]), dialects=BOTH),
        layer_case(keras, "bidirectional", "conv_lstm2d",
                   lambda: L.Bidirectional(L.ConvLSTM2D(2, 2, padding="same", return_sequences=True)), (3, 4, 5, 2),
                   dialects=BOTH),
    ]


def masks(keras):
    """Steps before, between and after that do not count, and a sample without any that does."""
    L = keras.layers
    steps = np.array([[0, 0, 1, 1, 0, 1], [1, 1, 1, 0, 0, 0], [1, 0, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]], bool)

    def case(name, layer):
        path = "structures/mask_conv_lstm_" + name

        def build():
            x = L.Input((6, 2, 3, 2), name="x")
            mask = L.Input((6,), dtype="bool", name="mask")
            return keras.Model([x, mask], layer()(x, mask=mask))

        return Case(path, build, calls(path, [normal((4, 6, 2, 3, 2)), steps]), keras=BOTH)

    def conv(**options):
        return L.ConvLSTM2D(2, 2, padding="same", **options)

    return [
        case("last", conv),
        case("sequences", lambda: conv(return_sequences=True)),
        case("backwards", lambda: conv(return_sequences=True, go_backwards=True)),
        case("bidirectional", lambda: L.Bidirectional(conv(return_sequences=True))),
    ]
