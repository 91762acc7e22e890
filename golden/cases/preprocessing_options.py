"""Options of resizing, cropping, normalising, rescaling, spectrograms, merging and Pipeline, beside those of their groups."""

import itertools

import numpy as np

from support import Case, calls, generator, integers, layer_case, normal

BOTH = (2, 3)


def cases(keras):
    found = resizing(keras) + center_crop(keras) + normalization(keras) + rescaling(keras) + merging(keras) + operations(keras)
    if keras.__version__ >= "3":
        found += resizing_of_keras3(keras) + spectrograms(keras) + pipelines(keras) + augmentation(keras)
    return found


def bytes_of(shape):
    return dict(dtype="uint8", inputs=[integers((2,) + shape, 0, 256, "uint8")])


def resizing(keras):
    L = keras.layers

    def one(name, size, shape, interpolation, dialects=BOTH, free=None, given=None, **options):
        return layer_case(keras, "resizing", name, lambda: L.Resizing(*size, interpolation=interpolation, **options),
                          shape, dialects=dialects, free=free, **(given or {}))

    found = []
    for name in ("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"):
        found += [
            one(name + "_smaller", (3, 4), (8, 9, 2), name),
            one(name + "_larger", (11, 8), (5, 4, 2), name),
            one(name + "_mixed", (3, 9), (7, 4, 2), name),
            one(name + "_cropped", (4, 5), (5, 9, 2), name, crop_to_aspect_ratio=True),
            one(name + "_bytes", (4, 5), (7, 6, 3), name, given=bytes_of((7, 6, 3))),
            one(name + "_same_size", (5, 4), (5, 4, 2), name),
        ]
    for name in ("area", "gaussian", "mitchellcubic"):
        found += [
            one(name + "_smaller", (3, 4), (8, 9, 2), name, dialects=(2,)),
            one(name + "_larger", (11, 8), (5, 4, 2), name, dialects=(2,)),
            one(name + "_same_size", (5, 4), (5, 4, 2), name, dialects=(2,)),
            one(name + "_bytes", (4, 5), (7, 6, 3), name, dialects=(2,), given=bytes_of((7, 6, 3))),
        ]
    return found + [
        one("cropped_high", (5, 3), (7, 9, 2), "bilinear", crop_to_aspect_ratio=True),
        one("cropped_larger", (9, 9), (4, 7, 2), "bilinear", crop_to_aspect_ratio=True),
        one("cropped_to_one", (1, 9), (3, 2, 2), "bilinear", dialects=(3,), crop_to_aspect_ratio=True),
        one("one_pixel", (3, 4), (1, 1, 2), "bilinear"),
        one("to_one_pixel", (1, 1), (4, 5, 2), "bilinear"),
        one("free_bicubic", (3, 4), (5, 7, 2), "bicubic", free=[(9, 2, 2)]),
        one("free_cropped", (3, 4), (5, 7, 2), "bilinear", free=[(9, 5, 2)], crop_to_aspect_ratio=True),
    ]


def resizing_of_keras3(keras):
    L = keras.layers
    formats = {"last": lambda h, w: (h, w, 2), "first": lambda h, w: (2, h, w)}

    def one(name, size, shape, free=None, given=None, **options):
        return layer_case(keras, "resizing", name, lambda: L.Resizing(*size, **options), shape, free=free,
                          **(given or {}))

    found = []
    for name in ("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"):
        smooth = dict(interpolation=name, antialias=True)
        found += [
            one("antialias_%s_smaller" % name, (3, 4), (8, 9, 2), **smooth),
            one("antialias_%s_mixed" % name, (9, 3), (5, 7, 2), **smooth),
            one("antialias_%s_same_size" % name, (4, 3), (4, 3, 2), **smooth),
        ]
    for order, aspect in itertools.product(formats, ("crop", "pad")):
        more = {"%s_to_aspect_ratio" % aspect: True, "data_format": "channels_" + order}
        if aspect == "pad":
            more["fill_value"] = -0.75
        shape = formats[order]
        found += [
            one("%s_%s_wide" % (aspect, order), (4, 5), shape(3, 9), **more),
            one("%s_%s_high" % (aspect, order), (4, 5), shape(9, 4), interpolation="nearest", **more),
            one("%s_%s_antialias" % (aspect, order), (3, 2), shape(9, 8), antialias=True, **more),
        ]
    return found + [
        one("channels_first_bytes", (3, 4), (3, 5, 7), data_format="channels_first", given=bytes_of((3, 5, 7))),
        one("channels_first_bicubic", (3, 9), (2, 5, 7), data_format="channels_first", interpolation="bicubic"),
        one("antialias_bytes", (3, 4), (8, 9, 3), antialias=True, given=bytes_of((8, 9, 3))),
        one("pad_bytes", (4, 4), (3, 8, 3), pad_to_aspect_ratio=True, fill_value=7, given=bytes_of((3, 8, 3))),
        one("int32", (3, 4), (5, 7, 2), given=dict(dtype="int32", inputs=[integers((2, 5, 7, 2), -900, 900)])),
        one("float64", (3, 4), (5, 7, 2), given=dict(dtype="float64"), dtype="float64"),
        one("free_padded", (3, 4), (5, 7, 2), free=[(9, 4, 2)], pad_to_aspect_ratio=True),
        one("free_antialias", (3, 4), (5, 7, 2), free=[(9, 4, 2)], antialias=True),
    ]


def operations(keras):
    path = "operations/resize_antialias"

    def build():
        x = keras.Input((8, 9, 2), name="x")
        if keras.__version__ >= "3":
            resize = lambda name: keras.ops.image.resize(x, (3, 11), interpolation=name, antialias=True)
        else:
            import tensorflow as tf

            resize = lambda name: tf.image.resize(x, (3, 11), method=name, antialias=True)
        return keras.Model(x, [resize(name) for name in ("bilinear", "bicubic", "lanczos3", "nearest")], name="model")

    return [Case(path, build, calls(path, normal((2, 8, 9, 2))), keras=BOTH)]


def center_crop(keras):
    L = keras.layers

    def one(name, size, shape, dialects=BOTH, given=None, **options):
        return layer_case(keras, "center_crop", name, lambda: L.CenterCrop(*size, **options), shape, dialects=dialects,
                          **(given or {}))

    first = dict(data_format="channels_first", dialects=(3,))
    return [
        one("too_high", (9, 3), (5, 7, 2)),
        one("both_too_small", (9, 8), (5, 7, 2)),
        one("one_row", (1, 7), (5, 7, 2)),
        one("channels_first", (3, 4), (2, 6, 7), **first),
        one("channels_first_too_small", (7, 4), (2, 6, 7), **first),
        one("channels_first_bytes", (3, 4), (3, 6, 7), given=bytes_of((3, 6, 7)), **first),
        one("bytes_too_small", (7, 4), (6, 5, 3), given=bytes_of((6, 5, 3))),
        one("int32", (3, 4), (6, 5, 2), given=dict(dtype="int32", inputs=[integers((2, 6, 5, 2), -900, 900)])),
    ]


def normalization(keras):
    L = keras.layers

    def one(name, shape, *, dialects=BOTH, dtype=None, inputs=None, free=None, **options):
        return layer_case(keras, "normalization", name, lambda: L.Normalization(**options), shape, dialects=dialects,
                          dtype=dtype, inputs=inputs, free=free)

    def adapted(name, shape, dialects=BOTH, dtype="float32", **options):
        path = "layers/normalization/" + name

        def build():
            layer = L.Normalization(**options)
            layer.adapt((2 + 3 * generator("data of " + path).standard_normal((20,) + shape)).astype("float32"))
            x = L.Input(shape, name="x", dtype=dtype)
            return keras.Model(x, layer(x), name="model")

        return Case(path, build, calls(path, normal((2,) + shape, 4)), keras=dialects, weights=False)

    two = dict(mean=[0.5, -1.0], variance=[1.0, 0.25])
    square = dict(mean=[[0.5, -1.0], [2.0, 0.0]], variance=[[1.0, 0.25], [4.0, 9.0]])
    return [
        one("axis_negative", (2, 3), axis=-2, **two),
        one("axis_in_list", (2, 3), axis=[1], **two),
        one("two_axes_given", (2, 3, 2), axis=(1, 3), **square),
        one("two_negative_axes_given", (3, 2, 2), axis=[-2, -1], **square),
        one("two_axes_inverted", (2, 2), axis=(1, 2), invert=True, **square),
        one("scalars_inverted", (3, 2), axis=None, mean=0.5, variance=4.0, invert=True),
        one("scalars_on_axis", (3, 2), mean=0.5, variance=4.0),
        one("arrays_given", (2,), mean=np.array([0.5, -1.0]), variance=np.array([1.0, 0.25])),
        one("integers", (2,), dtype="int32", inputs=[integers((3, 2), -9, 9)], **two),
        one("bytes", (2, 2), dtype="uint8", inputs=[integers((3, 2, 2), 0, 255, "uint8")], **two),
        one("float64", (2,), dtype="float64", dialects=(3,), **two),
        one("free_steps", (3, 2), free=[(5, 2)], **two),
        one("scalar_features", (), axis=None, mean=0.5, variance=4.0),
        adapted("adapted_inverted", (3,), invert=True),
        adapted("adapted_axis_1", (3, 2), axis=1),
        adapted("adapted_axis_none_inverted", (3, 2), axis=None, invert=True),
        adapted("adapted_axes_1_3", (2, 3, 4), axis=(1, 3)),
        adapted("adapted_all_axes", (2, 3), axis=[1, 2]),
    ]


def rescaling(keras):
    L = keras.layers

    def one(name, shape, *arguments, dialects=BOTH, **more):
        return layer_case(keras, "rescaling", name, lambda: L.Rescaling(*arguments), shape, dialects=dialects, **more)

    return [
        one("list_and_number", (4, 3), [0.5, 2.0, -1.0], 0.25),
        one("number_and_list", (4, 3), 0.5, [1.0, 0.0, -2.0]),
        one("array", (4, 3), np.array([0.5, 2.0, -1.0]), np.array([[0.1], [0.2], [0.3], [0.4]])),
        one("nested_lists", (2, 3), [[0.5, 2.0, -1.0], [1.0, 3.0, 0.25]], [[0.5], [-1.0]]),
        one("list_of_one", (4, 3), [0.5], [1.5]),
        one("whole_numbers", (4,), 2, 3),
        one("integer_images", (3, 2, 3), [0.5, 2.0, -1.0], dtype="int32", inputs=[integers((2, 3, 2, 3), 0, 255)]),
        one("scalar_features", (), 0.5, 0.1, batch=3),
        one("free_sizes", (3, 2), 0.5, [0.1, 0.2], free=[(5, 2)]),
    ]


def merging(keras):
    L = keras.layers

    def one(folder, name, make, *shapes, dialects=BOTH, **more):
        return layer_case(keras, folder, name, make, *shapes, dialects=dialects, **more)

    found = []
    for folder, layer in (("add", L.Add), ("subtract", L.Subtract), ("multiply", L.Multiply), ("average", L.Average),
                          ("maximum", L.Maximum), ("minimum", L.Minimum)):
        found += [
            one(folder, "rank_3_and_1", layer, (3, 4, 2), (2,)),
            one(folder, "rank_1_and_3", layer, (2,), (3, 2, 2)) if folder != "add" else
            one(folder, "rank_2_and_3", layer, (3, 4), (2, 3, 4)),
            one(folder, "free_sizes_broadcast", layer, (3, 2), (3, 1), free=[(5, 2), (5, 1)]),
        ]
        if folder != "subtract":
            found.append(one(folder, "four", layer, (3, 2), (1, 2), (3, 1), (3, 2)))
    C, D = L.Concatenate, L.Dot
    found += [
        one("concatenate", "axis_3", lambda: C(axis=3), (2, 3, 2), (2, 3, 1)),
        one("concatenate", "axis_minus_3", lambda: C(axis=-3), (2, 3, 2), (1, 3, 2)),
        one("concatenate", "same_twice", lambda: C(), (3,), call=lambda c, x: c([x[0], x[0]])),
        one("concatenate", "free_axis", lambda: C(axis=1), (3, 2), (2, 2), free=[(1, 2), (5, 2)]),
        one("concatenate", "one", lambda: C(), (3, 2), call=lambda c, x: c([x[0], x[0], x[0]])),
    ]
    vectors, matrices = ((4,), (4,)), ((3, 4), (5, 4))
    found += [
        one("dot", "axis_minus_1", lambda: D(axes=-1), *vectors),
        one("dot", "axis_minus_1_normalized", lambda: D(axes=-1, normalize=True), *matrices),
        one("dot", "negative_axes", lambda: D(axes=(-1, -1)), *matrices),
        one("dot", "negative_axes_turned", lambda: D(axes=(-1, -2)), (3, 4), (4, 5)),
        one("dot", "axis_1_normalized", lambda: D(axes=1, normalize=True), (4, 2), (4, 3)),
        one("dot", "axis_2", lambda: D(axes=2), (3, 4), (3, 4)),
        one("dot", "vector_and_matrix_axis_2", lambda: D(axes=(1, 2)), (4,), (3, 4)),
        one("dot", "matrix_and_vector_axis_1", lambda: D(axes=(1, 1)), (4, 3), (4,)),
        one("dot", "axes_in_list", lambda: D(axes=[2, 1]), (3, 4), (4, 5)),
        one("dot", "rank_3_and_2", lambda: D(axes=(3, 2)), (2, 3, 4), (5, 4)),
        one("dot", "rank_2_and_3", lambda: D(axes=(2, 3)), (5, 4), (5, 3, 4)),
        one("dot", "rank_3_and_3", lambda: D(axes=(3, 3)), (2, 3, 4), (2, 5, 4)),
        one("dot", "rank_3_first_axes", lambda: D(axes=(1, 1)), (4, 2, 3), (4, 2, 5)),
        one("dot", "rank_3_middle", lambda: D(axes=(2, 1)), (2, 4, 3), (4, 5)),
        one("dot", "free_sizes", lambda: D(axes=2), (3, 4), (5, 4), free=[(2, 4), (7, 4)]),
    ]
    return found


def spectrograms(keras):
    L = keras.layers

    def mel(name, shape=(70,), free=None, dtype=None, **options):
        settings = dict(fft_length=16, sequence_stride=6, num_mel_bins=5, sampling_rate=200, min_freq=3.0)
        settings.update(options)
        return layer_case(keras, "mel_spectrogram", name, lambda: L.MelSpectrogram(**settings), shape, free=free,
                          dtype=dtype)

    def stft(name, shape=(23, 2), free=None, weights=False, xla=False, dtype=None, **options):
        settings = dict(frame_length=8)
        settings.update(options)
        return layer_case(keras, "stft_spectrogram", name, lambda: L.STFTSpectrogram(**settings), shape, free=free,
                          weights=weights, xla=xla, dtype=dtype)

    modes = ("log", "magnitude", "psd", "real", "imag", "angle", "stft")
    found = [stft("%s_options" % mode, mode=mode, frame_length=7, frame_step=3, fft_length=9, window="hamming",
                  padding="same", scaling="spectrum", periodic=True, expand_dims=mode != "angle") for mode in modes]
    found += [stft("%s_unscaled" % mode, mode=mode, scaling=None, window="bartlett" if mode == "log" else "hann")
              for mode in modes]
    return found + [
        stft("one_frame", shape=(8, 1), mode="magnitude"),
        stft("step_of_frame", mode="magnitude", frame_step=8),
        stft("odd_frame", mode="magnitude", frame_length=5, fft_length=5),
        stft("density", mode="psd", scaling="density", window="blackman", periodic=True),
        stft("window_none_same", mode="real", window=None, padding="same"),
        stft("free_same", mode="magnitude", padding="same", free=[(17, 2)]),
        stft("many_channels", shape=(19, 3), mode="stft", expand_dims=True),
        stft("channels_first_stft", shape=(2, 23), mode="stft", data_format="channels_first", xla=True),
        mel("short_frames", sequence_length=12),
        mel("odd_fft", fft_length=15, power_to_db=False),
        mel("stride_of_frame", sequence_stride=16),
        mel("no_window_length", window=None, sequence_length=10),
        mel("min_power", min_power=1e-2, ref_power=0.5),
        mel("top_db_small", top_db=5.0),
        mel("magnitude_exponent", mag_exp=1.5),
        mel("max_freq", max_freq=60.0, num_mel_bins=3),
        mel("stereo", shape=(2, 70)),
    ]


def pipelines(keras):
    L = keras.layers

    def one(name, layers, shape, **more):
        return layer_case(keras, "pipeline", name, lambda: L.Pipeline(layers()), shape, **more)

    return [
        one("single", lambda: [L.Rescaling(0.5)], (3,)),
        one("preprocessing", lambda: [L.Resizing(4, 5), L.CenterCrop(3, 3), L.RandomRotation(0.2), L.Rescaling(0.1, -1)],
            (6, 7, 2)),
        one("named", lambda: [L.Dense(3, name="one"), L.BatchNormalization(name="two"), L.Dense(2, name="one")], (4,)),
    ]


def augmentation(keras):
    """Data formats, ranges and types, which at inference change nothing but how bytes come out."""
    L = keras.layers
    first = dict(data_format="channels_first")
    made = [
        ("random_brightness", "ranges", lambda: L.RandomBrightness((-0.2, 0.3), value_range=(0, 1), seed=3)),
        ("random_contrast", "ranges", lambda: L.RandomContrast((0.2, 0.3), value_range=(0, 1))),
        ("random_flip", "channels_first", lambda: L.RandomFlip("vertical", **first)),
        ("random_rotation", "options", lambda: L.RandomRotation((-0.1, 0.2), fill_mode="wrap", interpolation="nearest",
                                                                fill_value=3.0, **first)),
        ("random_translation", "options", lambda: L.RandomTranslation((-0.1, 0.2), 0.3, fill_mode="nearest", **first)),
        ("random_zoom", "options", lambda: L.RandomZoom((-0.1, 0.2), (-0.2, 0.1), fill_mode="constant", **first)),
        ("random_shear", "options", lambda: L.RandomShear(0.2, 0.3, interpolation="nearest", fill_mode="wrap", **first)),
        ("random_perspective", "options", lambda: L.RandomPerspective(0.5, scale=0.3, **first)),
        ("random_posterization", "float_range", lambda: L.RandomPosterization(3, value_range=(0, 1))),
        ("random_hue", "ranges", lambda: L.RandomHue((0.1, 0.4), value_range=(0, 1))),
        ("random_saturation", "ranges", lambda: L.RandomSaturation((0.1, 0.4), value_range=(0, 1))),
        ("random_sharpness", "ranges", lambda: L.RandomSharpness((0.1, 0.4), value_range=(0, 1))),
        ("random_grayscale", "channels_last", lambda: L.RandomGrayscale(0.7)),
        ("random_invert", "ranges", lambda: L.RandomInvert(0.7, value_range=(0, 1))),
        ("random_erasing", "options", lambda: L.RandomErasing(0.7, scale=(0.1, 0.2), fill_value=3.0, **first)),
        ("random_gaussian_blur", "options", lambda: L.RandomGaussianBlur(0.7, kernel_size=5, sigma=0.5)),
        ("random_elastic_transform", "options", lambda: L.RandomElasticTransform(0.7, scale=0.2, fill_mode="constant")),
        ("solarization", "options", lambda: L.Solarization(0.3, threshold_factor=0.2, value_range=(0, 1))),
        ("rand_augment", "options", lambda: L.RandAugment(value_range=(0, 1), num_ops=3, factor=0.5)),
        ("aug_mix", "options", lambda: L.AugMix(value_range=(0, 1), num_chains=2, chain_depth=2, factor=0.4)),
        ("mix_up", "options", lambda: L.MixUp(alpha=0.4)),
        ("cut_mix", "options", lambda: L.CutMix(factor=0.4)),
        ("random_crop", "options", lambda: L.RandomCrop(3, 3, **first)),
        ("random_color_jitter", "options", lambda: L.RandomColorJitter(
            value_range=(0, 1), brightness_factor=0.2, saturation_factor=0.3)),
    ]
    found = []
    for folder, name, make in made:
        found.append(layer_case(keras, folder, name, make, (3, 5, 3)))
        if folder != "random_shear":  # which cannot be made of its own configuration
            found.append(layer_case(keras, folder, name + "_float64", typed(make), (3, 5, 3), dtype="float64"))
        found.append(layer_case(keras, folder, name + "_int32", make, (3, 5, 3), dtype="int32",
                                inputs=[integers((2, 3, 5, 3), 0, 255)]))
    return found


def typed(make):
    def build():
        layer = make()
        return type(layer).from_config(dict(layer.get_config(), dtype="float64"))

    return build
