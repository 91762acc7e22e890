"""Convolutions, depthwise, separable and transposed."""

from support import layer_case

BOTH = (2, 3)


def cases(keras):
    return (conv1d(keras) + conv2d(keras) + conv3d(keras) + depthwise(keras) + separable(keras)
            + transposed_1d(keras) + transposed_2d(keras) + transposed_3d(keras))


def conv1d(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "conv1d", name, make, *shapes, **more)

    return [
        one("valid", lambda: L.Conv1D(4, 3), (7, 3), dialects=BOTH),
        one("same", lambda: L.Conv1D(4, 3, padding="same", activation="relu"), (7, 3), dialects=BOTH),
        one("same_even_kernel", lambda: L.Conv1D(2, 4, padding="same"), (7, 3), dialects=BOTH),
        one("same_strides", lambda: L.Conv1D(2, 3, strides=2, padding="same"), (8, 3)),
        one("valid_strides", lambda: L.Conv1D(2, 3, strides=3), (11, 2)),
        one("causal", lambda: L.Conv1D(3, 3, padding="causal"), (6, 2), dialects=BOTH),
        one("causal_dilated", lambda: L.Conv1D(3, 2, padding="causal", dilation_rate=4), (9, 2), dialects=BOTH),
        one("causal_strides", lambda: L.Conv1D(3, 3, padding="causal", strides=2), (7, 2)),
        one("dilated_valid", lambda: L.Conv1D(3, 3, dilation_rate=2), (9, 2), dialects=BOTH),
        one("dilated_same", lambda: L.Conv1D(3, 3, padding="same", dilation_rate=3), (9, 2)),
        one("groups", lambda: L.Conv1D(6, 3, groups=2), (7, 4), dialects=BOTH),
        one("no_bias", lambda: L.Conv1D(3, 2, use_bias=False), (5, 2)),
        one("pointwise", lambda: L.Conv1D(5, 1), (4, 3)),
        one("kernel_longer_than_input", lambda: L.Conv1D(2, 9, padding="same"), (4, 2)),
        one("channels_first", lambda: L.Conv1D(3, 3, data_format="channels_first"), (2, 7), xla=True),
        one("free_steps", lambda: L.Conv1D(2, 3, strides=2, padding="same"), (7, 2), free=[(12, 2)]),
        one("float64", lambda: L.Conv1D(3, 3, dtype="float64"), (6, 2), dtype="float64"),
    ]


def conv2d(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "conv2d", name, make, *shapes, **more)

    return [
        one("valid", lambda: L.Conv2D(4, 3), (5, 6, 3), dialects=BOTH),
        one("same", lambda: L.Conv2D(4, 3, padding="same", activation="relu"), (5, 7, 3), dialects=BOTH),
        one("rectangular_kernel", lambda: L.Conv2D(2, (1, 5), padding="same"), (4, 7, 3), dialects=BOTH),
        one("even_kernel_same", lambda: L.Conv2D(3, (2, 4), padding="same"), (5, 6, 2), dialects=BOTH),
        one("strides_same_odd", lambda: L.Conv2D(3, 3, strides=2, padding="same"), (7, 5, 2), dialects=BOTH),
        one("strides_same_even", lambda: L.Conv2D(3, 3, strides=2, padding="same"), (8, 6, 2), dialects=BOTH),
        one("strides_valid", lambda: L.Conv2D(3, 3, strides=2), (8, 7, 2)),
        one("strides_unequal", lambda: L.Conv2D(3, 3, strides=(2, 1), padding="same"), (7, 6, 2)),
        one("strides_beyond_kernel", lambda: L.Conv2D(3, 2, strides=3, padding="same"), (8, 7, 2)),
        one("pointwise", lambda: L.Conv2D(9, 1, activation="relu6" if three(keras) else "relu"), (3, 5, 4),
            batch=3),
        one("pointwise_strides", lambda: L.Conv2D(5, 1, strides=2), (5, 7, 4)),
        one("dilated_valid", lambda: L.Conv2D(2, 3, dilation_rate=2), (7, 8, 2), dialects=BOTH),
        one("dilated_same", lambda: L.Conv2D(2, 3, dilation_rate=(2, 3), padding="same"), (7, 8, 2)),
        one("groups", lambda: L.Conv2D(6, 3, groups=3, padding="same"), (5, 4, 6), dialects=BOTH),
        one("groups_depthwise", lambda: L.Conv2D(4, 3, groups=4), (5, 4, 4)),
        one("groups_strides", lambda: L.Conv2D(4, 3, groups=2, strides=2, padding="same"), (5, 6, 2)),
        one("no_bias", lambda: L.Conv2D(3, 3, use_bias=False), (4, 5, 2), dialects=BOTH),
        one("large_kernel", lambda: L.Conv2D(3, 7, strides=2, padding="same"), (11, 9, 3)),
        one("kernel_covers_input", lambda: L.Conv2D(3, (4, 5)), (4, 5, 2)),
        one("kernel_larger_than_input", lambda: L.Conv2D(2, 5, padding="same"), (3, 2, 2)),
        one("one_channel", lambda: L.Conv2D(1, 3, activation="tanh"), (5, 5, 1)),
        one("many_channels", lambda: L.Conv2D(17, 3, padding="same"), (4, 3, 19), batch=1),
        # Where the number of filters equals the last dimension, Keras 3 adds the bias along the wrong axis.
        one("channels_first", lambda: L.Conv2D(5, 3, data_format="channels_first"), (3, 5, 6), xla=True),
        one("channels_first_same", lambda: L.Conv2D(5, 3, strides=2, padding="same", data_format="channels_first"),
            (3, 5, 7), xla=True),
        one("free_sizes", lambda: L.Conv2D(3, 3, strides=2, padding="same"), (5, 6, 2), free=[(8, 3, 2)],
            dialects=BOTH),
        one("float64", lambda: L.Conv2D(3, 3, dtype="float64", padding="same"), (4, 5, 2), dtype="float64",
            dialects=BOTH),
    ]


def conv3d(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "conv3d", name, make, *shapes, **more)

    return [
        one("valid", lambda: L.Conv3D(3, 2), (3, 4, 3, 2), dialects=BOTH),
        one("same_strides", lambda: L.Conv3D(2, 3, strides=2, padding="same"), (3, 4, 5, 2)),
        one("same", lambda: L.Conv3D(3, (2, 3, 1), padding="same", activation="relu"), (3, 4, 2, 2), dialects=BOTH),
        one("strides_unequal", lambda: L.Conv3D(2, 2, strides=(1, 2, 3)), (3, 4, 5, 2), dialects=BOTH),
        one("dilated", lambda: L.Conv3D(2, 2, dilation_rate=(1, 2, 2), padding="same"), (3, 4, 4, 2), xla=True),
        one("groups", lambda: L.Conv3D(4, 2, groups=2), (3, 3, 3, 4), xla=True),
        one("no_bias", lambda: L.Conv3D(2, 2, use_bias=False, activation="tanh"), (2, 3, 3, 3)),
        one("channels_first", lambda: L.Conv3D(3, 2, data_format="channels_first"), (2, 3, 4, 3), xla=True),
        one("leaping", lambda: L.Conv3D(2, (1, 2, 1), strides=(3, 4, 5), padding="same"), (3, 4, 7, 2), dialects=BOTH,
            free=[(6, 4, 8, 2)]),
        one("free_sizes", lambda: L.Conv3D(2, 2, padding="same"), (3, 4, 3, 2), free=[(2, 3, 5, 2)]),
        one("float64", lambda: L.Conv3D(2, 2, dtype="float64"), (3, 2, 3, 2), dtype="float64"),
    ]


def depthwise(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "depthwise_conv2d", name, make, *shapes, **more)

    def line(name, make, *shapes, **more):
        return layer_case(keras, "depthwise_conv1d", name, make, *shapes, **more)

    return [
        one("valid", lambda: L.DepthwiseConv2D(3), (5, 6, 3), dialects=BOTH),
        one("same", lambda: L.DepthwiseConv2D(3, padding="same", activation="relu"), (5, 6, 5), dialects=BOTH),
        one("multiplier", lambda: L.DepthwiseConv2D(3, depth_multiplier=3), (5, 4, 2), dialects=BOTH),
        one("multiplier_same", lambda: L.DepthwiseConv2D(2, padding="same", depth_multiplier=2), (5, 4, 3)),
        one("strides_same_odd", lambda: L.DepthwiseConv2D(3, strides=2, padding="same"), (7, 5, 3), dialects=BOTH),
        one("strides_same_even", lambda: L.DepthwiseConv2D(3, strides=2, padding="same"), (8, 6, 3)),
        one("strides_valid", lambda: L.DepthwiseConv2D(3, strides=2), (8, 7, 2)),
        one("rectangular_kernel", lambda: L.DepthwiseConv2D((1, 4), padding="same"), (4, 7, 3)),
        one("dilated", lambda: L.DepthwiseConv2D(3, dilation_rate=2), (7, 8, 2)),
        one("dilated_same", lambda: L.DepthwiseConv2D(3, dilation_rate=2, padding="same"), (5, 6, 3)),
        one("large_kernel", lambda: L.DepthwiseConv2D(7, padding="same"), (6, 5, 2)),
        one("no_bias", lambda: L.DepthwiseConv2D(3, use_bias=False), (5, 6, 3)),
        one("many_channels", lambda: L.DepthwiseConv2D(3, padding="same"), (4, 3, 37), batch=1),
        one("channels_first", lambda: L.DepthwiseConv2D(3, data_format="channels_first"), (3, 5, 7), xla=True),
        one("free_sizes", lambda: L.DepthwiseConv2D(3, strides=2, padding="same"), (5, 6, 3), free=[(4, 9, 3)]),
        line("valid", lambda: L.DepthwiseConv1D(3), (6, 3), dialects=BOTH),
        line("same_multiplier", lambda: L.DepthwiseConv1D(4, padding="same", depth_multiplier=2), (7, 3),
             dialects=BOTH),
        line("strides", lambda: L.DepthwiseConv1D(3, strides=2, padding="same"), (8, 2)),
        line("dilated", lambda: L.DepthwiseConv1D(3, dilation_rate=2), (9, 2)),
    ]


def separable(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "separable_conv2d", name, make, *shapes, **more)

    def line(name, make, *shapes, **more):
        return layer_case(keras, "separable_conv1d", name, make, *shapes, **more)

    return [
        one("valid", lambda: L.SeparableConv2D(4, 3), (5, 6, 3), dialects=BOTH),
        one("same", lambda: L.SeparableConv2D(4, 3, padding="same", activation="relu"), (5, 6, 3), dialects=BOTH),
        one("multiplier", lambda: L.SeparableConv2D(5, 3, depth_multiplier=2), (5, 6, 3), dialects=BOTH),
        one("strides", lambda: L.SeparableConv2D(3, 3, strides=2, padding="same"), (6, 5, 2)),
        one("dilated", lambda: L.SeparableConv2D(3, 3, dilation_rate=2), (7, 6, 2)),
        one("no_bias", lambda: L.SeparableConv2D(3, 2, use_bias=False), (5, 4, 2)),
        line("valid", lambda: L.SeparableConv1D(4, 3), (7, 3), dialects=BOTH),
        line("same_multiplier", lambda: L.SeparableConv1D(3, 4, padding="same", depth_multiplier=2), (7, 3)),
        line("causal", lambda: L.SeparableConv1D(3, 3, padding="causal"), (6, 2), dialects=(2,),
             notes=["Keras 3 refuses causal padding here."]),
        line("strides", lambda: L.SeparableConv1D(3, 3, strides=2), (8, 2)),
        line("dilated", lambda: L.SeparableConv1D(3, 3, dilation_rate=2, padding="same"), (7, 2)),
        line("no_bias", lambda: L.SeparableConv1D(3, 2, use_bias=False, activation="gelu"), (6, 3)),
        line("channels_first", lambda: L.SeparableConv1D(4, 3, data_format="channels_first"), (3, 7), xla=True),
        line("free_steps", lambda: L.SeparableConv1D(4, 3, padding="same"), (7, 3), free=[(4, 3)]),
    ]


def transposed_1d(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "conv1d_transpose", name, make, *shapes, **more)

    return [
        one("valid", lambda: L.Conv1DTranspose(4, 3), (5, 3), dialects=BOTH),
        one("same", lambda: L.Conv1DTranspose(4, 3, padding="same", activation="relu"), (5, 3)),
        one("valid_strides", lambda: L.Conv1DTranspose(2, 3, strides=2), (5, 3), dialects=BOTH),
        one("same_strides", lambda: L.Conv1DTranspose(2, 4, strides=2, padding="same"), (5, 3), dialects=BOTH),
        one("same_strides_beyond_kernel", lambda: L.Conv1DTranspose(2, 2, strides=3, padding="same"), (4, 3)),
        one("valid_strides_beyond_kernel", lambda: L.Conv1DTranspose(2, 2, strides=3), (4, 3)),
        one("output_padding", lambda: L.Conv1DTranspose(2, 3, strides=2, output_padding=1), (4, 3), dialects=BOTH),
        one("output_padding_same", lambda: L.Conv1DTranspose(2, 3, strides=2, padding="same", output_padding=0),
            (4, 3), dialects=BOTH),
        one("dilated", lambda: L.Conv1DTranspose(2, 3, dilation_rate=2), (5, 2), xla=True),
    ]


def transposed_3d(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "conv3d_transpose", name, make, *shapes, **more)

    return [
        one("valid", lambda: L.Conv3DTranspose(3, 2), (2, 3, 2, 2), dialects=BOTH),
        one("strides_same", lambda: L.Conv3DTranspose(2, 3, strides=(1, 2, 2), padding="same"), (2, 2, 3, 2)),
        one("channels_first", lambda: L.Conv3DTranspose(2, 2, data_format="channels_first"), (2, 2, 2, 3), xla=True),
        one("strides_valid", lambda: L.Conv3DTranspose(2, 2, strides=2, activation="relu"), (2, 2, 3, 2), dialects=BOTH),
        one("output_padding", lambda: L.Conv3DTranspose(2, 3, strides=2, output_padding=1), (2, 2, 2, 2)),
        one("no_bias", lambda: L.Conv3DTranspose(2, 2, use_bias=False), (2, 3, 2, 3)),
    ]


def transposed_2d(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "conv2d_transpose", name, make, *shapes, **more)

    return [
        one("valid", lambda: L.Conv2DTranspose(4, 3), (3, 5, 2), dialects=BOTH),
        one("same", lambda: L.Conv2DTranspose(4, 3, padding="same", activation="relu"), (3, 5, 2), dialects=BOTH),
        one("strides_valid", lambda: L.Conv2DTranspose(3, 3, strides=2), (3, 4, 2), dialects=BOTH),
        one("strides_same", lambda: L.Conv2DTranspose(3, 3, strides=2, padding="same"), (3, 4, 2), dialects=BOTH),
        one("even_kernel_same", lambda: L.Conv2DTranspose(3, 4, strides=2, padding="same"), (3, 4, 2),
            dialects=BOTH),
        one("kernel_2_stride_2", lambda: L.Conv2DTranspose(3, 2, strides=2), (3, 4, 2)),
        one("strides_unequal", lambda: L.Conv2DTranspose(2, (3, 2), strides=(1, 3), padding="same"), (4, 3, 2)),
        one("strides_beyond_kernel", lambda: L.Conv2DTranspose(2, 2, strides=3), (3, 2, 2)),
        one("output_padding", lambda: L.Conv2DTranspose(2, 3, strides=2, output_padding=1), (3, 4, 2),
            dialects=BOTH),
        one("output_padding_same", lambda: L.Conv2DTranspose(2, 3, strides=2, padding="same", output_padding=1),
            (3, 4, 2), dialects=BOTH),
        one("output_padding_zero_same", lambda: L.Conv2DTranspose(2, 3, strides=2, padding="same",
                                                                  output_padding=0), (3, 4, 2)),
        one("output_padding_unequal", lambda: L.Conv2DTranspose(2, 4, strides=3, padding="same",
                                                                output_padding=(1, 2)), (3, 2, 2)),
        one("dilated", lambda: L.Conv2DTranspose(2, 3, dilation_rate=2), (4, 3, 2), xla=True),
        one("dilated_same", lambda: L.Conv2DTranspose(2, 3, dilation_rate=2, padding="same"), (4, 3, 2), xla=True),
        one("channels_first", lambda: L.Conv2DTranspose(4, 3, strides=2, data_format="channels_first"), (2, 4, 3),
            xla=True),
        one("no_bias", lambda: L.Conv2DTranspose(2, 3, use_bias=False), (4, 3, 2)),
        one("free_sizes", lambda: L.Conv2DTranspose(2, 3, strides=2, padding="same"), (3, 4, 2), free=[(5, 2, 2)]),
        one("float64", lambda: L.Conv2DTranspose(2, 3, strides=2, padding="same", dtype="float64"), (3, 2, 2),
            dtype="float64"),
    ]


def three(keras):
    return keras.__version__.startswith("3")
