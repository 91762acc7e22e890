"""Resizing and CenterCrop."""

from support import integers, layer_case

BOTH = (2, 3)


def cases(keras):
    found = resizing(keras) + center_crop(keras)
    return found + resizing_of_keras3(keras) if keras.__version__.startswith("3") else found


def resizing(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "resizing", name, make, *shapes, **more)

    return [
        one("smaller", lambda: L.Resizing(3, 4), (5, 7, 2), dialects=BOTH),
        one("larger", lambda: L.Resizing(8, 9), (5, 7, 2), dialects=BOTH),
        one("nearest", lambda: L.Resizing(3, 9, interpolation="nearest"), (5, 7, 2), dialects=BOTH),
        one("bicubic", lambda: L.Resizing(7, 5, interpolation="bicubic"), (5, 7, 2), dialects=BOTH),
        one("crop_to_aspect_ratio", lambda: L.Resizing(4, 4, crop_to_aspect_ratio=True), (5, 8, 2), dialects=BOTH),
        one("crop_free_sizes", lambda: L.Resizing(4, 6, crop_to_aspect_ratio=True), (5, 8, 2), free=[(9, 4, 2)],
            dialects=BOTH),
        one("free_sizes", lambda: L.Resizing(3, 4), (5, 7, 2), free=[(2, 9, 2)], dialects=BOTH),
        one("uint8", lambda: L.Resizing(3, 4), (5, 7, 3), dtype="uint8", inputs=[integers((2, 5, 7, 3), 0, 256, "uint8")],
            dialects=BOTH),
    ]


def resizing_of_keras3(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "resizing", name, make, *shapes, **more)

    return [
        one("pad_to_aspect_ratio", lambda: L.Resizing(4, 4, pad_to_aspect_ratio=True, fill_value=0.5), (4, 8, 2)),
        one("pad_to_aspect_ratio_odd", lambda: L.Resizing(4, 4, pad_to_aspect_ratio=True), (5, 8, 2)),
        one("pad_free_sizes", lambda: L.Resizing(4, 6, pad_to_aspect_ratio=True), (5, 8, 2), free=[(9, 4, 2)]),
        one("channels_first", lambda: L.Resizing(3, 4, data_format="channels_first"), (2, 5, 7)),
    ]


def center_crop(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "center_crop", name, make, *shapes, **more)

    return [
        one("even", lambda: L.CenterCrop(2, 4), (4, 6, 2), dialects=BOTH),
        one("odd", lambda: L.CenterCrop(2, 3), (5, 6, 2), dialects=BOTH),
        one("whole", lambda: L.CenterCrop(5, 6), (5, 6, 2)),
        one("too_small", lambda: L.CenterCrop(6, 4), (5, 7, 2), dialects=BOTH),
        one("uint8", lambda: L.CenterCrop(2, 3), (5, 6, 3), dtype="uint8", inputs=[integers((2, 5, 6, 3), 0, 256, "uint8")],
            dialects=BOTH),
    ]
