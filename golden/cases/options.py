"""Options one by one, where the cases of a layer's own group have them in one Keras only or not at all; docs/layers.md counts them."""

from support import Case, calls, integers, layer_case, normal, seed_weights

BOTH = (2, 3)
# On TensorFlow, Keras 3 adds the bias along the last axis where that has as many elements as there are filters; no case does.
FIRST = {"data_format": "channels_first"}


def cases(keras):
    found = convolutions(keras) + transposed(keras) + pooling(keras) + shapes(keras) + normalization(keras) + activations(keras)
    return found + (lora(keras) if three(keras) else ignored_groups(keras))


def three(keras):
    return keras.__version__.startswith("3")


def sizes(rank, channels, first=False, size=5):
    """A shape without the batch, its sizes one apart."""
    plane = tuple(range(size, size + rank))
    return (channels,) + plane if first else plane + (channels,)


def table(keras, folder, rows):
    """Cases of one layer: name, options of the constructor, shape, dialects; channels first go through XLA."""

    def one(name, make, shape, dialects=BOTH, xla=False):
        return layer_case(keras, folder, name, make, shape, dialects=dialects, xla=xla)

    return [one(*row) for row in rows]


def convolutions(keras):
    L = keras.layers
    found = []
    for rank, layer in enumerate((L.Conv1D, L.Conv2D, L.Conv3D), 1):
        found += table(keras, "conv%dd" % rank, [
            ("option_strides", lambda layer=layer: layer(3, 2, strides=2), sizes(rank, 2), (2,)),
            ("option_dilation_rate", lambda layer=layer: layer(3, 2, dilation_rate=2), sizes(rank, 2), (2,), rank == 3),
            ("option_groups", lambda layer=layer: layer(4, 2, groups=2), sizes(rank, 6, size=3), (2,), rank == 3),
            ("option_use_bias", lambda layer=layer: layer(3, 2, use_bias=False), sizes(rank, 2), (2,)),
            ("option_data_format", lambda layer=layer: layer(4, 2, **FIRST), sizes(rank, 2, True), (2,), True),
            ("option_data_format_groups", lambda layer=layer: layer(4, 2, groups=2, strides=2, **FIRST),
             sizes(rank, 2, True), BOTH, True),
        ])
    for rank, layer in enumerate((L.DepthwiseConv1D, L.DepthwiseConv2D), 1):
        found += table(keras, "depthwise_conv%dd" % rank, [
            ("option_activation", lambda layer=layer: layer(2, activation="tanh"), sizes(rank, 2)),
            ("option_strides", lambda layer=layer: layer(2, strides=2), sizes(rank, 2)),
            ("option_dilation_rate", lambda layer=layer: layer(2, dilation_rate=2), sizes(rank, 3), (2,)),
            ("option_use_bias", lambda layer=layer: layer(2, use_bias=False), sizes(rank, 2)),
            ("option_data_format", lambda layer=layer: layer(2, depth_multiplier=2, **FIRST), sizes(rank, 3, True), BOTH, True),
        ])
    for rank, layer in enumerate((L.SeparableConv1D, L.SeparableConv2D), 1):
        found += table(keras, "separable_conv%dd" % rank, [
            ("option_activation", lambda layer=layer: layer(3, 2, activation="tanh"), sizes(rank, 2), (2,)),
            ("option_padding", lambda layer=layer: layer(3, 3, padding="same"), sizes(rank, 2), (2,)),
            ("option_strides", lambda layer=layer: layer(3, 2, strides=2), sizes(rank, 2), (2,)),
            ("option_depth_multiplier", lambda layer=layer: layer(3, 2, depth_multiplier=2), sizes(rank, 2), (2,)),
            ("option_dilation_rate", lambda layer=layer: layer(3, 2, dilation_rate=2), sizes(rank, 2), (2,)),
            ("option_use_bias", lambda layer=layer: layer(3, 2, use_bias=False), sizes(rank, 2), (2,)),
            ("option_data_format", lambda layer=layer: layer(3, 2, **FIRST), sizes(rank, 2, True), BOTH, True),
        ])
    return found


def transposed(keras):
    L = keras.layers
    found = []
    for rank, layer in enumerate((L.Conv1DTranspose, L.Conv2DTranspose, L.Conv3DTranspose), 1):
        found += table(keras, "conv%dd_transpose" % rank, [
            ("option_activation", lambda layer=layer: layer(3, 2, activation="tanh"), sizes(rank, 2, size=2), (2,)),
            ("option_padding", lambda layer=layer: layer(3, 3, strides=2, padding="same"), sizes(rank, 2, size=2)),
            ("option_output_padding", lambda layer=layer: layer(3, 2, strides=2, output_padding=1), sizes(rank, 2, size=2), (2,)),
            ("option_dilation_rate", lambda layer=layer: layer(3, 2, dilation_rate=2), sizes(rank, 2, size=2), BOTH, True),
            ("option_use_bias", lambda layer=layer: layer(3, 2, use_bias=False), sizes(rank, 2, size=2)),
            ("option_data_format", lambda layer=layer: layer(6, 2, **FIRST), sizes(rank, 2, True, 2), BOTH, True),
            ("option_data_format_padding",
             lambda layer=layer: layer(7, 3, strides=2, padding="same", output_padding=1, **FIRST),
             sizes(rank, 2, True, 2), BOTH, True),
        ])
    return found


def ignored_groups(keras):
    """Keras 2 takes this option in the layers above Conv too, and forgets it."""
    L = keras.layers
    made = {
        "conv1d_transpose": lambda: L.Conv1DTranspose(4, 2, groups=2), "conv2d_transpose": lambda: L.Conv2DTranspose(4, 2, groups=2),
        "conv3d_transpose": lambda: L.Conv3DTranspose(4, 2, groups=2), "depthwise_conv1d": lambda: L.DepthwiseConv1D(2, groups=2),
        "depthwise_conv2d": lambda: L.DepthwiseConv2D(2, groups=2), "separable_conv1d": lambda: L.SeparableConv1D(4, 2, groups=2),
        "separable_conv2d": lambda: L.SeparableConv2D(4, 2, groups=2),
    }
    note = "Keras 2 has this option in the class above, and forgets it."
    return [layer_case(keras, folder, "option_groups", make, sizes(int(folder.split("d_t")[0].rstrip("d")[-1]), 4, size=3),
                       dialects=(2,), notes=[note]) for folder, make in made.items()]


def pooling(keras):
    L = keras.layers
    found = []
    for kind, layers in (("max_pooling", (L.MaxPooling1D, L.MaxPooling2D, L.MaxPooling3D)),
                         ("average_pooling", (L.AveragePooling1D, L.AveragePooling2D, L.AveragePooling3D))):
        for rank, layer in enumerate(layers, 1):
            found += table(keras, "%s%dd" % (kind, rank), [
                ("option_pool_size", lambda layer=layer: layer(3), sizes(rank, 2), (2,)),
                ("option_strides", lambda layer=layer: layer(2, strides=3), sizes(rank, 2), (2,)),
                ("option_padding", lambda layer=layer: layer(3, strides=2, padding="same"), sizes(rank, 2, size=4), (2,)),
                ("option_data_format", lambda layer=layer: layer(2, **FIRST), sizes(rank, 2, True), BOTH, True),
                ("option_data_format_padding", lambda layer=layer: layer(3, strides=1, padding="same", **FIRST),
                 sizes(rank, 2, True, 4), BOTH, True),
            ])
    for kind, layers in (("global_max_pooling", (L.GlobalMaxPooling1D, L.GlobalMaxPooling2D, L.GlobalMaxPooling3D)),
                         ("global_average_pooling",
                          (L.GlobalAveragePooling1D, L.GlobalAveragePooling2D, L.GlobalAveragePooling3D))):
        for rank, layer in enumerate(layers, 1):
            found += table(keras, "%s%dd" % (kind, rank), [
                ("option_keepdims", lambda layer=layer: layer(keepdims=True), sizes(rank, 3, size=2), (2,)),
                ("option_data_format", lambda layer=layer: layer(**FIRST), sizes(rank, 3, True, 2), (2,)),
                ("option_data_format_keepdims", lambda layer=layer: layer(keepdims=True, **FIRST), sizes(rank, 3, True, 2)),
            ])
    return found + (adaptive(keras) if three(keras) else [])


def adaptive(keras):
    L = keras.layers
    found = []
    for kind, layers in (
            ("average", (L.AdaptiveAveragePooling1D, L.AdaptiveAveragePooling2D, L.AdaptiveAveragePooling3D)),
            ("max", (L.AdaptiveMaxPooling1D, L.AdaptiveMaxPooling2D, L.AdaptiveMaxPooling3D))):
        for rank, layer in enumerate(layers, 1):
            folder = "adaptive_%s_pooling%dd" % (kind, rank)
            found += table(keras, folder, [
                ("option_data_format", lambda layer=layer: layer(2, **FIRST), sizes(rank, 3, True, 4), (3,)),
                ("one", lambda layer=layer: layer(1), sizes(rank, 3, size=4), (3,)),
            ])
    return found


def shapes(keras):
    L = keras.layers
    return (
        table(keras, "cropping1d", [("option_cropping", lambda: L.Cropping1D((2, 1)), sizes(1, 2), (2,))])
        + table(keras, "cropping2d", [
            ("option_data_format", lambda: L.Cropping2D(((0, 1), (2, 0)), **FIRST), sizes(2, 2, True), (2,))])
        + table(keras, "cropping3d", [
            ("option_cropping", lambda: L.Cropping3D(((0, 1), (2, 0), (1, 2))), sizes(3, 2, size=4), (2,)),
            ("option_data_format", lambda: L.Cropping3D((1, 2, 1), **FIRST), sizes(3, 2, True))])
        + table(keras, "zero_padding1d", [
            ("option_data_format", lambda: L.ZeroPadding1D((2, 1), **FIRST), sizes(1, 2, True), (3,))])
        + table(keras, "zero_padding2d", [
            ("option_data_format", lambda: L.ZeroPadding2D(((0, 1), (2, 0)), **FIRST), sizes(2, 2, True, 2), (2,))])
        + table(keras, "zero_padding3d", [
            ("option_padding", lambda: L.ZeroPadding3D(((0, 1), (2, 0), (1, 2))), sizes(3, 2, size=2), (2,)),
            ("option_data_format", lambda: L.ZeroPadding3D((1, 2, 0), **FIRST), sizes(3, 2, True, 2))])
        + table(keras, "up_sampling1d", [("option_size", lambda: L.UpSampling1D(3), sizes(1, 2, size=3), (2,))])
        + table(keras, "up_sampling2d", [
            ("option_size", lambda: L.UpSampling2D((3, 2)), sizes(2, 2, size=3), (2,)),
            ("option_data_format", lambda: L.UpSampling2D((2, 3), **FIRST), sizes(2, 2, True, 3), (2,)),
            ("option_data_format_bicubic", lambda: L.UpSampling2D((2, 3), interpolation="bicubic", **FIRST), sizes(2, 2, True, 3))])
        + table(keras, "up_sampling3d", [
            ("option_size", lambda: L.UpSampling3D((1, 2, 3)), sizes(3, 2, size=2), (2,)),
            ("option_data_format", lambda: L.UpSampling3D((2, 1, 3), **FIRST), sizes(3, 2, True, 2))])
        + table(keras, "spatial_dropout3d", [
            ("option_data_format", lambda: L.SpatialDropout3D(0.5, **FIRST), sizes(3, 2, True, 2))])
    )


def normalization(keras):
    L = keras.layers
    found = table(keras, "group_normalization", [
        ("option_axis", lambda: L.GroupNormalization(groups=2, axis=1), (4, 3, 2), (2,)),
        ("option_center", lambda: L.GroupNormalization(groups=2, center=False), (3, 4), (2,)),
        ("option_scale", lambda: L.GroupNormalization(groups=2, scale=False, epsilon=0.1), (3, 4), (2,)),
    ])
    found += table(keras, "layer_normalization", [
        ("axes_turned", lambda: L.LayerNormalization(axis=[3, 1]), (2, 3, 4)),
        ("axes_of_both_signs", lambda: L.LayerNormalization(axis=[1, -1]), (2, 3, 4)),
    ])
    if not three(keras):
        sync = L.experimental.SyncBatchNormalization
        found += table(keras, "sync_batch_normalization", [
            ("option_axis", lambda: sync(axis=1), (3, 4), (2,)),
            ("option_center", lambda: sync(center=False), (3, 4), (2,)),
            ("option_scale", lambda: sync(scale=False, epsilon=0.1), (3, 4), (2,)),
        ])
    return found


def activations(keras):
    """An activation as a name, as a function of Keras and as a layer, where a layer takes one."""
    L = keras.layers
    made = [
        ("dense", lambda a: L.Dense(3, activation=a), (5,)),
        ("einsum_dense", lambda a: L.EinsumDense("ab,bc->ac", 3, activation=a), (5,)),
        ("conv2d", lambda a: L.Conv2D(3, 2, activation=a), (3, 4, 2)),
        ("depthwise_conv2d", lambda a: L.DepthwiseConv2D(2, activation=a), (3, 4, 2)),
        ("separable_conv2d", lambda a: L.SeparableConv2D(3, 2, activation=a), (3, 4, 2)),
        ("conv2d_transpose", lambda a: L.Conv2DTranspose(3, 2, activation=a), (3, 4, 2)),
        ("activation", lambda a: L.Activation(a), (5,)),
    ]
    found = []
    for folder, make, shape in made:
        found += table(keras, folder, [
            ("activation_function", lambda make=make: make(keras.activations.softplus), shape),
            ("activation_is_layer", lambda make=make: make(L.ReLU(max_value=0.5, negative_slope=0.25)), shape),
            ("activation_is_softmax_layer", lambda make=make: make(L.Softmax(axis=1)), shape, (3,)),
        ])
    return found


def lora(keras):
    """Low-rank additions by a factor of their own."""
    L = keras.layers

    def one(folder, make, shape, rule=None, dtype=None):
        path = "layers/%s/option_lora_alpha" % folder

        def build():
            x = keras.Input(shape, dtype=dtype, name="x")
            layer = make()
            model = keras.Model(x, layer(x), name="model")
            layer.enable_lora(2, lora_alpha=3.0)
            seed_weights(model, path)
            return model

        return Case(path, build, calls(path, rule or normal((2,) + shape)), weights=False)

    ids = integers((2, 4), 0, 7)
    made = [("dense", lambda: L.Dense(3), (5,)), ("conv1d", lambda: L.Conv1D(3, 2), (5, 4)),
            ("conv2d", lambda: L.Conv2D(3, 2), (3, 4, 4)), ("conv3d", lambda: L.Conv3D(3, 2), (3, 2, 3, 4)),
            ("einsum_dense", lambda: L.EinsumDense("abc,cd->abd", (None, 3), bias_axes="d"), (2, 5))]
    return [one(*m) for m in made] + [
        one("embedding", lambda: L.Embedding(7, 3), (4,), ids, "int32"),
        one("reversible_embedding", lambda: L.ReversibleEmbedding(7, 3), (4,), ids, "int32"),
    ]
