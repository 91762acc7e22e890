"""Batch, layer, group, unit and RMS normalization; Normalization with fixed and adapted statistics."""

import numpy as np

from support import Case, calls, generator, layer_case, normal

BOTH = (2, 3)

CANCELLATION = (
    "Keras in float32 is itself 5.8e-5 away from float64 here: TensorFlow normalises as x * scale + shift, "
    "where the offset cancels."
)


def cases(keras):
    found = batch(keras) + layer(keras) + group(keras) + unit(keras) + fixed(keras)
    return found + rms(keras) + convnext(keras) + of_keras2(keras)


def batch(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "batch_normalization", name, make, *shapes, **more)

    return [
        one("vector", lambda: L.BatchNormalization(), (7,), dialects=BOTH),
        one("image", lambda: L.BatchNormalization(), (3, 5, 4), dialects=BOTH),
        one("steps", lambda: L.BatchNormalization(), (4, 3)),
        one("no_scale", lambda: L.BatchNormalization(scale=False), (5,), dialects=BOTH),
        one("no_center", lambda: L.BatchNormalization(center=False), (5,), dialects=BOTH),
        one("neither", lambda: L.BatchNormalization(center=False, scale=False), (3, 4), dialects=BOTH),
        one("epsilon", lambda: L.BatchNormalization(epsilon=0.25, momentum=0.5), (5,), dialects=BOTH),
        one("axis_1_of_steps", lambda: L.BatchNormalization(axis=1), (4, 3), dialects=BOTH),
        one("axis_1_of_image", lambda: L.BatchNormalization(axis=1), (3, 4, 5)),
        one("axis_2_of_image", lambda: L.BatchNormalization(axis=2), (3, 4, 5)),
        one("volume", lambda: L.BatchNormalization(), (2, 3, 2, 3)),
        one("frozen", lambda: frozen(L.BatchNormalization()), (5,), dialects=BOTH),
        one("free_sizes", lambda: L.BatchNormalization(), (3, 5, 3), free=[(4, 2, 3)]),
        one("float64", lambda: L.BatchNormalization(dtype="float64"), (5,), dtype="float64"),
    ]


def of_keras2(keras):
    """Several axes at once, and the class for training on several machines."""
    if not keras.__version__.startswith("2"):
        return []
    L = keras.layers

    def one(name, make, *shapes):
        return layer_case(keras, "batch_normalization", name, make, *shapes, dialects=(2,))

    return [
        one("axes_1_3", lambda: L.BatchNormalization(axis=[1, 3]), (3, 4, 5)),
        one("axes_2_3", lambda: L.BatchNormalization(axis=[-1, 2], scale=False), (3, 4, 5)),
        one("axes_1_2", lambda: L.BatchNormalization(axis=[1, 2]), (3, 4, 5)),
        one("axis_in_list", lambda: L.BatchNormalization(axis=[1]), (3, 4)),
        one("renorm", lambda: L.BatchNormalization(renorm=True), (5,)),
        one("synchronized", lambda: L.BatchNormalization(synchronized=True), (5,)),
        layer_case(keras, "sync_batch_normalization", "plain", lambda: L.experimental.SyncBatchNormalization(),
                   (3, 4), dialects=(2,)),
    ]


def frozen(layer):
    layer.trainable = False
    return layer


def layer(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "layer_normalization", name, make, *shapes, **more)

    def offset(rng):
        return (1000 + rng.standard_normal((2, 9))).astype("float32")

    return [
        one("vector", lambda: L.LayerNormalization(), (7,), dialects=BOTH),
        one("steps", lambda: L.LayerNormalization(), (4, 5), dialects=BOTH),
        one("image", lambda: L.LayerNormalization(), (3, 4, 5)),
        one("axis_1", lambda: L.LayerNormalization(axis=1), (4, 3), dialects=BOTH),
        one("axis_list_of_one", lambda: L.LayerNormalization(axis=[1]), (4, 3), dialects=BOTH),
        one("axis_2_of_image", lambda: L.LayerNormalization(axis=2), (3, 4, 5)),
        one("axes_2_3", lambda: L.LayerNormalization(axis=[2, 3]), (3, 4, 5), dialects=BOTH),
        one("axes_1_2", lambda: L.LayerNormalization(axis=[1, 2]), (3, 4, 5)),
        one("axes_1_3", lambda: L.LayerNormalization(axis=[1, 3]), (3, 4, 5)),
        one("all_axes", lambda: L.LayerNormalization(axis=[1, 2, 3]), (3, 4, 2)),
        one("no_scale", lambda: L.LayerNormalization(scale=False), (5,), dialects=BOTH),
        one("no_center", lambda: L.LayerNormalization(center=False), (5,)),
        one("neither", lambda: L.LayerNormalization(center=False, scale=False), (5,), dialects=BOTH),
        one("epsilon", lambda: L.LayerNormalization(epsilon=0.5), (5,), dialects=BOTH),
        one("large_offset", lambda: L.LayerNormalization(), (9,), inputs=[offset], tolerance=1e-4, notes=[CANCELLATION]),
        one("wide", lambda: L.LayerNormalization(), (131,)),
        one("float64", lambda: L.LayerNormalization(dtype="float64"), (5,), dtype="float64"),
    ]


def group(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "group_normalization", name, make, *shapes, **more)

    return [
        one("groups_2", lambda: L.GroupNormalization(groups=2), (3, 4, 6), dialects=BOTH),
        one("groups_3_of_steps", lambda: L.GroupNormalization(groups=3), (4, 6)),
        one("one_group", lambda: L.GroupNormalization(groups=1), (3, 2, 4)),
        one("group_per_channel", lambda: L.GroupNormalization(groups=-1), (3, 4, 3), dialects=BOTH),
        one("axis_1", lambda: L.GroupNormalization(groups=2, axis=1), (4, 3, 2)),
        one("no_scale", lambda: L.GroupNormalization(groups=2, scale=False, epsilon=0.1), (5, 4)),
        one("no_center", lambda: L.GroupNormalization(groups=2, center=False), (5, 4)),
        one("vector", lambda: L.GroupNormalization(groups=4), (8,)),
    ]


def unit(keras):
    L = keras.layers
    tiny = np.array([[1e-8, 2e-8], [3.0, -4.0]], "float32")
    return [
        layer_case(keras, "unit_normalization", "vector", lambda: L.UnitNormalization(), (5,), dialects=BOTH),
        layer_case(keras, "unit_normalization", "axis_1", lambda: L.UnitNormalization(axis=1), (3, 4), dialects=BOTH),
        layer_case(keras, "unit_normalization", "two_axes", lambda: L.UnitNormalization(axis=[1, 2]), (3, 4, 2)),
        layer_case(keras, "unit_normalization", "tiny_values", lambda: L.UnitNormalization(), (2,), inputs=[tiny],
                   dialects=BOTH, notes=["Keras 2 bounds the sum of squares at 1e-12, Keras 3 far lower."]),
    ]


def convnext(keras):
    """Layers of their own that networks of keras.applications have."""
    from keras.src.applications import convnext as of
    from keras.src.applications import inception_resnet_v2

    scaled = [layer_case(keras, "custom_scale_layer", "image", lambda: inception_resnet_v2.CustomScaleLayer(0.17), (3, 5, 4),
                         (3, 5, 4), dialects=BOTH)]
    return scaled + [
        layer_case(keras, "layer_scale", "image", lambda: of.LayerScale(0.5, 4), (3, 5, 4), dialects=BOTH),
        layer_case(keras, "stochastic_depth", "image", lambda: of.StochasticDepth(0.3), (3, 5, 4), dialects=BOTH),
    ]


def fixed(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "normalization", name, make, *shapes, **more)

    def adapted(name, axis, shape, dialects):
        path = "layers/normalization/" + name

        def build():
            layer = L.Normalization(axis=axis)
            data = (2 + 3 * generator("data of " + path).standard_normal((20,) + shape)).astype("float32")
            layer.adapt(data)
            x = L.Input(shape, name="x")
            return keras.Model(x, layer(x), name="model")

        return Case(path, build, calls(path, normal((2,) + shape, 4)), keras=dialects, weights=False)

    return [
        one("scalars", lambda: L.Normalization(axis=None, mean=1.5, variance=4.0), (5,), dialects=BOTH),
        one("vectors", lambda: L.Normalization(mean=[0.5, -1.0, 2.0], variance=[1.0, 0.25, 9.0]), (3,),
            dialects=BOTH),
        one("image", lambda: L.Normalization(mean=[0.5, -1.0, 2.0], variance=[1.0, 0.25, 9.0]), (2, 4, 3)),
        one("axis_1", lambda: L.Normalization(axis=1, mean=[0.5, -1.0], variance=[1.0, 0.25]), (2, 4)),
        one("invert", lambda: L.Normalization(mean=[0.5, -1.0], variance=[1.0, 0.25], invert=True), (2,),
            dialects=BOTH),
        one("zero_variance", lambda: L.Normalization(mean=[0.5, -1.0], variance=[1.0, 0.0]), (2,), dialects=BOTH),
        adapted("adapted", -1, (4,), BOTH),
        adapted("adapted_axis_none", None, (3, 2), BOTH),
        adapted("adapted_two_axes", (1, 2), (3, 2), (3,)),
        adapted("adapted_image", -1, (4, 3, 3), (3,)),
    ]


def rms(keras):
    L = keras.layers
    return [
        layer_case(keras, "rms_normalization", "vector", lambda: L.RMSNormalization(), (6,)),
        layer_case(keras, "rms_normalization", "steps", lambda: L.RMSNormalization(epsilon=0.1), (3, 5)),
        layer_case(keras, "rms_normalization", "square_axis_1", lambda: L.RMSNormalization(axis=1), (4, 4),
                   notes=["Keras multiplies the scale on the last axis although it was made for axis 1."]),
        layer_case(keras, "rms_normalization", "two_axes", lambda: L.RMSNormalization(axis=[-2, -1]), (3, 4)),
        layer_case(keras, "layer_normalization", "rms_scaling",
                   lambda: L.LayerNormalization(rms_scaling=True), (6,)),
    ]
