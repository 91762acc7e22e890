"""Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate and Dot."""

from support import integers, layer_case

BOTH = (2, 3)


def cases(keras):
    return elementwise(keras) + concatenate(keras) + dot(keras)


def elementwise(keras):
    L = keras.layers
    made = {"add": L.Add, "subtract": L.Subtract, "multiply": L.Multiply, "average": L.Average,
            "maximum": L.Maximum, "minimum": L.Minimum}
    found = []
    for folder, layer in made.items():

        def one(name, *shapes, folder=folder, layer=layer, **more):
            return layer_case(keras, folder, name, lambda: layer(), *shapes, **more)

        found += [
            one("two", (3, 5), (3, 5), dialects=BOTH),
            one("broadcast", (3, 4, 2), (1, 4, 1)),
        ]
        if folder != "subtract":
            found.append(one("three", (5,), (5,), (5,), dialects=BOTH))

    def add(name, *shapes, **more):
        return layer_case(keras, "add", name, lambda: L.Add(), *shapes, **more)

    return found + [
        add("channel_wise", (3, 4, 5), (1, 1, 5), dialects=BOTH),
        # The shorter operand gets its missing axes after the batch.
        add("other_rank", (3, 4), (4,), dialects=BOTH),
        add("both_broadcast", (3, 1, 2), (1, 4, 1)),
        add("five", (4,), (4,), (4,), (4,), (4,)),
        add("free_sizes", (3, 5, 2), (3, 5, 2), free=[(4, 2, 2), (4, 2, 2)]),
        add("free_broadcast", (3, 4, 2), (1, 1, 2), free=[(5, 2, 2), (1, 1, 2)]),
        layer_case(keras, "multiply", "squeeze_and_excite", lambda: L.Multiply(), (4, 5, 3), (1, 1, 3),
                   dialects=BOTH),
        layer_case(keras, "add", "integers", lambda: L.Add(dtype="int32"), (4,), (4,), dtype="int32",
                   inputs=[integers((2, 4), -9, 9), integers((2, 4), -9, 9)]),
        layer_case(keras, "average", "float64", lambda: L.Average(dtype="float64"), (4,), (4,), dtype="float64"),
        layer_case(keras, "add", "same_tensor_twice", lambda: L.Add(), (5,), call=lambda add, x: add([x[0], x[0]]),
                   dialects=BOTH),
    ]


def concatenate(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "concatenate", name, make, *shapes, **more)

    return [
        one("last_axis", lambda: L.Concatenate(), (3, 4), (3, 2), dialects=BOTH),
        one("three", lambda: L.Concatenate(), (4,), (2,), (5,), dialects=BOTH),
        one("axis_1", lambda: L.Concatenate(axis=1), (3, 4), (2, 4), dialects=BOTH),
        one("axis_2_of_image", lambda: L.Concatenate(axis=2), (3, 4, 2), (3, 1, 2)),
        one("axis_minus_2", lambda: L.Concatenate(axis=-2), (3, 4, 2), (3, 5, 2)),
        one("axis_0", lambda: L.Concatenate(axis=0), (4,), (4,)),
        one("free_sizes", lambda: L.Concatenate(), (3, 4, 2), (3, 4, 1), free=[(5, 2, 2), (5, 2, 1)]),
        one("integers", lambda: L.Concatenate(dtype="int32"), (3,), (2,), dtype="int32",
            inputs=[integers((2, 3), -9, 9), integers((2, 2), -9, 9)]),
    ]


def dot(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "dot", name, make, *shapes, **more)

    return [
        one("vectors", lambda: L.Dot(axes=1), (5,), (5,), batch=3, dialects=BOTH),
        one("vectors_normalized", lambda: L.Dot(axes=1, normalize=True), (5,), (5,), batch=3, dialects=BOTH),
        one("matrices_axis_1", lambda: L.Dot(axes=1), (4, 2), (4, 3)),
        one("matrices_axis_2", lambda: L.Dot(axes=2), (3, 4), (5, 4), dialects=BOTH),
        one("matrices_two_axes", lambda: L.Dot(axes=(2, 1)), (3, 4), (4, 5), dialects=BOTH),
        one("matrices_axes_1_2", lambda: L.Dot(axes=(1, 2)), (4, 3), (5, 4)),
        one("matrices_last_axis", lambda: L.Dot(axes=-1), (3, 4), (5, 4)),
        one("matrices_normalized", lambda: L.Dot(axes=(2, 1), normalize=True), (3, 4), (4, 5), dialects=BOTH),
        one("matrix_and_vector", lambda: L.Dot(axes=(2, 1)), (3, 4), (4,)),
        one("vector_and_matrix", lambda: L.Dot(axes=(1, 1)), (4,), (4, 3)),
        one("rank4", lambda: L.Dot(axes=(3, 1)), (2, 3, 4), (4, 5)),
    ]
