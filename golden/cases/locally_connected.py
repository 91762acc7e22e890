"""LocallyConnected1D and LocallyConnected2D, which Keras had up to version 2."""

from support import layer_case

KERAS2 = (2,)


def cases(keras):
    L = keras.layers
    if not hasattr(L, "LocallyConnected1D"):
        return []

    def one(name, *size, shape=(7, 3), **options):
        return layer_case(keras, "locally_connected1d", name, lambda: L.LocallyConnected1D(*size, **options), shape,
                          dialects=KERAS2)

    def two(name, *size, shape=(5, 6, 2), **options):
        return layer_case(keras, "locally_connected2d", name, lambda: L.LocallyConnected2D(*size, **options), shape,
                          dialects=KERAS2)

    found = []
    for n in (1, 2, 3):
        found += [
            one("implementation_%d" % n, 4, 3, implementation=n),
            one("strides_%d" % n, 4, 2, strides=2, activation="relu", implementation=n),
            one("channels_first_%d" % n, 4, 3, data_format="channels_first", shape=(3, 7), implementation=n),
            two("implementation_%d" % n, 3, 2, implementation=n),
            two("strides_unequal_%d" % n, 3, (2, 3), strides=(2, 1), activation="tanh", implementation=n),
            two("channels_first_%d" % n, 3, (3, 2), data_format="channels_first", shape=(2, 5, 6), implementation=n),
        ]
    for n in (2, 3):
        found += [
            one("same_%d" % n, 4, 3, padding="same", implementation=n),
            one("same_even_%d" % n, 4, 4, strides=2, padding="same", implementation=n),
            two("same_%d" % n, 3, (3, 2), padding="same", implementation=n),
        ]
    return found + [one("no_bias", 4, 3, use_bias=False), two("no_bias", 3, 2, use_bias=False)]
