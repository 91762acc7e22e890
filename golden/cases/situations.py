"""What a layer meets beside its options: sizes that change from call to call, batches of nothing, masks."""

import numpy as np

from support import Case, calls, integers, layer_case, normal

BOTH = (2, 3)
FIRST = {"data_format": "channels_first"}


def cases(keras):
    found = free(keras) + empty(keras) + masked(keras) + array_arguments(keras)
    return found + (adaptive(keras) if keras.__version__.startswith("3") else [])


def array_arguments(keras):
    """Arguments that are tensors, given as lists of numbers: so does Keras 2 write any array, and Keras 3 what was a list."""
    L = keras.layers
    mask = [[True, False, True, True], [False, True, True, False]]
    weights = [[0.5, 1.0, 2.0, 3.0]]
    names = integers((1, 4), 0, 6)
    return [
        layer_case(keras, "global_average_pooling1d", "mask_array", lambda: L.GlobalAveragePooling1D(), (4, 3),
                   call=lambda layer, x: layer(x[0], mask=mask), dialects=BOTH),
        layer_case(keras, "attention", "mask_arrays", lambda: L.Attention(), (4, 3),
                   call=lambda layer, x: layer([x[0], x[0]], mask=[mask, mask]), dialects=BOTH),
        layer_case(keras, "additive_attention", "mask_arrays", lambda: L.AdditiveAttention(), (4, 3),
                   call=lambda layer, x: layer([x[0], x[0]], mask=[mask, mask]), dialects=BOTH),
        layer_case(keras, "category_encoding", "count_weights_array",
                   lambda: L.CategoryEncoding(6, output_mode="count"), (4,), dtype="int32", inputs=[names],
                   call=lambda layer, x: layer(x[0], count_weights=weights), dialects=BOTH),
    ]


def free(keras):
    """Two calls of different sizes."""
    L = keras.layers
    line, plane, volume = [(5, 2), (7, 2)], [(4, 5, 2), (6, 3, 2)], [(3, 4, 5, 2), (5, 3, 4, 2)]
    first = [(2, 4, 5), (2, 6, 3)]
    made = [
        ("conv2d", lambda: L.Conv2D(6, 3, padding="same", strides=2, **FIRST), first, "free_sizes_channels_first", True),
        ("conv1d_transpose", lambda: L.Conv1DTranspose(3, 3, strides=2), line),
        ("conv3d_transpose", lambda: L.Conv3DTranspose(3, 2, strides=2, padding="same"), volume),
        ("conv2d_transpose", lambda: L.Conv2DTranspose(4, 3, strides=2, **FIRST), first, "free_sizes_channels_first", True),
        ("depthwise_conv1d", lambda: L.DepthwiseConv1D(2, strides=2), line),
        ("separable_conv2d", lambda: L.SeparableConv2D(3, 2, padding="same"), plane),
        ("max_pooling1d", lambda: L.MaxPooling1D(2, padding="same"), line),
        ("max_pooling3d", lambda: L.MaxPooling3D(2, strides=1, padding="same"), volume),
        ("average_pooling1d", lambda: L.AveragePooling1D(3, strides=2, padding="same"), line),
        ("average_pooling3d", lambda: L.AveragePooling3D(2), volume),
        ("average_pooling2d", lambda: L.AveragePooling2D(2, **FIRST), first, "free_sizes_channels_first", True),
        ("global_average_pooling1d", lambda: L.GlobalAveragePooling1D(), line),
        ("global_average_pooling2d", lambda: L.GlobalAveragePooling2D(**FIRST), first, "free_sizes_channels_first"),
        ("global_max_pooling1d", lambda: L.GlobalMaxPooling1D(keepdims=True), line),
        ("global_max_pooling3d", lambda: L.GlobalMaxPooling3D(), volume),
        ("global_average_pooling3d", lambda: L.GlobalAveragePooling3D(), volume),
        ("up_sampling1d", lambda: L.UpSampling1D(3), line),
        ("up_sampling2d", lambda: L.UpSampling2D((2, 3), interpolation="bicubic"), plane, "bicubic_free_sizes"),
        ("up_sampling3d", lambda: L.UpSampling3D((1, 2, 2)), volume),
        ("zero_padding1d", lambda: L.ZeroPadding1D((2, 1)), line),
        ("zero_padding3d", lambda: L.ZeroPadding3D(((0, 1), (1, 0), (2, 1))), volume),
        ("cropping1d", lambda: L.Cropping1D((1, 2)), line),
        ("cropping3d", lambda: L.Cropping3D(((0, 1), (1, 0), (1, 1))), volume),
        ("layer_normalization", lambda: L.LayerNormalization(), plane),
        ("group_normalization", lambda: L.GroupNormalization(groups=2), plane),
        ("unit_normalization", lambda: L.UnitNormalization(), line),
        ("softmax", lambda: L.Softmax(axis=1), line),
        ("prelu", lambda: L.PReLU(shared_axes=[1, 2]), plane),
        ("permute", lambda: L.Permute((2, 1)), line),
        ("flatten", lambda: L.Flatten(), line),
        ("einsum_dense", lambda: L.EinsumDense("abc,cd->abd", (None, 4), bias_axes="d"), line),
    ]
    return [layer_case(keras, folder, more[0] if more else "free_sizes", make, sizes[0], free=[sizes[1]], dialects=BOTH,
                       xla=len(more) > 1) for folder, make, sizes, *more in made]


def adaptive(keras):
    L = keras.layers
    sizes = {1: [(7, 2), (4, 2)], 2: [(5, 7, 2), (4, 3, 2)], 3: [(3, 4, 5, 2), (5, 2, 3, 2)]}
    first = [(2, 5, 7), (2, 4, 3)]
    found = []
    for kind, layers in (
            ("average", (L.AdaptiveAveragePooling1D, L.AdaptiveAveragePooling2D, L.AdaptiveAveragePooling3D)),
            ("max", (L.AdaptiveMaxPooling1D, L.AdaptiveMaxPooling2D, L.AdaptiveMaxPooling3D))):
        for rank, layer in enumerate(layers, 1):
            folder = "adaptive_%s_pooling%dd" % (kind, rank)
            found.append(layer_case(keras, folder, "free_sizes", lambda layer=layer: layer(3), sizes[rank][0],
                                    free=[sizes[rank][1]]))
        found.append(layer_case(keras, "adaptive_%s_pooling2d" % kind, "free_sizes_channels_first",
                                lambda layer=layers[1]: layer((3, 2), **FIRST), first[0], free=[first[1]]))
    return found


def empty(keras):
    """A call of a batch of two, one of nothing, and one of three."""
    L = keras.layers
    vector, line, plane, volume = (4,), (5, 2), (4, 5, 2), (3, 4, 5, 2)
    made = [
        ("dense", lambda: L.Dense(3, activation="relu"), vector), ("einsum_dense", lambda: L.EinsumDense("ab,bc->ac", 3), vector),
        ("activation", lambda: L.Activation("softmax"), vector), ("dropout", lambda: L.Dropout(0.5), vector),
        ("max_pooling1d", lambda: L.MaxPooling1D(2), line), ("average_pooling1d", lambda: L.AveragePooling1D(2), line),
        ("max_pooling2d", lambda: L.MaxPooling2D(2), plane), ("average_pooling2d", lambda: L.AveragePooling2D(2), plane),
        ("average_pooling3d", lambda: L.AveragePooling3D(2), volume),
        ("global_average_pooling2d", lambda: L.GlobalAveragePooling2D(), plane),
        ("batch_normalization", lambda: L.BatchNormalization(), plane),
        ("layer_normalization", lambda: L.LayerNormalization(), line),
        ("group_normalization", lambda: L.GroupNormalization(groups=2), line),
        ("unit_normalization", lambda: L.UnitNormalization(), line), ("softmax", lambda: L.Softmax(axis=1), line),
        ("prelu", lambda: L.PReLU(), vector), ("relu", lambda: L.ReLU(), vector),
        ("up_sampling1d", lambda: L.UpSampling1D(2), line), ("up_sampling2d", lambda: L.UpSampling2D(2), plane),
        ("zero_padding2d", lambda: L.ZeroPadding2D(1), plane), ("cropping2d", lambda: L.Cropping2D(1), plane),
        ("flatten", lambda: L.Flatten(), plane), ("reshape", lambda: L.Reshape((2, -1)), plane),
        ("permute", lambda: L.Permute((2, 1)), line), ("repeat_vector", lambda: L.RepeatVector(3), vector),
    ]
    return [case(keras, folder, "empty_batch", make, shape, [normal((n,) + shape) for n in (2, 0, 3)])
            for folder, make, shape in made]


def case(keras, folder, name, make, shape, rules, **more):
    path = "layers/%s/%s" % (folder, name)

    def build():
        x = keras.layers.Input(shape, name="x")
        return keras.Model(x, make()(x), name="model")

    return Case(path, build, calls(path, *rules), keras=BOTH, **more)


STEPS = np.array([[[1, 2, 3, 5], [0, 0, 0, 0], [3, 0, 1, 2], [0, 0, 0, 0]],
                  [[0, 0, 0, 0], [0, 5, 1, 1], [6, 7, 0, 2], [8, 9, 4, 1]]], "float32")


def masked(keras):
    """A layer behind Masking, and an average behind that: does the mask go through?"""
    L = keras.layers
    made = [  # Softmax takes a mask of its input's shape, and GroupNormalization of Keras 2 fails
        ("dense", lambda: L.Dense(3)), ("activation", lambda: L.Activation("tanh")), ("dropout", lambda: L.Dropout(0.5)),
        ("batch_normalization", lambda: L.BatchNormalization()), ("layer_normalization", lambda: L.LayerNormalization()),
        ("unit_normalization", lambda: L.UnitNormalization()),
        ("gaussian_noise", lambda: L.GaussianNoise(0.5)), ("gaussian_dropout", lambda: L.GaussianDropout(0.5)),
        ("alpha_dropout", lambda: L.AlphaDropout(0.5)), ("spatial_dropout1d", lambda: L.SpatialDropout1D(0.5)),
        ("activity_regularization", lambda: L.ActivityRegularization(l2=0.1)),
        ("relu", lambda: L.ReLU(0.5)), ("elu", lambda: L.ELU()), ("leaky_relu", lambda: L.LeakyReLU()), ("prelu", lambda: L.PReLU()),
        ("einsum_dense", lambda: L.EinsumDense("abc,cd->abd", (None, 3))),
        ("rescaling", lambda: L.Rescaling(2.0, offset=1.0)), ("identity", lambda: L.Identity()),
        ("conv1d", lambda: L.Conv1D(3, 2, padding="same")), ("depthwise_conv1d", lambda: L.DepthwiseConv1D(2, padding="same")),
        ("separable_conv1d", lambda: L.SeparableConv1D(3, 2, padding="same")),
        ("conv1d_transpose", lambda: L.Conv1DTranspose(3, 2, padding="same")),
        ("max_pooling1d", lambda: L.MaxPooling1D(2)), ("average_pooling1d", lambda: L.AveragePooling1D(2)),
        ("up_sampling1d", lambda: L.UpSampling1D(2)), ("zero_padding1d", lambda: L.ZeroPadding1D(1)),
        ("cropping1d", lambda: L.Cropping1D(1)), ("permute", lambda: L.Permute((2, 1))), ("reshape", lambda: L.Reshape((2, 8))),
        ("normalization", lambda: L.Normalization(mean=[0.5, 1, 1.5, 2], variance=[1, 2, 3, 4])),
        ("spectral_normalization", lambda: L.SpectralNormalization(L.Dense(3))),
    ]
    if keras.__version__.startswith("3"):
        made += [("rms_normalization", lambda: L.RMSNormalization()),
                 ("group_normalization", lambda: L.GroupNormalization(groups=2))]

    def model(make):
        x = L.Input((4, 4), name="x")
        y = make()(L.Masking()(x))
        return keras.Model(x, [y, L.GlobalAveragePooling1D()(y)], name="model")

    return [Case("layers/%s/masked" % folder, lambda make=make: model(make), calls("layers/%s/masked" % folder, STEPS), keras=BOTH)
            for folder, make in made]
