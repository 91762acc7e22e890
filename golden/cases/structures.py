"""How models are put together: sequential, functional, nested, shared, with several inputs and outputs."""

import numpy as np

from support import Case, calls, integers, normal

BOTH = (2, 3)


def cases(keras):
    return (sequential(keras) + inputs_and_outputs(keras) + nested(keras) + shared(keras) + networks(keras)
            + masks(keras) + names(keras) + policies(keras))


def case(name, build, *rules, **more):
    path = "structures/" + name
    return Case(path, build, calls(path, *rules), **more)


def sequential(keras):
    L = keras.layers

    def with_input():
        return keras.Sequential([L.Input((5,)), L.Dense(7, activation="relu"), L.Dropout(0.3), L.Dense(3)])

    def input_shape_of_layer():
        return keras.Sequential([L.Dense(4, input_shape=(6,)), L.BatchNormalization(), L.Dense(2)])

    def built_by_call():
        model = keras.Sequential([L.Dense(4, activation="tanh"), L.Dense(2)])
        model(keras.backend.zeros((1, 5)) if version(keras) == 2 else keras.ops.zeros((1, 5)))
        return model

    def built_explicitly():
        model = keras.Sequential([L.Conv1D(3, 2), L.Flatten(), L.Dense(2)])
        model.build((None, 6, 2))
        return model

    def of_sequentials():
        inner = keras.Sequential([L.Dense(6), L.LeakyReLU()], name="inner")
        return keras.Sequential([L.Input((4,)), inner, keras.Sequential([L.Dense(3)], name="last")])

    def only_activation():
        return keras.Sequential([L.Input((4,)), L.Activation("softmax")])

    return [
        case("sequential", with_input, normal((3, 5)), keras=BOTH),
        case("sequential_input_shape", input_shape_of_layer, normal((2, 6)), keras=(2,)),
        case("sequential_built_by_call", built_by_call, normal((2, 5)), keras=BOTH),
        case("sequential_built", built_explicitly, normal((2, 6, 2)), keras=BOTH),
        case("sequential_of_sequentials", of_sequentials, normal((2, 4)), keras=BOTH),
        case("sequential_without_weights", only_activation, normal((2, 4)), keras=BOTH),
    ]


def inputs_and_outputs(keras):
    L = keras.layers

    def several_outputs():
        x = L.Input((5,), name="x")
        h = L.Dense(4, activation="relu", name="hidden")(x)
        return keras.Model(x, [L.Dense(2, name="zebra")(h), L.Dense(3, name="ant")(h), h])

    def output_twice():
        x = L.Input((5,), name="x")
        y = L.Dense(4, name="y")(x)
        return keras.Model(x, [y, L.Dense(2, name="z")(y), y])

    def single_in_list():
        x = L.Input((5,), name="x")
        return keras.Model([x], [L.Dense(3)(x)])

    def dict_inputs():
        wide, deep = L.Input((3,), name="wide"), L.Input((5,), name="deep")
        h = L.Dense(4, activation="relu")(deep)
        return keras.Model({"wide": wide, "deep": deep}, L.Dense(2)(L.Concatenate()([wide, h])))

    def dict_outputs():
        x = L.Input((4,), name="x")
        return keras.Model(x, {"zebra": L.Dense(2, name="first")(x), "ant": L.Dense(3, name="second")(x)})

    def dict_both():
        ids, x = L.Input((4,), dtype="int32", name="ids"), L.Input((2,), name="extra")
        e = L.GlobalAveragePooling1D()(L.Embedding(9, 3)(ids))
        y = L.Concatenate()([e, x])
        return keras.Model({"ids": ids, "extra": x}, {"b": L.Dense(2)(y), "a": L.Dense(1)(y)})

    def cut_from_larger():
        x = L.Input((5,), name="x")
        h = L.Dense(4, name="early")(x)
        m = L.Dense(3, activation="relu", name="middle")(h)
        L.Dense(2, name="late")(m)
        return keras.Model(h, m)

    def second_call_only():
        """The layer is called twice, and the model holds the second call alone."""
        layer = L.Dense(3, name="twice")
        layer(L.Input((4,), name="elsewhere"))
        x = L.Input((4,), name="x")
        return keras.Model(x, L.Activation("tanh")(layer(x)))

    def nested_outputs():
        x = L.Input((4,), name="x")
        a, b, c = L.Dense(2, name="a")(x), L.Dense(3, name="b")(x), L.Dense(1, name="c")(x)
        return keras.Model(x, {"zebra": [a, b], "ant": {"y": c, "x": a}})

    def nested_inputs():
        a, b, c = L.Input((3,), name="a"), L.Input((2,), name="b"), L.Input((4,), name="c")
        return keras.Model([c, [a, b]], L.Dense(2)(L.Concatenate()([a, b, c])))

    def inner_of_structures():
        """A model that takes and gives structures, called in another one."""
        p, q = L.Input((3,), name="p"), L.Input((3,), name="q")
        inner = keras.Model({"p": p, "q": q}, {"sum": L.Add()([p, q]), "parts": [L.Dense(2)(p), L.Dense(2)(q)]}, name="inner")
        a, b = L.Input((3,), name="a"), L.Input((3,), name="b")
        given = inner({"q": b, "p": a})
        return keras.Model([a, b], L.Concatenate()([given["parts"][1], given["sum"], given["parts"][0]]))

    both = {"wide": normal((2, 3)), "deep": normal((2, 5))}
    mixed = {"ids": integers((2, 4), 0, 9), "extra": normal((2, 2))}
    return [
        case("several_outputs", several_outputs, normal((2, 5)), keras=BOTH),
        case("output_twice", output_twice, normal((2, 5)), keras=BOTH),
        case("single_in_list", single_in_list, normal((2, 5)), keras=BOTH),
        case("dict_inputs", dict_inputs, both, keras=BOTH),
        case("dict_outputs", dict_outputs, normal((2, 4)), keras=BOTH),
        case("dict_inputs_and_outputs", dict_both, mixed, keras=BOTH),
        case("nested_outputs", nested_outputs, normal((2, 4)), keras=BOTH),
        case("nested_inputs", nested_inputs, [normal((2, 4)), normal((2, 3)), normal((2, 2))]),
        case("inner_of_structures", inner_of_structures, [normal((2, 3)), normal((2, 3))], keras=BOTH),
        case("cut_from_larger", cut_from_larger, normal((2, 4)), keras=BOTH),
        case("second_call_only", second_call_only, normal((2, 4)), keras=BOTH),
    ]


def nested(keras):
    L = keras.layers

    def block(name, size, filters):
        x = L.Input(size, name=name + "_in")
        y = L.BatchNormalization(name="norm")(L.Dense(filters, name="dense")(x))
        return keras.Model(x, L.ReLU(name="act")(y), name=name)

    def functional():
        x = L.Input((5,), name="x")
        return keras.Model(x, L.Dense(2, name="dense")(block("inner", (5,), 4)(x)))

    def sequential_inside():
        x = L.Input((5,), name="x")
        inner = keras.Sequential([L.Input((5,)), L.Dense(4), L.BatchNormalization(), L.ReLU()], name="inner")
        return keras.Model(x, L.Dense(2)(inner(x)))

    def unbuilt_sequential_inside():
        x = L.Input((5,), name="x")
        inner = keras.Sequential([L.Dense(4), L.ReLU()], name="inner")
        return keras.Model(x, L.Dense(2)(inner(x)))

    def three_levels():
        a = L.Input((3,), name="a")
        deep = keras.Model(a, L.Add()([a, L.Dense(3)(a)]), name="deep")
        b = L.Input((3,), name="b")
        middle = keras.Model(b, L.Dense(4)(deep(L.Activation("tanh")(b))), name="middle")
        c = L.Input((3,), name="c")
        return keras.Model(c, L.Dense(2)(middle(c)), name="outer")

    def several_tensors():
        a, b = L.Input((3,), name="a"), L.Input((4,), name="b")
        h = L.Concatenate()([b, a])
        inner = keras.Model([a, b], [L.Dense(2)(h), L.Dense(3)(h)], name="inner")
        p, q = L.Input((4,), name="p"), L.Input((3,), name="q")
        u, v = inner([q, p])
        return keras.Model([p, q], [L.Concatenate()([v, u]), v])

    def called_twice():
        inner = block("inner", (4,), 4)
        a, b = L.Input((4,), name="a"), L.Input((4,), name="b")
        return keras.Model([a, b], L.Subtract()([inner(a), inner(inner(b))]))

    def called_in_turn():
        """The first call is referred to between layers only, the second among the outputs only."""
        inner = block("inner", (4,), 4)
        x = L.Input((4,), name="x")
        return keras.Model(x, inner(inner(x)))

    def first_call_given(inner):
        """The other way round: the numbers alone do not tell from where calls are counted."""

        def build():
            model = inner()
            x = L.Input((4,), name="x")
            first = model(x)
            return keras.Model(x, [first, L.Dense(2, name="head")(model(first))])

        return build

    def tower():
        return keras.Sequential([L.Input((4,)), L.Dense(4, activation="tanh", name="dense")], name="inner")

    def siamese():
        tower = keras.Sequential([L.Input((5,)), L.Dense(6, activation="relu"), L.Dense(3)], name="tower")
        a, b = L.Input((5,), name="a"), L.Input((5,), name="b")
        return keras.Model([a, b], L.Dot(axes=1, normalize=True)([tower(a), tower(b)]))

    def functional_in_sequential():
        return keras.Sequential([L.Input((5,)), block("inner", (5,), 4), L.Dense(2, name="dense")])

    def frozen_parts():
        """Legacy HDF5 lists a nested model's trainable weights before the others, so freezing reorders them."""
        x = L.Input((4,), name="inner_in")
        first, norm, last = L.Dense(4, name="first"), L.BatchNormalization(name="norm"), L.Dense(4, name="last")
        first.trainable = False
        inner = keras.Model(x, last(norm(first(x))), name="inner")
        y = L.Input((4,), name="x")
        return keras.Model(y, L.Dense(2, name="head")(inner(y)))

    def frozen_whole():
        inner = block("inner", (4,), 4)
        inner.trainable = False
        y = L.Input((4,), name="x")
        return keras.Model(y, L.Dense(2, name="head")(inner(y)))

    def of_dict_inputs():
        a, b = L.Input((3,), name="a"), L.Input((4,), name="b")
        inner = keras.Model({"b": b, "a": a}, L.Dense(2)(L.Concatenate()([b, a])), name="inner")
        p, q = L.Input((4,), name="p"), L.Input((3,), name="q")
        return keras.Model([p, q], L.Activation("tanh")(inner({"a": q, "b": p})))

    def reused_on_other_shape():
        x = L.Input((None, None, 2), name="inner_in")
        inner = keras.Model(x, L.Conv2D(3, 3, padding="same", activation="relu")(x), name="inner")
        a = L.Input((6, 4, 2), name="a")
        small = L.AveragePooling2D(2)(a)
        pooled = L.GlobalAveragePooling2D()
        return keras.Model(a, L.Concatenate()([pooled(inner(a)), pooled(inner(small))]))

    def legacy(model, stem):
        model.save(stem + ".h5")
        return stem + ".h5"

    found = [
        case("nested_functional", functional, normal((2, 5)), keras=BOTH),
        case("nested_sequential", sequential_inside, normal((2, 5)), keras=BOTH),
        case("nested_unbuilt_sequential", unbuilt_sequential_inside, normal((2, 5)), keras=BOTH),
        case("nested_three_levels", three_levels, normal((2, 3)), keras=BOTH),
        case("nested_several_tensors", several_tensors, [normal((2, 4)), normal((2, 3))], keras=BOTH),
        case("nested_called_in_turn", called_in_turn, normal((2, 4)), keras=BOTH),
        case("nested_first_call_given", first_call_given(lambda: block("inner", (4,), 4)), normal((2, 4)), keras=BOTH),
        case("nested_first_call_given_sequential", first_call_given(tower), normal((2, 4)), keras=BOTH),
        case("nested_called_twice", called_twice, [normal((2, 4)), normal((2, 4))], keras=BOTH),
        case("nested_siamese", siamese, [normal((3, 5)), normal((3, 5))], keras=BOTH),
        case("nested_in_sequential", functional_in_sequential, normal((2, 5)), keras=BOTH),
        case("nested_frozen_parts", frozen_parts, normal((2, 4)), keras=BOTH),
        case("nested_frozen", frozen_whole, normal((2, 4)), keras=BOTH),
        case("nested_dict_inputs", of_dict_inputs, [normal((2, 4)), normal((2, 3))], keras=BOTH),
        case("nested_on_other_shape", reused_on_other_shape, normal((2, 6, 4, 2)), keras=BOTH),
    ]
    if version(keras) == 3:
        found += [
            case("nested_functional_legacy", functional, normal((2, 5)), save=legacy),
            case("nested_frozen_parts_legacy", frozen_parts, normal((2, 4)), save=legacy),
            case("nested_frozen_legacy", frozen_whole, normal((2, 4)), save=legacy),
            case("nested_three_levels_legacy", three_levels, normal((2, 3)), save=legacy),
        ]
    return found


def shared(keras):
    L = keras.layers

    def layer_on_two_inputs():
        layer = L.Dense(3, activation="tanh", name="shared")
        a, b = L.Input((4,), name="a"), L.Input((4,), name="b")
        return keras.Model([a, b], L.Subtract()([layer(a), layer(b)]))

    def layer_in_a_row():
        layer = L.Dense(4, activation="tanh", name="again")
        x = L.Input((4,), name="x")
        return keras.Model(x, layer(layer(layer(x))))

    def layer_on_two_shapes():
        layer = L.Conv2D(3, 3, padding="same", name="shared")
        x = L.Input((6, 4, 2), name="x")
        pooled = L.GlobalMaxPooling2D()
        return keras.Model(x, L.Concatenate()([pooled(layer(x)), pooled(layer(L.MaxPooling2D(2)(x)))]))

    def dense_on_two_ranks():
        layer = L.Dense(3, name="shared")
        x = L.Input((5, 4), name="x")
        return keras.Model(x, [layer(x), layer(L.GlobalAveragePooling1D()(x))])

    def embedding_of_two():
        layer = L.Embedding(7, 3, name="shared")
        a, b = L.Input((4,), dtype="int32", name="a"), L.Input((2,), dtype="int32", name="b")
        return keras.Model([a, b], L.Concatenate(axis=1)([layer(a), layer(b)]))

    def normalization_of_two():
        layer = L.BatchNormalization(name="shared")
        a, b = L.Input((4,), name="a"), L.Input((4,), name="b")
        return keras.Model([a, b], L.Multiply()([layer(a), layer(b)]))

    two = [normal((2, 4)), normal((2, 4))]
    return [
        case("shared_layer", layer_on_two_inputs, two, keras=BOTH),
        case("shared_layer_in_a_row", layer_in_a_row, normal((2, 4)), keras=BOTH),
        case("shared_on_two_shapes", layer_on_two_shapes, normal((2, 6, 4, 2)), keras=BOTH),
        case("shared_on_two_ranks", dense_on_two_ranks, normal((2, 5, 4)), keras=(3,)),
        case("shared_embedding", embedding_of_two, [integers((2, 4), 0, 7), integers((2, 2), 0, 7)], keras=BOTH),
        case("shared_normalization", normalization_of_two, two, keras=BOTH),
    ]


def networks(keras):
    """Small forms of well-known blocks, where fusing and memory reuse have something to get wrong."""
    L = keras.layers

    def residual():
        x = L.Input((7, 5, 4), name="x")
        y = L.ReLU()(L.BatchNormalization()(L.Conv2D(6, 3, strides=2, padding="same", use_bias=False)(x)))
        y = L.BatchNormalization()(L.Conv2D(6, 3, padding="same", use_bias=False)(y))
        s = L.BatchNormalization()(L.Conv2D(6, 1, strides=2, use_bias=False)(x))
        return keras.Model(x, L.ReLU()(L.Add()([y, s])))

    def inverted_residual():
        x = L.Input((5, 6, 3), name="x")
        y = L.ReLU(6.0)(L.BatchNormalization()(L.Conv2D(9, 1, use_bias=False)(x)))
        y = L.ReLU(6.0)(L.BatchNormalization()(L.DepthwiseConv2D(3, padding="same", use_bias=False)(y)))
        y = L.BatchNormalization()(L.Conv2D(3, 1, use_bias=False)(y))
        return keras.Model(x, L.Add()([x, y]))

    def squeeze_and_excite():
        x = L.Input((4, 5, 6), name="x")
        s = L.Reshape((1, 1, 6))(L.GlobalAveragePooling2D()(x))
        s = L.Conv2D(6, 1, activation="sigmoid")(L.Conv2D(2, 1, activation="swish")(s))
        return keras.Model(x, L.Multiply()([x, s]))

    def inception():
        x = L.Input((6, 5, 4), name="x")
        a = L.Conv2D(2, 1, activation="relu")(x)
        b = L.Conv2D(3, 3, padding="same", activation="relu")(L.Conv2D(2, 1)(x))
        c = L.Conv2D(1, 1)(L.AveragePooling2D(3, strides=1, padding="same")(x))
        return keras.Model(x, L.Concatenate()([a, b, c, x]))

    def dense_block():
        x = y = L.Input((4, 5, 3), name="x")
        for _ in range(3):
            z = L.Conv2D(2, 3, padding="same")(L.ReLU()(L.BatchNormalization()(y)))
            y = L.Concatenate()([y, z])
        return keras.Model(x, y)

    def u_net():
        x = L.Input((8, 6, 2), name="x")
        a = L.Conv2D(3, 3, padding="same", activation="relu")(x)
        b = L.Conv2D(4, 3, padding="same", activation="relu")(L.MaxPooling2D(2)(a))
        u = L.Conv2DTranspose(3, 2, strides=2, padding="same")(b)
        return keras.Model(x, L.Conv2D(1, 1, activation="sigmoid")(L.Concatenate()([u, a])))

    def free_sizes():
        x = L.Input((None, None, 3), name="x")
        y = L.Conv2D(4, 3, strides=2, padding="same", activation="relu")(x)
        y = L.UpSampling2D(2)(L.SeparableConv2D(5, 3, padding="same")(y))
        return keras.Model(x, [L.GlobalAveragePooling2D()(y), y])

    def variance_shift():
        """Normalization between a padding layer and a convolution: it must not be folded into the padding."""
        x = L.Input((4, 5, 3), name="x")
        y = L.Conv2D(4, 3)(L.BatchNormalization()(L.ZeroPadding2D(1)(x)))
        return keras.Model(x, y)

    def tapped():
        """A convolution whose output is used before and after its activation."""
        x = L.Input((4, 5, 2), name="x")
        c = L.Conv2D(3, 3, padding="same")(x)
        n = L.BatchNormalization()(c)
        r = L.ReLU()(n)
        return keras.Model(x, [L.Add()([c, r]), n, r])

    def steps():
        x = L.Input((9, 3), name="x")
        y = L.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu")(x)
        y = L.Add()([L.Conv1D(4, 1)(x), y])
        y = L.LayerNormalization()(y)
        return keras.Model(x, L.Dense(2)(L.Flatten()(L.MaxPooling1D(3)(y))))

    def bag_of_words():
        x = L.Input((None,), dtype="int32", name="x")
        return keras.Model(x, L.Dense(2, activation="softmax")(L.GlobalMaxPooling1D()(L.Embedding(20, 4)(x))))

    def unsigned_input():
        ids, counts = L.Input((4,), dtype="uint16", name="ids"), L.Input((3,), dtype="uint32", name="counts")
        y = L.Concatenate()([L.Flatten()(L.Embedding(7, 2)(ids)), L.Rescaling(1e-4)(counts)])
        return keras.Model([ids, counts], L.Dense(2)(y))

    def deep_chain():
        x = y = L.Input((6,), name="x")
        for i in range(12):
            y = L.Activation(("tanh", "softsign", "relu", "elu")[i % 4])(L.Rescaling(1.1, 0.05)(y))
        return keras.Model(x, y)

    return [
        case("residual", residual, normal((2, 7, 5, 4)), keras=BOTH),
        case("inverted_residual", inverted_residual, normal((2, 5, 6, 3)), keras=BOTH),
        case("squeeze_and_excite", squeeze_and_excite, normal((2, 4, 5, 6)), keras=BOTH),
        case("inception", inception, normal((2, 6, 5, 4)), keras=BOTH),
        case("dense_block", dense_block, normal((2, 4, 5, 3)), keras=BOTH),
        case("u_net", u_net, normal((2, 8, 6, 2)), keras=BOTH),
        case("free_sizes", free_sizes, normal((2, 8, 6, 3)), normal((1, 11, 5, 3)), normal((3, 4, 7, 3)), keras=BOTH),
        case("normalization_of_padding", variance_shift, normal((2, 4, 5, 3)), keras=BOTH),
        case("tapped", tapped, normal((2, 4, 5, 2)), keras=BOTH),
        case("steps", steps, normal((2, 9, 3)), keras=BOTH),
        case("unsigned_input", unsigned_input, [integers((2, 4), 0, 7), integers((2, 3), 0, 70000, "int64")], keras=BOTH,
             notes=["inputs of uint16 and uint32, as which the model takes what it is given"]),
        case("bag_of_words", bag_of_words, integers((2, 5), 0, 20), integers((3, 1), 0, 20), keras=BOTH),
        case("deep_chain", deep_chain, normal((2, 6)), keras=(3,)),
    ]


def masks(keras):
    """What an Embedding with mask_zero changes further on: GlobalAveragePooling1D leaves masked steps out."""
    L = keras.layers
    # Every row has at least one word; a row without any would give NaN.
    words = np.array([[3, 1, 0, 0, 2], [4, 0, 0, 0, 0], [1, 2, 3, 4, 5]], "int32")
    others = np.array([[0, 1, 2, 0, 2], [4, 3, 0, 0, 0], [1, 2, 0, 4, 0]], "int32")

    def embedded(name="x"):
        x = L.Input((5,), dtype="int32", name=name)
        return x, L.Embedding(6, 3, mask_zero=True)(x)

    def average():
        x, y = embedded()
        return keras.Model(x, L.GlobalAveragePooling1D()(y))

    def average_in_sequential():
        return keras.Sequential([L.Input((5,), dtype="int32"), L.Embedding(6, 3, mask_zero=True), L.Dropout(0.1),
                                 L.GlobalAveragePooling1D(), L.Dense(2)])

    def average_after_dense():
        x, y = embedded()
        y = L.Activation("tanh")(L.Dense(4)(L.LayerNormalization()(L.Dropout(0.2)(y))))
        return keras.Model(x, L.GlobalAveragePooling1D()(y))

    def average_of_sum():
        x, y = embedded()
        u, z = embedded("u")
        return keras.Model([x, u], L.GlobalAveragePooling1D()(L.Add()([y, z])))

    def average_of_plain_sum():
        x, y = embedded()
        z = L.Embedding(6, 3)(x)
        return keras.Model(x, L.GlobalAveragePooling1D()(L.Add()([y, z])))

    def average_of_concatenation():
        x, y = embedded()
        u, z = embedded("u")
        return keras.Model([x, u], L.GlobalAveragePooling1D()(L.Concatenate()([y, z])))

    def average_of_steps_joined():
        x, y = embedded()
        z = L.Embedding(6, 3)(x)
        return keras.Model(x, L.GlobalAveragePooling1D()(L.Concatenate(axis=1)([y, z])))

    def dropped_by(layer):
        """Layers of numbers hand a mask on in Keras 3, and drop it in Keras 2."""

        def build():
            x, y = embedded()
            return keras.Model(x, L.GlobalAveragePooling1D()(layer()(y)))

        return build

    def maximum():
        x, y = embedded()
        return keras.Model(x, L.GlobalMaxPooling1D()(y))

    def lost_in_convolution():
        x, y = embedded()
        return keras.Model(x, L.GlobalAveragePooling1D()(L.Conv1D(2, 3, padding="same")(y)))

    def average_nested():
        x = L.Input((5,), dtype="int32", name="inner_x")
        inner = keras.Model(x, L.Embedding(6, 3, mask_zero=True)(x), name="inner")
        z = L.Input((5,), dtype="int32", name="x")
        return keras.Model(z, L.GlobalAveragePooling1D()(inner(z)))

    def given_to_nested():
        """The first attention takes the mask off its input; the file gives it to the inner model all the same."""
        x, y = embedded()
        seen = L.Dense(2)(L.Dense(3)(L.MultiHeadAttention(2, 3)(y, y)))
        start = L.Input((5, 3), name="start")
        z = keras.Model(start, L.Dense(4)(start), name="inner")(y)
        return keras.Model(x, [seen, L.MultiHeadAttention(2, 3)(z, z)])

    def given_to_nested_pair():
        x, y = embedded()
        u, v = embedded("u")
        seen = L.Dense(2)(L.Dense(3)(L.MultiHeadAttention(2, 3)(v, v)))
        p, q = L.Input((5, 3), name="p"), L.Input((5, 3), name="q")
        outputs = keras.Model([p, q], [L.Dense(4)(p), L.Dense(3)(q)], name="inner")([y, v])
        return keras.Model([x, u], [seen] + [L.MultiHeadAttention(1, 2)(z, z) for z in outputs])

    made = [average, average_in_sequential, average_after_dense, maximum, lost_in_convolution]
    return [case("mask_" + build.__name__, build, words, keras=BOTH) for build in made] + [
        case("mask_average_of_plain_sum", average_of_plain_sum, words, keras=BOTH,
             notes=["A sum of masked and unmasked steps is masked in Keras 2, unmasked in Keras 3."]),
        case("mask_average_nested", average_nested, words, keras=BOTH,
             notes=["Keras 3 writes `mask: null` for the pooling, yet the inner model's mask reaches it in the call."]),
        case("mask_average_of_sum", average_of_sum, [words, others], keras=BOTH,
             notes=["Keras 2 averages the steps that are unmasked in both, Keras 3 those unmasked in one of them."]),
        case("mask_average_of_concatenation", average_of_concatenation, [words, others], keras=BOTH,
             notes=["Keras 2 averages the steps that are unmasked in both, Keras 3 those unmasked in one of them."]),
        case("mask_after_rescaling", dropped_by(lambda: L.Rescaling(0.5, offset=0.3)), words, keras=BOTH),
        case("mask_after_normalization", dropped_by(lambda: L.Normalization(mean=[0.1, 0.2, 0.3], variance=[1, 2, 0.5])),
             words, keras=BOTH),
        case("mask_after_identity", dropped_by(lambda: L.Identity()), words, keras=BOTH),
        case("mask_given_to_nested", given_to_nested, words, keras=BOTH),
        case("mask_given_to_nested_pair", given_to_nested_pair, [words, others], keras=BOTH),
        # Keras 2 cannot join a mask with steps that have none.
        case("mask_average_of_steps_joined", average_of_steps_joined, words),
    ]


def names(keras):
    L = keras.layers

    def slashes():
        x = L.Input((4,), name="in/put")
        y = L.BatchNormalization(name="block/1/norm")(L.Dense(3, name="block/1/dense")(x))
        return keras.Model(x, L.Dense(2, name="block/1")(y))

    def unusual():
        x = L.Input((4,), name="Größe")
        return keras.Model(x, L.Dense(2, name="out put")(L.Dense(3, name="層-1.a")(x)))

    def like_numbers():
        x = L.Input((4,), name="0")
        return keras.Model(x, L.Dense(2, name="vars")(L.Dense(3, name="1")(x)))

    def same_inside():
        a = L.Input((3,), name="x")
        inner = keras.Model(a, L.Dense(3, name="dense")(a), name="inner")
        x = L.Input((3,), name="x")
        return keras.Model(x, L.Dense(3, name="dense")(inner(x)), name="outer")

    def long():
        """More than 64 KiB of layer names: the attribute of the legacy file is split."""
        x = y = L.Input((2,), name="x")
        for i in range(70):
            y = L.Activation("softsign", name="%03d_" % i + 996 * "n")(y)
        return keras.Model(x, L.Dense(2)(y))

    return [
        case("names_with_slashes", slashes, normal((2, 4)), keras=(2,)),
        case("names_unusual", unusual, normal((2, 4)), keras=(3,)),
        case("names_like_numbers", like_numbers, normal((2, 4)), keras=BOTH),
        case("names_same_inside", same_inside, normal((2, 3)), keras=BOTH),
        case("names_long", long, normal((2, 2)), keras=(2,)),
    ]


def policies(keras):
    L = keras.layers

    def with_policy(name, build):
        old = policy(keras)
        set_policy(keras, name)
        try:
            return build()
        finally:
            set_policy(keras, old)

    def image():
        x = L.Input((5, 6, 2), dtype="float64", name="x")
        y = L.ReLU()(L.BatchNormalization()(L.Conv2D(3, 3, padding="same")(x)))
        y = L.DepthwiseConv2D(3, strides=2)(y)
        return keras.Model(x, L.Dense(4, activation="softmax")(L.GlobalAveragePooling2D()(y)))

    def some_layers():
        x = L.Input((5,), name="x")
        y = L.Dense(4, activation="tanh", dtype="float64")(x)
        return keras.Model(x, [L.Dense(3)(y), y])

    return [
        case("float64_policy", lambda: with_policy("float64", image), normal((2, 5, 6, 2), dtype="float64"),
             keras=BOTH),
        case("float64_layer", some_layers, normal((2, 5)), keras=BOTH),
    ]


def version(keras):
    return int(keras.__version__.split(".")[0])


def policy(keras):
    return keras.config.dtype_policy() if version(keras) == 3 else keras.mixed_precision.global_policy()


def set_policy(keras, value):
    keras.config.set_dtype_policy(value) if version(keras) == 3 else keras.mixed_precision.set_global_policy(value)
