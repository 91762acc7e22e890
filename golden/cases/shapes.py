"""Flatten, Reshape, Permute, RepeatVector, padding, cropping, up-sampling and Rescaling."""

from support import integers, layer_case

BOTH = (2, 3)


def cases(keras):
    return order(keras) + padding(keras) + cropping(keras) + upsampling(keras) + rescaling(keras)


def order(keras):
    L = keras.layers

    def one(folder, name, make, *shapes, **more):
        return layer_case(keras, folder, name, make, *shapes, **more)

    def after_convolution(layer):
        return keras.Sequential([L.Conv2D(3, 2), layer, L.Dense(4)])

    return [
        one("flatten", "plain", lambda: L.Flatten(), (3, 4, 2), dialects=BOTH),
        one("flatten", "channels_first", lambda: L.Flatten(data_format="channels_first"), (3, 4, 2), dialects=BOTH),
        one("flatten", "vector", lambda: L.Flatten(), (5,)),
        one("flatten", "scalar", lambda: L.Flatten(), (), batch=4),
        one("flatten", "integers", lambda: L.Flatten(dtype="int32"), (3, 2), dtype="int32",
            inputs=[integers((2, 3, 2), -9, 9)]),
        one("flatten", "between", lambda: after_convolution(L.Flatten()), (4, 5, 2), dialects=BOTH),
        one("reshape", "plain", lambda: L.Reshape((4, 6)), (3, 8), dialects=BOTH),
        one("reshape", "free_last", lambda: L.Reshape((3, -1)), (4, 6), dialects=BOTH),
        one("reshape", "free_first", lambda: L.Reshape((-1, 2, 2)), (6, 2)),
        one("reshape", "free_of_free_size", lambda: L.Reshape((-1, 4)), (3, 8), free=[(5, 8)], dialects=BOTH),
        one("reshape", "vector", lambda: L.Reshape((-1,)), (3, 4, 2)),
        one("permute", "rank2", lambda: L.Permute((2, 1)), (3, 4), dialects=BOTH),
        one("permute", "rank3", lambda: L.Permute((3, 1, 2)), (2, 3, 4), dialects=BOTH),
        one("permute", "rank4", lambda: L.Permute((4, 2, 1, 3)), (2, 3, 4, 5)),
        one("repeat_vector", "plain", lambda: L.RepeatVector(4), (3,), dialects=BOTH),
        one("repeat_vector", "once", lambda: L.RepeatVector(1), (3,)),
    ]


def padding(keras):
    L = keras.layers

    def one(rank, name, make, *shapes, **more):
        return layer_case(keras, "zero_padding%dd" % rank, name, make, *shapes, **more)

    return [
        one(1, "plain", lambda: L.ZeroPadding1D(), (4, 3), dialects=BOTH),
        one(1, "unequal", lambda: L.ZeroPadding1D((0, 3)), (4, 3), dialects=BOTH),
        one(2, "plain", lambda: L.ZeroPadding2D(), (3, 4, 2), dialects=BOTH),
        one(2, "by_axis", lambda: L.ZeroPadding2D((1, 2)), (3, 4, 2)),
        one(2, "unequal", lambda: L.ZeroPadding2D(((0, 1), (2, 3))), (3, 4, 2), dialects=BOTH),
        one(2, "nothing", lambda: L.ZeroPadding2D(0), (3, 4, 2)),
        one(2, "channels_first", lambda: L.ZeroPadding2D(((1, 0), (2, 1)), data_format="channels_first"), (2, 3, 4)),
        one(2, "free_sizes", lambda: L.ZeroPadding2D(((0, 1), (0, 1))), (3, 4, 2), free=[(5, 2, 2)]),
        one(3, "plain", lambda: L.ZeroPadding3D(), (2, 3, 2, 2), dialects=BOTH),
        one(3, "unequal", lambda: L.ZeroPadding3D(((0, 1), (2, 0), (1, 2))), (2, 3, 2, 2)),
    ]


def cropping(keras):
    L = keras.layers

    def one(rank, name, make, *shapes, **more):
        return layer_case(keras, "cropping%dd" % rank, name, make, *shapes, **more)

    return [
        one(1, "plain", lambda: L.Cropping1D(), (5, 3), dialects=BOTH),
        one(1, "unequal", lambda: L.Cropping1D((0, 2)), (5, 3)),
        one(2, "plain", lambda: L.Cropping2D(1), (4, 5, 2), dialects=BOTH),
        one(2, "default", lambda: L.Cropping2D(), (3, 4, 2)),
        one(2, "unequal", lambda: L.Cropping2D(((0, 1), (2, 1))), (4, 5, 2), dialects=BOTH),
        one(2, "one_side", lambda: L.Cropping2D(((1, 0), (0, 0))), (4, 5, 2)),
        one(2, "channels_first", lambda: L.Cropping2D(((1, 0), (1, 2)), data_format="channels_first"), (2, 4, 5)),
        one(2, "free_sizes", lambda: L.Cropping2D(((0, 1), (1, 1))), (4, 5, 2), free=[(3, 7, 2)]),
        one(3, "plain", lambda: L.Cropping3D(), (4, 5, 3, 2), dialects=BOTH),
        one(3, "unequal", lambda: L.Cropping3D(((0, 1), (2, 0), (1, 1))), (3, 4, 3, 2)),
    ]


def upsampling(keras):
    L = keras.layers

    def one(rank, name, make, *shapes, **more):
        return layer_case(keras, "up_sampling%dd" % rank, name, make, *shapes, **more)

    found = [
        one(1, "plain", lambda: L.UpSampling1D(), (4, 3), dialects=BOTH),
        one(1, "three", lambda: L.UpSampling1D(3), (3, 2)),
        one(2, "nearest", lambda: L.UpSampling2D(), (3, 4, 2), dialects=BOTH),
        one(2, "nearest_unequal", lambda: L.UpSampling2D((3, 2)), (2, 3, 3)),
        one(2, "bilinear", lambda: L.UpSampling2D(interpolation="bilinear"), (3, 4, 2), dialects=BOTH),
        one(2, "bilinear_unequal", lambda: L.UpSampling2D((1, 3), interpolation="bilinear"), (3, 4, 3)),
        one(2, "bilinear_of_one_row", lambda: L.UpSampling2D((3, 2), interpolation="bilinear"), (1, 3, 2)),
        one(2, "channels_first", lambda: L.UpSampling2D((2, 3), data_format="channels_first"), (2, 3, 4)),
        one(2, "bilinear_channels_first", lambda: L.UpSampling2D(2, data_format="channels_first",
                                                                 interpolation="bilinear"), (2, 3, 4)),
        one(2, "nearest_free_sizes", lambda: L.UpSampling2D(), (3, 4, 2), free=[(5, 2, 2)]),
        one(2, "bilinear_free_sizes", lambda: L.UpSampling2D(interpolation="bilinear"), (3, 4, 2),
            free=[(5, 2, 2)]),
        one(2, "bicubic", lambda: L.UpSampling2D(interpolation="bicubic"), (4, 5, 2), dialects=BOTH),
        one(2, "bicubic_unequal", lambda: L.UpSampling2D((3, 2), interpolation="bicubic"), (3, 5, 2)),
        one(3, "plain", lambda: L.UpSampling3D(), (2, 3, 2, 2), dialects=BOTH),
        one(3, "unequal", lambda: L.UpSampling3D((1, 3, 2)), (2, 2, 3, 2)),
    ]
    for name in ("lanczos3", "lanczos5"):
        found.append(one(2, name, lambda name=name: L.UpSampling2D(interpolation=name), (5, 6, 2), dialects=BOTH))
    for name in ("area", "gaussian", "mitchellcubic"):
        found.append(one(2, name, lambda name=name: L.UpSampling2D(interpolation=name), (4, 5, 2), dialects=(2,)))
    return found


def rescaling(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "rescaling", name, make, *shapes, **more)

    return [
        one("scale", lambda: L.Rescaling(1 / 255.0), (3, 4, 3), scale=100, dialects=BOTH),
        one("offset", lambda: L.Rescaling(1 / 127.5, offset=-1), (5,), scale=100, dialects=BOTH),
        one("lists", lambda: L.Rescaling([0.5, 2.0, -1.0], offset=[1.0, 0.0, -2.0]), (2, 4, 3), dialects=BOTH),
        one("of_bytes", lambda: L.Rescaling(1 / 255.0), (3, 2), dtype="uint8", inputs=[integers((2, 3, 2), 0, 256,
                                                                                                "uint8")]),
        one("of_integers", lambda: L.Rescaling(0.25, offset=3), (4,), dtype="int32",
            inputs=[integers((2, 4), -50, 50)]),
        one("float64", lambda: L.Rescaling(1 / 3.0, offset=0.1, dtype="float64"), (5,), dtype="float64"),
    ]
