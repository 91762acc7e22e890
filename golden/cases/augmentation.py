"""Layers that change images in training, or sound and contrast always: what they do at inference."""

import numpy as np

from support import Case, calls, integers, layer_case, normal

BOTH = (2, 3)


def cases(keras):
    return augmentations(keras) + contrast(keras) + random_crop(keras) + pipelines(keras) + spectrograms(keras)


def augmentations(keras):
    """Each on floats and on bytes: some convert these to the layer's type."""
    L = keras.layers
    options = {
        "aug_mix": ("AugMix", {}),
        "cut_mix": ("CutMix", {}),
        "max_num_bounding_boxes": ("MaxNumBoundingBoxes", {"max_number": 3}),
        "mix_up": ("MixUp", {}),
        "rand_augment": ("RandAugment", {}),
        "random_brightness": ("RandomBrightness", {"factor": 0.3}),
        "random_color_degeneration": ("RandomColorDegeneration", {"factor": 0.3}),
        "random_color_jitter": ("RandomColorJitter", {"contrast_factor": 0.5, "hue_factor": 0.2}),
        "random_contrast": ("RandomContrast", {"factor": 0.4}),
        "random_elastic_transform": ("RandomElasticTransform", {}),
        "random_erasing": ("RandomErasing", {}),
        "random_flip": ("RandomFlip", {"mode": "horizontal"}),
        "random_gaussian_blur": ("RandomGaussianBlur", {}),
        "random_grayscale": ("RandomGrayscale", {}),
        "random_height": ("RandomHeight", {"factor": 0.3}),
        "random_hue": ("RandomHue", {"factor": 0.2}),
        "random_invert": ("RandomInvert", {}),
        "random_perspective": ("RandomPerspective", {}),
        "random_posterization": ("RandomPosterization", {"factor": 4}),
        "random_rotation": ("RandomRotation", {"factor": 0.2, "fill_mode": "constant"}),
        "random_saturation": ("RandomSaturation", {"factor": 0.3}),
        "random_sharpness": ("RandomSharpness", {"factor": 0.3}),
        "random_shear": ("RandomShear", {"x_factor": 0.3}),
        "random_translation": ("RandomTranslation", {"height_factor": 0.2, "width_factor": 0.1}),
        "random_width": ("RandomWidth", {"factor": 0.3}),
        "random_zoom": ("RandomZoom", {"height_factor": 0.2}),
        "solarization": ("Solarization", {"addition_factor": 0.2}),
    }
    found = []
    for folder, (name, arguments) in options.items():
        if hasattr(L, name):
            make = lambda name=name, arguments=arguments: getattr(L, name)(**arguments)
            found.append(layer_case(keras, folder, "floats", make, (4, 5, 3), dialects=BOTH))
            found.append(layer_case(keras, folder, "bytes", make, (4, 5, 3), dtype="uint8", dialects=BOTH,
                                    inputs=[integers((2, 4, 5, 3), 0, 256, "uint8")]))
    return found


def contrast(keras):
    L = keras.layers
    if not hasattr(L, "AutoContrast"):
        return []

    def flat(shape, top):
        """One channel has a single value, which stays."""
        def rule(rng):
            x = top * rng.uniform(0.2, 0.9, shape)
            x[0, ..., 1] = 0.5 * top
            return x.astype("float32")
        return rule

    def auto(name, make, shape, rule, **more):
        return layer_case(keras, "auto_contrast", name, make, shape, inputs=[rule], **more)

    def clahe(name, shape, rule, **options):
        return layer_case(keras, "contrast_limited_adaptive_histogram_equalization", name,
                          lambda: L.ContrastLimitedAdaptiveHistogramEqualization(**options), shape, inputs=[rule],
                          dtype=str(rule(np.random.default_rng(0)).dtype))

    def smooth(shape, top=255.0):
        return lambda rng: (top * rng.uniform(0.1, 0.8, shape)).astype("float32")

    return [
        auto("plain", lambda: L.AutoContrast(), (4, 5, 3), flat((2, 4, 5, 3), 255)),
        auto("value_range", lambda: L.AutoContrast(value_range=(-1, 1)), (4, 5, 3), flat((2, 4, 5, 3), 1)),
        auto("channels_first", lambda: L.AutoContrast(data_format="channels_first"), (3, 4, 5), flat((2, 3, 4, 5), 255)),
        auto("zeros", lambda: L.AutoContrast(), (3, 4, 2), lambda rng: np.zeros((2, 3, 4, 2), "float32"),
             degenerate=True),
        auto("bytes", lambda: L.AutoContrast(), (4, 5, 3), integers((2, 4, 5, 3), 20, 200, "uint8"), dtype="uint8"),
        clahe("plain", (9, 11, 3), smooth((2, 9, 11, 3))),
        clahe("grid", (12, 10, 1), smooth((2, 12, 10, 1)), tile_grid_size=(3, 2), clip_limit=1.5),
        clahe("no_limit", (8, 9, 2), smooth((2, 8, 9, 2)), tile_grid_size=(2, 2), clip_limit=0),
        clahe("value_range", (8, 9, 2), smooth((2, 8, 9, 2), 1.0), tile_grid_size=(2, 3), value_range=(0, 1)),
        clahe("channels_first", (2, 8, 9), smooth((2, 2, 8, 9)), tile_grid_size=(2, 3), data_format="channels_first"),
        clahe("bytes", (8, 9, 2), integers((2, 8, 9, 2), 0, 256, "uint8"), tile_grid_size=(2, 2)),
    ]


def random_crop(keras):
    L = keras.layers
    found = [
        layer_case(keras, "random_crop", "wide", lambda: L.RandomCrop(3, 5), (6, 7, 2), dialects=BOTH),
        layer_case(keras, "random_crop", "high", lambda: L.RandomCrop(4, 2), (6, 7, 2), dialects=BOTH),
        layer_case(keras, "random_crop", "larger", lambda: L.RandomCrop(8, 9), (6, 7, 2), dialects=BOTH),
        layer_case(keras, "random_crop", "bytes", lambda: L.RandomCrop(3, 5), (6, 7, 3), dtype="uint8",
                   inputs=[integers((2, 6, 7, 3), 0, 256, "uint8")], dialects=BOTH),
    ]
    for case in found:
        if keras.__version__.startswith("3"):
            case.notes = ["Keras 3 does not crop at inference, though it announces the cropped shape."]
    return found


def pipelines(keras):
    L = keras.layers
    if not hasattr(L, "Pipeline"):
        return []

    def masked():
        x = keras.Input((4,), dtype="int32", name="x")
        y = L.Pipeline([L.Embedding(5, 3, mask_zero=True), L.Dense(4), L.Dropout(0.5)])(x)
        return keras.Model(x, L.LSTM(3)(y), name="model")

    return [
        layer_case(keras, "pipeline", "weights", lambda: L.Pipeline([L.Dense(4), L.Dropout(0.5), L.Dense(3)]), (5,)),
        layer_case(keras, "pipeline", "images",
                   lambda: L.Pipeline([L.RandomFlip(), L.AutoContrast(), L.Rescaling(0.1)]), (4, 5, 3)),
        layer_case(keras, "pipeline", "nested", lambda: L.Pipeline([L.Pipeline([L.Dense(4)]), L.Dense(2)]), (5,)),
        Case("layers/pipeline/masked", masked, calls("layers/pipeline/masked",
                                                     lambda rng: np.array([[1, 2, 0, 0], [3, 4, 1, 2]], "int32"))),
        layer_case(keras, "equalization", "in_pipeline", lambda: L.Pipeline([L.Equalization(), L.Rescaling(0.1)]),
                   (4, 5, 3), notes=["Keras 3.15 makes no model of this layer alone: it gives its input back."]),
        layer_case(keras, "equalization", "bytes", lambda: L.Pipeline([L.Equalization(bins=7), L.RandomFlip()]),
                   (4, 5, 3), dtype="uint8", inputs=[integers((2, 4, 5, 3), 0, 256, "uint8")]),
    ]


def spectrograms(keras):
    L = keras.layers
    if not hasattr(L, "MelSpectrogram"):
        return []

    def mel(name, shape=(70,), free=None, dtype=None, **options):
        settings = dict(fft_length=16, sequence_stride=6, num_mel_bins=5, sampling_rate=200, min_freq=3.0)
        settings.update(options)
        return layer_case(keras, "mel_spectrogram", name, lambda: L.MelSpectrogram(**settings), shape, free=free,
                          dtype=dtype)

    def stft(name, shape=(23, 2), free=None, weights=False, xla=False, **options):
        settings = dict(frame_length=8)
        settings.update(options)
        return layer_case(keras, "stft_spectrogram", name, lambda: L.STFTSpectrogram(**settings), shape, free=free,
                          weights=weights, xla=xla)

    return [
        mel("decibels"),
        mel("power", power_to_db=False),
        mel("magnitude", power_to_db=False, mag_exp=1.0, window=None),
        mel("hamming", window="hamming", sequence_length=11, top_db=20.0),
        mel("window_values", window=[0.1, 0.5, 0.9, 1.0, 0.7, 0.2], sequence_length=6, ref_power=3.0, max_freq=80.0),
        mel("free_samples", free=[(41,)]),
        mel("float64", dtype="float64"),
        stft("log"),
        stft("trained", weights=True, mode="log"),
        stft("magnitude", mode="magnitude", padding="same", frame_step=3),
        stft("psd", mode="psd", window="hamming", scaling="spectrum"),
        stft("real", mode="real", fft_length=16, periodic=True),
        stft("imag", mode="imag", window=None),
        stft("angle", mode="angle", scaling=None),
        stft("stft", mode="stft", window="blackman"),
        stft("expand_dims", mode="magnitude", expand_dims=True, padding="same"),
        stft("free_samples", mode="psd", free=[(31, 2)]),
        stft("channels_first", shape=(2, 23), mode="magnitude", data_format="channels_first", xla=True),
        stft("channels_first_expand_dims", shape=(2, 23), mode="magnitude", data_format="channels_first",
             expand_dims=True, xla=True),
    ]
