"""Attention, AdditiveAttention, MultiHeadAttention, GroupedQueryAttention and EinsumDense."""

import numpy as np

from support import Case, calls, integers, layer_case, normal

BOTH = (2, 3)

# Every row has a word; rows differ in how many, and one has a gap.
WORDS = np.array([[3, 1, 0, 4, 2], [4, 2, 0, 0, 0], [1, 2, 3, 4, 5]], "int32")
OTHERS = np.array([[2, 0, 1, 0], [4, 3, 5, 1], [1, 0, 0, 0]], "int32")
SOME_EMPTY = np.array([[3, 1, 0, 4, 2], [0, 0, 0, 0, 0], [1, 2, 3, 0, 0]], "int32")


def cases(keras):
    found = einsum_dense(keras) + attention(keras) + additive(keras) + multi_head(keras) + masked_multi_head(keras)
    if hasattr(keras.layers, "GroupQueryAttention"):
        found += grouped_query(keras)
    return found + transformers(keras)


def bools(shape, most=0.6):
    """A mask with something in every row of its last axis."""

    def draw(rng):
        mask = rng.random(shape) < most
        mask[..., 0] = True
        return mask

    return draw


def einsum_dense(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "einsum_dense", name, make, *shapes, **more)

    return [
        one("matrix", lambda: L.EinsumDense("ab,bc->ac", output_shape=7, bias_axes="c"), (5,), dialects=BOTH),
        one("steps", lambda: L.EinsumDense("abc,cd->abd", output_shape=(None, 7), bias_axes="d", activation="relu"),
            (3, 5), dialects=BOTH),
        one("heads", lambda: L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de"), (4, 5),
            dialects=BOTH),
        one("from_heads", lambda: L.EinsumDense("abcd,cde->abe", output_shape=(None, 5), bias_axes="e"), (4, 2, 3),
            dialects=BOTH),
        one("no_bias", lambda: L.EinsumDense("abc,cd->abd", output_shape=(None, 4), activation="gelu"), (3, 5)),
        one("bias_of_steps", lambda: L.EinsumDense("abc,cd->abd", output_shape=(3, 4), bias_axes="bd"), (3, 5),
            dialects=BOTH),
        one("bias_of_one_axis", lambda: L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="d"),
            (4, 5)),
        one("ellipsis", lambda: L.EinsumDense("...x,xy->...y", output_shape=4, bias_axes="y"), (2, 3, 5),
            dialects=BOTH),
        one("ellipsis_behind", lambda: L.EinsumDense("ab...,bc->ac...", output_shape=4, bias_axes="c"), (5, 3, 2),
            dialects=BOTH),
        one("ellipsis_two_axes", lambda: L.EinsumDense("...xy,xyz->...z", output_shape=4, bias_axes="z"), (2, 3, 5)),
        one("over_steps", lambda: L.EinsumDense("abc,bd->adc", output_shape=(4, 5), bias_axes="dc"), (3, 5),
            dialects=BOTH),
        one("own_kernel_per_step", lambda: L.EinsumDense("abc,bcd->abd", output_shape=(3, 4), bias_axes="d"), (3, 5),
            dialects=BOTH),
        one("transposed_output", lambda: L.EinsumDense("abc,cd->adb", output_shape=(4, 3), bias_axes="d"), (3, 5)),
        one("summed_axis", lambda: L.EinsumDense("abc,cd->ad", output_shape=4, bias_axes="d"), (3, 5)),
        one("kernel_turned", lambda: L.EinsumDense("abc,edc->abde", output_shape=(None, 2, 3), bias_axes="e"), (4, 5)),
        one("elementwise", lambda: L.EinsumDense("ab,b->ab", output_shape=5, bias_axes="b"), (5,)),
        one("free_steps", lambda: L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de"), (4, 5),
            free=[(7, 5)], dialects=BOTH),
        one("float64", lambda: L.EinsumDense("abc,cd->abd", (None, 4), bias_axes="d", dtype="float64"), (3, 5),
            dtype="float64"),
    ]


def attention(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "attention", name, make, *shapes, **more)

    def with_arguments(**arguments):
        return lambda layer, tensors: layer(tensors, **arguments)

    found = [
        one("dot", lambda: L.Attention(), (4, 3), (5, 3), dialects=BOTH),
        one("key", lambda: L.Attention(), (4, 3), (5, 2), (5, 3), dialects=BOTH),
        one("scale", lambda: L.Attention(use_scale=True), (4, 3), (5, 3), dialects=BOTH),
        one("concat", lambda: L.Attention(score_mode="concat"), (4, 3), (5, 3), dialects=BOTH),
        one("concat_scale", lambda: L.Attention(score_mode="concat", use_scale=True), (4, 3), (5, 3), dialects=BOTH),
        one("dropout", lambda: L.Attention(dropout=0.3), (4, 3), (5, 3), dialects=BOTH),
        one("causal", lambda: L.Attention(), (4, 3), (5, 3), call=with_arguments(use_causal_mask=True),
            dialects=BOTH),
        one("scores", lambda: L.Attention(), (4, 3), (5, 3), call=with_arguments(return_attention_scores=True),
            dialects=BOTH),
        one("free_steps", lambda: L.Attention(), (4, 3), (5, 3), free=[(6, 3), (2, 3)],
            call=with_arguments(use_causal_mask=True), dialects=BOTH),
        one("rank4", lambda: L.Attention(), (2, 4, 3), (2, 5, 3)),
    ]
    return found + masked_pairs(keras, "attention", L.Attention) + explicit_masks(keras, "attention", L.Attention)


def additive(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "additive_attention", name, make, *shapes, **more)

    found = [
        one("scale", lambda: L.AdditiveAttention(), (4, 3), (5, 3), dialects=BOTH),
        one("no_scale", lambda: L.AdditiveAttention(use_scale=False), (4, 3), (5, 3), dialects=BOTH),
        one("key_and_scores", lambda: L.AdditiveAttention(), (4, 3), (5, 3), (5, 3),
            call=lambda layer, x: layer(x, return_attention_scores=True, use_causal_mask=True), dialects=BOTH),
    ]
    return found + masked_pairs(keras, "additive_attention", L.AdditiveAttention)


def embedded(L, name="x", steps=5, masked=True):
    x = L.Input((steps,), dtype="int32", name=name)
    return x, L.Embedding(6, 4, mask_zero=masked)(x)


def masked_pairs(keras, folder, layer):
    """Masks that come with the inputs."""
    L = keras.layers

    def build(query_masked, value_masked, **arguments):
        q, query = embedded(L, "q", 5, query_masked)
        v, value = embedded(L, "v", 4, value_masked)
        y = layer()([query, value], **arguments)
        outputs = [y] if not isinstance(y, (tuple, list)) else list(y)
        return keras.Model([q, v], outputs + [L.GlobalAveragePooling1D()(outputs[0])])

    def case(name, words=WORDS, *flags, **arguments):
        path = "layers/%s/%s" % (folder, name)
        return Case(path, lambda: build(*flags, **arguments), calls(path, [words, OTHERS]), keras=BOTH)

    return [
        case("masked_value", WORDS, False, True),
        case("masked_query", WORDS, True, False),
        case("masked_both", WORDS, True, True),
        case("masked_both_causal", WORDS, True, True, use_causal_mask=True, return_attention_scores=True),
    ]


def explicit_masks(keras, folder, layer):
    """Masks given with the call."""
    L = keras.layers

    def build(query_masked):
        q, v = L.Input((4, 3), name="q"), L.Input((5, 3), name="v")
        qm, vm = L.Input((4,), dtype="bool", name="qm"), L.Input((5,), dtype="bool", name="vm")
        y = layer()([q, v], mask=[qm if query_masked else None, vm])
        return keras.Model([q, v, qm, vm], y)

    def case(name, *flags):
        path = "layers/%s/%s" % (folder, name)
        rules = [normal((2, 4, 3)), normal((2, 5, 3)), bools((2, 4)), bools((2, 5))]
        return Case(path, lambda: build(*flags), calls(path, rules), keras=BOTH)

    return [case("mask_given", True), case("mask_of_value_given", False)]


def multi_head(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "multi_head_attention", name, make, *shapes, **more)

    def self_attention(**arguments):
        return lambda layer, x: layer(x[0], x[0], **arguments)

    def given_mask(layer, x):
        return layer(x[0], x[1], attention_mask=x[2])

    masks = [normal((2, 4, 6)), normal((2, 5, 6)), bools((2, 4, 5))]
    scores = self_attention(return_attention_scores=True)
    found = [
        one("self", lambda: L.MultiHeadAttention(2, 3), (4, 6), call=self_attention(), dialects=BOTH),
        one("cross", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 6), call=lambda m, x: m(x[0], x[1]),
            dialects=BOTH),
        one("key", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 6), (5, 6),
            call=lambda m, x: m(x[0], value=x[1], key=x[2]), dialects=BOTH),
        one("by_position", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 6), (5, 6),
            call=lambda m, x: m(x[0], x[1], x[2]), dialects=BOTH),
        one("by_name", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 6),
            call=lambda m, x: m(query=x[0], value=x[1]), dialects=BOTH),
        one("other_features", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 2), call=lambda m, x: m(x[0], x[1])),
        one("one_head", lambda: L.MultiHeadAttention(1, 7), (4, 6), call=self_attention(), dialects=BOTH),
        one("value_dim", lambda: L.MultiHeadAttention(2, 3, value_dim=5), (4, 6), call=self_attention(),
            dialects=BOTH),
        one("output_shape", lambda: L.MultiHeadAttention(2, 3, output_shape=7), (4, 6), call=self_attention(),
            dialects=BOTH),
        one("output_shape_of_two", lambda: L.MultiHeadAttention(2, 3, output_shape=(2, 5)), (4, 6),
            call=self_attention()),
        one("no_bias", lambda: L.MultiHeadAttention(2, 3, use_bias=False), (4, 6), call=self_attention(),
            dialects=BOTH),
        one("dropout", lambda: L.MultiHeadAttention(2, 3, dropout=0.4), (4, 6), call=self_attention(),
            dialects=BOTH),
        one("scores", lambda: L.MultiHeadAttention(2, 3), (4, 6), call=scores, dialects=BOTH),
        one("causal", lambda: L.MultiHeadAttention(2, 3), (4, 6), call=self_attention(use_causal_mask=True),
            dialects=BOTH),
        one("causal_scores", lambda: L.MultiHeadAttention(2, 3), (4, 6),
            call=self_attention(use_causal_mask=True, return_attention_scores=True), dialects=BOTH),
        one("causal_cross", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 6),
            call=lambda m, x: m(x[0], x[1], use_causal_mask=True)),
        one("attention_mask", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 6), (4, 5), inputs=masks,
            call=given_mask, dialects=BOTH),
        one("attention_mask_constant", lambda: L.MultiHeadAttention(2, 3), (4, 6),
            call=self_attention(attention_mask=np.tril(np.ones((1, 4, 4), "int32"), 1)), dialects=BOTH),
        one("masks_given", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 6), (4,), (5,), (5,),
            inputs=masks[:2] + [bools((2, 4)), bools((2, 5)), bools((2, 5))],
            call=lambda m, x: m(x[0], x[1], query_mask=x[2], value_mask=x[3], key_mask=x[4]),
            notes=["A query mask that is given does not count in Keras 3.15."]),
        one("free_steps", lambda: L.MultiHeadAttention(2, 3), (4, 6), free=[(7, 6)],
            call=self_attention(use_causal_mask=True), dialects=BOTH),
        one("free_steps_cross", lambda: L.MultiHeadAttention(2, 3), (4, 6), (5, 6), free=[(7, 6), (3, 6)],
            call=lambda m, x: m(x[0], x[1]), dialects=BOTH),
        one("axis_2_of_image", lambda: L.MultiHeadAttention(2, 3, attention_axes=2), (3, 4, 6),
            call=self_attention(), dialects=BOTH),
        one("axes_1_and_2", lambda: L.MultiHeadAttention(2, 3, attention_axes=(1, 2)), (3, 4, 6), call=scores,
            dialects=BOTH),
        one("all_axes", lambda: L.MultiHeadAttention(2, 3), (3, 2, 6), call=self_attention(), dialects=BOTH),
        one("axes_of_free_image", lambda: L.MultiHeadAttention(2, 3, attention_axes=(1, 2)), (3, 4, 6),
            free=[(2, 5, 6)], call=self_attention(), dialects=BOTH),
        one("negative_axis", lambda: L.MultiHeadAttention(2, 3, attention_axes=-2), (3, 4, 6),
            call=self_attention()),
        one("float64", lambda: L.MultiHeadAttention(2, 3, dtype="float64"), (4, 6), call=self_attention(),
            dtype="float64", dialects=BOTH),
        one("many_heads", lambda: L.MultiHeadAttention(8, 4), (9, 33), call=self_attention(), batch=1),
    ]
    if has_option(L.MultiHeadAttention, "use_gate"):
        found.append(one("gate", lambda: L.MultiHeadAttention(2, 3, value_dim=4, use_gate=True), (4, 6),
                         call=self_attention()))
    if has_option(L.MultiHeadAttention, "sliding_window"):
        found += [
            one("sliding_window", lambda: L.MultiHeadAttention(2, 3, sliding_window=2), (6, 6),
                call=self_attention()),
            one("sliding_window_causal", lambda: L.MultiHeadAttention(2, 3, sliding_window=3), (6, 6),
                call=self_attention(use_causal_mask=True)),
        ]
    return found


def has_option(layer, name):
    return name in layer.__init__.__wrapped__.__code__.co_varnames if hasattr(layer.__init__, "__wrapped__") else \
        name in layer.__init__.__code__.co_varnames


def masked_multi_head(keras):
    """Masks that come with the inputs, and what becomes of them behind the layer."""
    L = keras.layers

    def case(name, build, *words, dialects=BOTH, notes=()):
        path = "layers/multi_head_attention/" + name
        return Case(path, build, calls(path, list(words)), keras=dialects, notes=notes)

    def self_attention(**arguments):
        def build():
            x, e = embedded(L)
            y = L.MultiHeadAttention(2, 3)(e, e, **arguments)
            outputs = list(y) if isinstance(y, (tuple, list)) else [y]
            return keras.Model(x, outputs + [L.GlobalAveragePooling1D()(outputs[0])])

        return build

    def cross(query_masked, value_masked):
        def build():
            q, query = embedded(L, "q", 5, query_masked)
            v, value = embedded(L, "v", 4, value_masked)
            y = L.MultiHeadAttention(2, 3)(query, value)
            return keras.Model([q, v], [y, L.GlobalAveragePooling1D()(y)])

        return build

    def key_masked():
        q, query = embedded(L, "q", 5, False)
        v, value = embedded(L, "v", 4, False)
        k, key = embedded(L, "k", 4, True)
        return keras.Model([q, v, k], L.MultiHeadAttention(2, 3)(query, value, key))

    def and_attention_mask():
        x, e = embedded(L)
        m = L.Input((5, 5), dtype="bool", name="m")
        return keras.Model([x, m], L.MultiHeadAttention(2, 3)(e, e, attention_mask=m))

    def residual():
        """Does the second layer see the mask, after the first one has had it?"""
        x, e = embedded(L)
        y = L.Add()([e, L.MultiHeadAttention(2, 2)(e, e)])
        z = L.MultiHeadAttention(2, 2)(y, y)
        return keras.Model(x, [z, L.GlobalAveragePooling1D()(z)])

    def residual_behind_normalization():
        x, e = embedded(L)
        n = L.LayerNormalization()(e)
        y = L.Add()([e, L.MultiHeadAttention(2, 2)(n, n)])
        z = L.MultiHeadAttention(2, 2)(y, y)
        return keras.Model(x, [z, L.GlobalAveragePooling1D()(z)])

    def twice_the_same_value():
        q, query = embedded(L, "q", 5, True)
        v, value = embedded(L, "v", 4, True)
        y = L.MultiHeadAttention(2, 2)(query, value)
        return keras.Model([q, v], L.MultiHeadAttention(2, 2)(y, value))

    def through_dropout():
        x, e = embedded(L)
        d = L.Dropout(0.3)(e)
        y = L.Add()([e, L.MultiHeadAttention(2, 2)(d, d)])
        return keras.Model(x, L.MultiHeadAttention(2, 2)(y, y))

    def in_sequential_like_nest():
        inner_x = L.Input((5, 4), name="inner_x")
        inner = keras.Model(inner_x, L.MultiHeadAttention(2, 2)(inner_x, inner_x), name="inner")
        x, e = embedded(L)
        return keras.Model(x, inner(e))

    def siblings():
        """Two layers on one value: the one that Keras computes first has the mask."""
        x, e = embedded(L)
        y, z = L.MultiHeadAttention(2, 2)(e, e), L.MultiHeadAttention(2, 2)(e, e)
        return keras.Model(x, [L.Dense(3)(z), y])

    def siblings_added():
        x, e = embedded(L)
        y, z = L.MultiHeadAttention(2, 2)(e, e), L.MultiHeadAttention(2, 2)(e, e)
        return keras.Model(x, L.Subtract()([z, y]))

    def branches():
        """The longer way to the output comes first, wherever it was built."""
        x, e = embedded(L)
        short = L.Attention()([e, e])
        longer = L.Dense(4)(L.Dense(4)(L.MultiHeadAttention(2, 2)(e, e)))
        other = L.Dense(4)(L.MultiHeadAttention(2, 2)(e, e))
        return keras.Model(x, L.Concatenate()([short, other, longer]))

    keras3_takes_masks = ["Keras 3 takes the mask off the arguments of the first layer, so that what follows the sum of "
                          "both has none."]
    found = [
        case("masked", self_attention(), WORDS),
        case("masked_scores", self_attention(return_attention_scores=True), WORDS),
        case("masked_causal", self_attention(use_causal_mask=True), WORDS),
        case("masked_query", cross(True, False), WORDS, OTHERS),
        case("masked_value", cross(False, True), WORDS, OTHERS),
        case("masked_both", cross(True, True), WORDS, OTHERS),
        case("masked_key", key_masked, WORDS, OTHERS, np.array(OTHERS[::-1])),
        case("masked_and_attention_mask", and_attention_mask, WORDS, bools((3, 5, 5))),
        case("masked_residual", residual, WORDS, notes=keras3_takes_masks),
        case("masked_residual_normalized", residual_behind_normalization, WORDS),
        case("masked_value_twice", twice_the_same_value, WORDS, OTHERS, notes=keras3_takes_masks),
        case("masked_through_dropout", through_dropout, WORDS, notes=keras3_takes_masks),
        case("masked_into_nested", in_sequential_like_nest, WORDS),
        case("masked_siblings", siblings, WORDS, notes=keras3_takes_masks),
        case("masked_siblings_added", siblings_added, WORDS, notes=keras3_takes_masks),
        case("masked_branches", branches, WORDS, notes=keras3_takes_masks),
    ]
    nothing = dict(notes=["A row without a word: nothing is seen, not even by itself."])
    return found + [
        case("sees_nothing", lambda: keras.Model(*attended(L)), SOME_EMPTY, **nothing),
        case("sees_nothing_scores", lambda: keras.Model(*attended(L, return_attention_scores=True)), SOME_EMPTY,
             **nothing),
        case("sees_nothing_dropout", lambda: keras.Model(*attended(L, dropout=0.2)), SOME_EMPTY, **nothing),
    ]


def attended(L, dropout=0.0, **arguments):
    x, e = embedded(L)
    y = L.MultiHeadAttention(2, 3, dropout=dropout)(e, e, **arguments)
    return x, list(y) if isinstance(y, (tuple, list)) else y


def grouped_query(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "grouped_query_attention", name, make, *shapes, **more)

    def self_attention(**arguments):
        return lambda layer, x: layer(x[0], x[0], **arguments)

    def case(name, build, *words):
        path = "layers/grouped_query_attention/" + name
        return Case(path, build, calls(path, list(words)))

    def masked(**arguments):
        def build():
            x, e = embedded(L)
            y = L.GroupQueryAttention(3, 4, 2)(e, e, **arguments)
            outputs = list(y) if isinstance(y, (tuple, list)) else [y]
            return keras.Model(x, outputs + [L.GlobalAveragePooling1D()(outputs[0])])

        return build

    def residual():
        x, e = embedded(L)
        y = L.Add()([e, L.GroupQueryAttention(3, 4, 2)(e, e)])
        return keras.Model(x, L.GroupQueryAttention(3, 4, 2)(y, y))

    masks = [normal((2, 4, 6)), normal((2, 5, 6)), bools((2, 4, 5))]
    found = [
        one("grouped", lambda: L.GroupQueryAttention(3, 4, 2), (4, 6), call=self_attention()),
        one("one_for_all", lambda: L.GroupQueryAttention(3, 4, 1), (4, 6), (5, 6), call=lambda g, x: g(x[0], x[1])),
        one("as_many", lambda: L.GroupQueryAttention(3, 2, 2, use_bias=False), (4, 6), call=self_attention()),
        one("causal_scores", lambda: L.GroupQueryAttention(3, 4, 2), (4, 6),
            call=self_attention(use_causal_mask=True, return_attention_scores=True)),
        one("attention_mask", lambda: L.GroupQueryAttention(3, 4, 2), (4, 6), (5, 6), (4, 5), inputs=masks,
            call=lambda g, x: g(x[0], x[1], attention_mask=x[2])),
        one("masks_given", lambda: L.GroupQueryAttention(3, 4, 2), (4, 6), (5, 6), (4,), (5,),
            inputs=masks[:2] + [bools((2, 4)), bools((2, 5))],
            call=lambda g, x: g(x[0], x[1], query_mask=x[2], value_mask=x[3])),
        one("free_steps", lambda: L.GroupQueryAttention(3, 4, 2), (4, 6), free=[(7, 6)],
            call=self_attention(use_causal_mask=True)),
        case("masked", masked(), WORDS),
        case("masked_scores", masked(return_attention_scores=True), WORDS),
        case("masked_residual", residual, WORDS),
    ]
    if has_option(L.GroupQueryAttention, "use_gate"):
        found += [
            one("gate", lambda: L.GroupQueryAttention(3, 4, 2, use_gate=True), (4, 6), call=self_attention()),
            one("sliding_window", lambda: L.GroupQueryAttention(3, 4, 2, sliding_window=2), (6, 6),
                call=self_attention()),
        ]
    return found


def transformers(keras):
    L = keras.layers

    def block(x, heads, size, norm_first):
        inside = L.LayerNormalization(epsilon=1e-6)(x) if norm_first else x
        y = L.Add()([x, L.Dropout(0.1)(L.MultiHeadAttention(heads, size)(inside, inside))])
        y = y if norm_first else L.LayerNormalization(epsilon=1e-6)(y)
        inside = L.LayerNormalization(epsilon=1e-6)(y) if norm_first else y
        z = L.Dense(4)(L.Dropout(0.1)(L.Dense(7, activation="gelu")(inside)))
        z = L.Add()([y, z])
        return z if norm_first else L.LayerNormalization(epsilon=1e-6)(z)

    def embed():
        words = L.Input((None,), dtype="int32", name="words")
        places = L.Input((None,), dtype="int32", name="places")
        return words, places, L.Add()([L.Embedding(6, 4, mask_zero=True)(words), L.Embedding(5, 4)(places)])

    def encoder(norm_first):
        def build():
            words, places, x = embed()
            for _ in range(2):
                x = block(x, 2, 3, norm_first)
            return keras.Model([words, places], L.Dense(3, activation="softmax")(L.GlobalAveragePooling1D()(x)))

        return build

    def masked_encoder(norm_first):
        def build():
            words = L.Input((None,), dtype="int32", name="words")
            x = L.Embedding(6, 4, mask_zero=True)(words)
            for _ in range(2):
                x = block(x, 2, 3, norm_first)
            return keras.Model(words, [L.Dense(3, activation="softmax")(L.GlobalAveragePooling1D()(x)), x])

        return build

    def decoder():
        source = L.Input((None,), dtype="int32", name="source")
        target = L.Input((None,), dtype="int32", name="target")
        memory = block(L.Embedding(6, 4, mask_zero=True)(source), 2, 3, True)
        x = L.Embedding(6, 4, mask_zero=True)(target)
        for _ in range(2):
            n = L.LayerNormalization()(x)
            x = L.Add()([x, L.MultiHeadAttention(2, 2)(n, n, use_causal_mask=True)])
            x = L.Add()([x, L.MultiHeadAttention(2, 2)(L.LayerNormalization()(x), memory)])
            x = L.Add()([x, L.Dense(4, activation="relu")(L.LayerNormalization()(x))])
        return keras.Model([source, target], L.Dense(6, activation="softmax")(x))

    def vision():
        x = L.Input((6, 6, 2), name="x")
        y = L.Reshape((9, 8))(L.Conv2D(8, 2, strides=2)(x))
        n = L.LayerNormalization()(y)
        y = L.Add()([y, L.MultiHeadAttention(2, 4)(n, n)])
        y = L.Add()([y, L.Dense(8)(L.Dense(11, activation="gelu")(L.LayerNormalization()(y)))])
        return keras.Model(x, L.Dense(3)(L.Flatten()(L.LayerNormalization()(y))))

    def recurrent_with_attention():
        x = L.Input((5,), dtype="int32", name="x")
        h = L.LSTM(4, return_sequences=True)(L.Embedding(6, 3, mask_zero=True)(x))
        q = L.LSTM(4, return_sequences=True)(L.Embedding(6, 3, mask_zero=True)(x))
        y = L.Attention()([q, h])
        return keras.Model(x, L.Dense(2)(L.Concatenate()([L.GlobalAveragePooling1D()(q), L.GlobalAveragePooling1D()(y)])))

    def constant_positions():
        """The vectors of the positions are an array that is added."""
        x = L.Input((5,), dtype="int32", name="x")
        wave = np.sin(np.arange(20, dtype="float32").reshape(5, 4))
        e = L.Embedding(6, 4)(x)
        y = e + keras.backend.constant(wave) if keras.__version__ < "3" else keras.ops.add(e, wave)
        return keras.Model(x, L.MultiHeadAttention(2, 3)(y, y))

    def text_classifier():
        """Positions are numbered by the length of the text, as functional models of Keras 2 do it."""
        import tensorflow as tf

        x = L.Input((None,), dtype="int32", name="x")
        numbers = tf.range(start=0, limit=tf.shape(x)[-1], delta=1)
        y = L.Embedding(6, 4, mask_zero=True)(x) + L.Embedding(9, 4)(numbers)
        y = block(block(y, 2, 3, False), 2, 3, False)
        y = L.Dropout(0.1)(L.GlobalAveragePooling1D()(y))
        return keras.Model(x, L.Dense(2, activation="softmax")(L.Dense(5, activation="relu")(y)))

    def einsum():
        x, y = L.Input((4, 6), name="x"), L.Input((5, 6), name="y")
        scores = keras.ops.softmax(keras.ops.einsum("btd,bsd->bts", x, y))
        return keras.Model([x, y], [keras.ops.einsum("...ts,...sd->...td", scores, y), scores])

    places = np.tile(np.arange(5, dtype="int32"), (3, 1))
    shorter = [np.array(WORDS[:2, :3]), np.array(places[:2, :3])]

    def case(name, build, *rules, **more):
        path = "structures/" + name
        return Case(path, build, calls(path, *rules), keras=BOTH, **more)

    return [
        case("transformer", encoder(False), [WORDS, places], shorter),
        case("transformer_norm_first", encoder(True), [WORDS, places], shorter),
        case("transformer_masked", masked_encoder(False), WORDS),
        case("transformer_masked_norm_first", masked_encoder(True), WORDS),
        case("transformer_decoder", decoder, [WORDS, np.array(OTHERS)]),
        case("transformer_of_images", vision, normal((2, 6, 6, 2))),
        case("attention_behind_lstm", recurrent_with_attention, WORDS),
        case("positions_constant", constant_positions, WORDS),
    ] + ([
        Case("structures/transformer_text", text_classifier,
             calls("structures/transformer_text", WORDS, np.array(WORDS[:2, :3])), keras=(2,)),
    ] if keras.__version__ < "3" else [
        Case("structures/ops_einsum", einsum, calls("structures/ops_einsum", [normal((2, 4, 6)), normal((2, 5, 6))])),
    ])
