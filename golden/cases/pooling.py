"""Local, global and adaptive pooling."""

from support import layer_case

BOTH = (2, 3)


def cases(keras):
    found = local(keras) + everywhere(keras)
    return found + adaptive(keras) if keras.__version__.startswith("3") else found


def local(keras):
    L = keras.layers
    found = []
    for kind, pools in (("max_pooling", (L.MaxPooling1D, L.MaxPooling2D, L.MaxPooling3D)),
                        ("average_pooling", (L.AveragePooling1D, L.AveragePooling2D, L.AveragePooling3D))):
        line, plane, volume = pools

        def one(rank, name, make, *shapes, kind=kind, **more):
            return layer_case(keras, "%s%dd" % (kind, rank), name, make, *shapes, **more)

        found += [
            one(1, "plain", lambda line=line: line(2), (7, 3), dialects=BOTH),
            one(1, "same", lambda line=line: line(3, padding="same"), (7, 3), dialects=BOTH),
            one(1, "strides_1", lambda line=line: line(2, strides=1, padding="same"), (5, 2)),
            one(1, "gaps", lambda line=line: line(2, strides=3), (9, 2)),
            one(1, "channels_first", lambda line=line: line(2, data_format="channels_first"), (3, 6)),
            one(2, "plain", lambda plane=plane: plane(2), (5, 6, 3), dialects=BOTH),
            one(2, "same", lambda plane=plane: plane(2, padding="same"), (5, 7, 3), dialects=BOTH),
            one(2, "overlapping", lambda plane=plane: plane(3, strides=2), (7, 8, 2), dialects=BOTH),
            one(2, "overlapping_same", lambda plane=plane: plane(3, strides=2, padding="same"), (6, 8, 2),
                dialects=BOTH),
            one(2, "strides_1_same", lambda plane=plane: plane(3, strides=1, padding="same"), (4, 5, 5)),
            one(2, "rectangular", lambda plane=plane: plane((1, 3), strides=(2, 1)), (5, 6, 2)),
            one(2, "covers_input", lambda plane=plane: plane((4, 5)), (4, 5, 3)),
            one(2, "channels_first", lambda plane=plane: plane(2, data_format="channels_first"), (3, 4, 6)),
            one(2, "free_sizes", lambda plane=plane: plane(3, strides=2, padding="same"), (5, 6, 2),
                free=[(4, 9, 2)]),
            one(2, "many_channels", lambda plane=plane: plane(2), (4, 4, 35), batch=1),
            one(3, "plain", lambda volume=volume: volume(2), (4, 5, 4, 2), dialects=BOTH),
            one(3, "leaping", lambda volume=volume: volume((1, 2, 1), strides=(3, 4, 5), padding="same"), (3, 4, 7, 2),
                dialects=BOTH, free=[(6, 4, 8, 2)]),
            one(3, "same", lambda volume=volume: volume((2, 3, 2), strides=(1, 2, 2), padding="same"), (3, 4, 5, 2)),
        ]
    return found


def everywhere(keras):
    L = keras.layers
    found = []
    for kind, layers in (("global_max_pooling", (L.GlobalMaxPooling1D, L.GlobalMaxPooling2D, L.GlobalMaxPooling3D)),
                         ("global_average_pooling", (L.GlobalAveragePooling1D, L.GlobalAveragePooling2D,
                                                     L.GlobalAveragePooling3D))):
        for rank, shape, layer in zip((1, 2, 3), ((5, 3), (4, 5, 3), (2, 3, 4, 2)), layers):
            folder = "%s%dd" % (kind, rank)
            found += [
                layer_case(keras, folder, "plain", lambda layer=layer: layer(), shape, dialects=BOTH),
                layer_case(keras, folder, "keepdims", lambda layer=layer: layer(keepdims=True), shape,
                           dialects=BOTH if rank == 2 else (3,)),
                layer_case(keras, folder, "channels_first", lambda layer=layer: layer(data_format="channels_first"),
                           shape),
            ]
        found.append(layer_case(keras, kind + "2d", "free_sizes", lambda layer=layers[1]: layer(), (4, 5, 3),
                                free=[(7, 2, 3)]))
    return found


def adaptive(keras):
    """Windows of equal count, not of equal size; they overlap where the sizes do not divide."""
    L = keras.layers
    found = []
    for kind, layers in (
            ("adaptive_average_pooling", (L.AdaptiveAveragePooling1D, L.AdaptiveAveragePooling2D,
                                          L.AdaptiveAveragePooling3D)),
            ("adaptive_max_pooling", (L.AdaptiveMaxPooling1D, L.AdaptiveMaxPooling2D, L.AdaptiveMaxPooling3D))):
        line, plane, volume = layers
        found += [
            layer_case(keras, kind + "1d", "dividing", lambda line=line: line(3), (6, 2)),
            layer_case(keras, kind + "1d", "overlapping", lambda line=line: line(3), (7, 2)),
            layer_case(keras, kind + "2d", "square", lambda plane=plane: plane(3), (7, 5, 2)),
            layer_case(keras, kind + "2d", "rectangular", lambda plane=plane: plane((2, 4)), (5, 6, 3)),
            layer_case(keras, kind + "2d", "larger_than_input", lambda plane=plane: plane(4), (3, 5, 2)),
            layer_case(keras, kind + "2d", "channels_first",
                       lambda plane=plane: plane((2, 3), data_format="channels_first"), (3, 5, 4)),
            layer_case(keras, kind + "3d", "plain", lambda volume=volume: volume((2, 1, 3)), (3, 4, 5, 2)),
        ]
    return found
