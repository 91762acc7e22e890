"""Options of the attention layers and EinsumDense, and the shapes of masks they take, beside those of `attention`."""

import numpy as np

from cases.attention import OTHERS, WORDS, bools, embedded, has_option
from support import Case, calls, layer_case, normal

BOTH = (2, 3)


def cases(keras):
    found = (einsum_dense(keras) + dense_attention(keras) + multi_head(keras) + mask_shapes(keras) + repeated(keras)
             + masked_with_options(keras) + empty_batches(keras))
    return found + grouped_query(keras) if hasattr(keras.layers, "GroupQueryAttention") else found


def einsum_dense(keras):
    L = keras.layers

    def one(name, equation, output, shape, *, dialects=BOTH, free=None, **options):
        return layer_case(keras, "einsum_dense", name, lambda: L.EinsumDense(equation, output, **options), shape,
                          dialects=dialects, free=free)

    return [
        one("ellipsis_bias_of_two", "...x,xyz->...yz", (2, 4), (3, 5), bias_axes="yz"),
        one("ellipsis_no_bias", "...ab,bc->...ac", (3, 4), (2, 3, 5)),
        one("ellipsis_kernel_turned", "...x,yx->...y", 4, (3, 5), bias_axes="y", activation="relu"),
        one("ellipsis_behind_two", "abc...,cd->abd...", (3, 4), (3, 5, 2), bias_axes="d"),
        one("ellipsis_bias_of_steps", "...bc,cd->...bd", (3, 4), (2, 3, 5), bias_axes="bd"),
        one("ellipsis_free", "...x,xy->...y", 4, (3, 2, 5), bias_axes="y", free=[(4, 6, 5)], dialects=(3,)),
        one("bias_in_other_order", "abc,cde->abde", (None, 2, 3), (4, 5), bias_axes="ed"),
        one("bias_of_all", "abc,cde->abde", (4, 2, 3), (4, 5), bias_axes="bde"),
        one("bias_of_first", "abcd,cde->abe", (4, 5), (4, 2, 3), bias_axes="b"),
        one("three_axes", "abcd,def->abcef", (None, None, 2, 3), (3, 2, 5), bias_axes="f"),
        one("experts", "abc,bcd->abd", (3, 4), (3, 5), bias_axes="bd"),
        one("softmax", "abc,cd->abd", (None, 4), (3, 5), bias_axes="d", activation="softmax"),
        one("whole", "abcd,bcde->ae", (4,), (2, 3, 5), bias_axes="e"),
        one("regularized", "ab,bc->ac", 4, (5,), bias_axes="c", kernel_regularizer="l2", bias_constraint="non_neg",
            kernel_initializer="he_normal"),
        one("one_output", "ab,bc->ac", 1, (5,), bias_axes="c"),
    ]


def dense_attention(keras):
    L = keras.layers
    found = []
    for folder, layer in (("attention", L.Attention), ("additive_attention", L.AdditiveAttention)):

        def one(name, *shapes, folder=folder, layer=layer, dialects=BOTH, inputs=None, dtype=None, free=None,
                arguments=None, **options):
            call = lambda made, x: made(x, **(arguments or {}))
            return layer_case(keras, folder, name, lambda: layer(**options), *shapes, call=call, dialects=dialects,
                              inputs=inputs, dtype=dtype, free=free)

        scores = dict(return_attention_scores=True)
        if folder == "additive_attention":
            found += [
                one("scores", (4, 3), (5, 3), arguments=scores),
                one("dropout", (4, 3), (5, 3), dropout=0.4),
                one("causal", (4, 3), (5, 3), arguments=dict(use_causal_mask=True)),
                one("rank4", (2, 4, 3), (2, 5, 3)),
            ]
        found += [
            one("dropout_scores_causal", (4, 3), (5, 3), dropout=0.4, arguments=dict(scores, use_causal_mask=True)),
            one("causal_longer_query", (6, 3), (4, 3), arguments=dict(use_causal_mask=True)),
            one("key_of_other_features", (4, 3), (5, 2), (5, 3), arguments=scores) if folder == "attention" else
            one("key", (4, 3), (5, 3), (5, 3)),
            one("free_sizes", (4, 3), (5, 3), free=[(2, 3), (7, 3)], arguments=scores),
            one("one_element", (4, 3), (1, 3), (1, 3)),
        ]
    for mode in ("dot", "concat"):
        for scaled in (False, True):
            found.append(layer_case(
                keras, "attention", "%s_%s_scores" % (mode, "scaled" if scaled else "plain"),
                lambda mode=mode, scaled=scaled: L.Attention(score_mode=mode, use_scale=scaled), (4, 3), (5, 3),
                call=lambda layer, x: layer(x, return_attention_scores=True, use_causal_mask=True), dialects=BOTH))
    found.append(layer_case(keras, "attention", "float64", lambda: L.Attention(use_scale=True, dtype="float64"), (4, 3),
                            (5, 3), dtype="float64", dialects=BOTH))
    return found


def multi_head(keras):
    L = keras.layers

    def one(name, make, *shapes, call=None, dialects=BOTH, **more):
        return layer_case(keras, "multi_head_attention", name, make, *shapes,
                          call=call or (lambda m, x: m(x[0], x[1] if len(x) > 1 else x[0])), dialects=dialects, **more)

    def scored(**arguments):
        return lambda m, x: m(x[0], x[1] if len(x) > 1 else x[0], return_attention_scores=True, **arguments)

    M = L.MultiHeadAttention
    found = [
        one("value_dim_scores", lambda: M(2, 3, value_dim=4), (4, 6), (5, 3), call=scored()),
        one("value_dim_output_shape", lambda: M(3, 2, value_dim=5, output_shape=4), (4, 6), (5, 3)),
        one("value_dim_no_bias_causal", lambda: M(2, 3, value_dim=1, use_bias=False), (4, 6), call=scored(
            use_causal_mask=True)),
        one("output_shape_in_list", lambda: M(2, 3, output_shape=[7]), (4, 6)),
        one("output_shape_of_two_axes", lambda: M(2, 3, output_shape=(2, 5), attention_axes=(1, 2)), (3, 2, 6)),
        one("dropout_scores", lambda: M(2, 3, dropout=0.4), (4, 6), (5, 6), call=scored()),
        one("axis_1_of_image", lambda: M(2, 3, attention_axes=1), (3, 4, 6), call=scored()),
        one("axes_in_tuple", lambda: M(2, 3, attention_axes=(2,)), (3, 4, 6), call=scored()),
        one("axis_2_cross", lambda: M(2, 3, attention_axes=2), (3, 4, 6), (3, 5, 6), call=scored()),
        one("axes_cross", lambda: M(2, 3, attention_axes=(1, 2)), (3, 4, 6), (2, 5, 6)),
        one("axis_of_volume", lambda: M(2, 3, attention_axes=(2, 3)), (2, 3, 2, 6), call=scored()),
        one("all_axes_of_volume", lambda: M(1, 2), (2, 3, 2, 4)),
        one("free_cross_causal", lambda: M(2, 3), (4, 6), (5, 6), free=[(7, 6), (2, 6)],
            call=scored(use_causal_mask=True)),
        one("regularized", lambda: M(2, 3, kernel_regularizer="l2", bias_constraint="non_neg",
                                     kernel_initializer="he_normal", activity_regularizer="l1"), (4, 6)),
        one("three_arguments_scores", lambda: M(2, 3), (4, 6), (5, 4), (5, 6),
            call=lambda m, x: m(query=x[0], value=x[1], key=x[2], return_attention_scores=True)),
        one("one_step", lambda: M(2, 3), (1, 6), (5, 6)),
    ]
    if has_option(M, "use_gate"):
        found += [
            one("gate_scores", lambda: M(2, 3, use_gate=True), (4, 6), (5, 6), call=scored(), dialects=(3,)),
            one("gate_axes", lambda: M(2, 3, use_gate=True, attention_axes=2, use_bias=False), (3, 4, 6),
                dialects=(3,)),
            one("gate_output_shape", lambda: M(2, 3, use_gate=True, value_dim=4, output_shape=5, dropout=0.1), (4, 6),
                dialects=(3,)),
            one("flash_off", lambda: M(2, 3, flash_attention=False), (4, 6), dialects=(3,)),
            one("sliding_window_one", lambda: M(2, 3, sliding_window=1), (5, 6), call=scored(), dialects=(3,)),
            one("sliding_window_cross", lambda: M(2, 3, sliding_window=2), (4, 6), (7, 6), call=scored(
                use_causal_mask=True), dialects=(3,)),
            one("sliding_window_wide", lambda: M(2, 3, sliding_window=99), (4, 6), dialects=(3,)),
            one("sliding_window_free", lambda: M(2, 3, sliding_window=2), (4, 6), free=[(7, 6)], dialects=(3,)),
        ]
    return found


def mask_shapes(keras):
    """What an attention mask may lack broadcasts: samples, queries, keys, heads."""
    L = keras.layers

    def one(folder, name, make, shapes, mask, batch=2, dialects=BOTH, dtype="bool", **arguments):
        path = "layers/%s/%s" % (folder, name)

        def build():
            inputs = [L.Input(s, name="x%d" % i) for i, s in enumerate(shapes)]
            m = L.Input(mask, dtype=dtype, name="m")
            y = make()(inputs[0], inputs[-1], attention_mask=m, **arguments)
            return keras.Model(inputs + [m], list(y) if isinstance(y, (list, tuple)) else y)

        draw = bools((batch,) + mask)
        rules = [normal((batch,) + s) for s in shapes] + [lambda rng: draw(rng).astype(dtype)]
        return Case(path, build, calls(path, rules), keras=dialects)

    def constant(folder, name, make, mask, dialects=BOTH, **arguments):
        return layer_case(keras, folder, name, make, (4, 6), (5, 6), dialects=dialects,
                          call=lambda layer, x: layer(x[0], x[1], attention_mask=mask, **arguments))

    M = lambda **options: lambda: L.MultiHeadAttention(2, 3, **options)
    pair = [(4, 6), (5, 6)]
    image = [(3, 4, 6)]
    found = []
    for name, mask in (("full", (4, 5)), ("of_queries", (4, 1)), ("of_keys", (1, 5)), ("heads", (2, 4, 5)),
                       ("all_heads", (1, 4, 5)), ("heads_keys", (2, 1, 5))):
        found += [
            one("multi_head_attention", "attention_mask_" + name, M(), pair, mask),
            one("multi_head_attention", "attention_mask_%s_scores" % name, M(), pair, mask,
                return_attention_scores=True, use_causal_mask=True),
        ]
    found += [
        one("multi_head_attention", "attention_mask_float", M(), pair, (4, 5), dtype="float32"),
        one("multi_head_attention", "attention_mask_int", M(), pair, (1, 5), dtype="int32"),
        one("multi_head_attention", "attention_mask_axes", M(attention_axes=2), image, (4, 4)),
        one("multi_head_attention", "attention_mask_axes_images", M(attention_axes=2), image, (3, 4, 4)),
        constant("multi_head_attention", "attention_mask_constant_rank2", M(), np.tri(4, 5, 1, dtype=bool)),
        constant("multi_head_attention", "attention_mask_constant_rank2_scores", M(), np.tri(4, 5, 1, dtype=bool),
                 return_attention_scores=True),
        constant("multi_head_attention", "attention_mask_constant_rank4", M(), np.tri(4, 5, 1, dtype=bool)[None, None],
                 dialects=(3,)),
        one("multi_head_attention", "attention_mask_two_axes", M(attention_axes=(1, 2)), [(3, 2, 6)], (3, 2, 3, 2),
            return_attention_scores=True),
    ]
    if hasattr(L, "GroupQueryAttention"):
        G = lambda **options: lambda: L.GroupQueryAttention(3, 4, 2, **options)
        for name, mask in (("full", (4, 5)), ("of_queries", (4, 1)), ("of_keys", (1, 5)), ("heads", (4, 4, 5)),
                           ("all_heads", (1, 4, 5))):
            found.append(one("grouped_query_attention", "attention_mask_" + name, G(), pair, mask, dialects=(3,)))
            found.append(one("grouped_query_attention", "attention_mask_%s_scores" % name, G(), pair, mask,
                             dialects=(3,), return_attention_scores=True, use_causal_mask=True))
        found.append(one("grouped_query_attention", "attention_mask_float", G(), pair, (4, 5), dtype="float32",
                         dialects=(3,)))
        found.append(one("grouped_query_attention", "attention_mask_dropout", G(dropout=0.3), pair, (4, 5),
                         dialects=(3,)))
    return found


def grouped_query(keras):
    L = keras.layers

    def one(name, make, *shapes, call=None, **more):
        return layer_case(keras, "grouped_query_attention", name, make, *shapes,
                          call=call or (lambda m, x: m(x[0], x[1] if len(x) > 1 else x[0])), **more)

    def scored(**arguments):
        return lambda m, x: m(x[0], x[1] if len(x) > 1 else x[0], return_attention_scores=True, **arguments)

    G = L.GroupQueryAttention
    return [
        one("dropout", lambda: G(3, 4, 2, dropout=0.3), (4, 6), (5, 6)),
        one("scores", lambda: G(3, 4, 2), (4, 6), (5, 6), call=scored()),
        one("dropout_causal_scores", lambda: G(3, 4, 2, dropout=0.3), (4, 6), call=scored(use_causal_mask=True)),
        one("key", lambda: G(3, 4, 2), (4, 6), (5, 6), (5, 6), call=lambda g, x: g(x[0], x[1], x[2])),
        one("by_name", lambda: G(3, 4, 2), (4, 6), (5, 6), call=lambda g, x: g(query=x[0], value=x[1], key=x[1])),
        one("key_mask", lambda: G(3, 4, 2), (4, 6), (5, 6), (5, 6), (5,),
            inputs=[normal((2, 4, 6)), normal((2, 5, 6)), normal((2, 5, 6)), bools((2, 5))],
            call=lambda g, x: g(x[0], x[1], x[2], key_mask=x[3])),
        one("one_head", lambda: G(5, 1, 1), (4, 6)),
        one("no_bias_groups", lambda: G(2, 6, 2, use_bias=False), (4, 5)),
        one("flash_off", lambda: G(3, 4, 2, flash_attention=False), (4, 6)),
        one("sliding_window_causal", lambda: G(3, 4, 2, sliding_window=2), (6, 6), call=scored(use_causal_mask=True)),
        one("sliding_window_one", lambda: G(3, 4, 2, sliding_window=1), (5, 6)),
        one("sliding_window_cross", lambda: G(3, 4, 2, sliding_window=3), (4, 6), (7, 6)),
        one("gate_scores", lambda: G(3, 4, 2, use_gate=True), (4, 6), (5, 6), call=scored()),
        one("gate_no_bias", lambda: G(3, 4, 1, use_gate=True, use_bias=False, dropout=0.1), (4, 6)),
        one("regularized", lambda: G(3, 4, 2, kernel_regularizer="l2", bias_constraint="non_neg",
                                     activity_regularizer="l1"), (4, 6)),
        one("float64", lambda: G(3, 4, 2, dtype="float64"), (4, 6), dtype="float64"),
        one("free_cross", lambda: G(3, 4, 2), (4, 6), (5, 6), free=[(7, 6), (3, 6)], call=scored()),
    ]


def repeated(keras):
    """One layer called several times, on other sizes and with other arguments."""
    L = keras.layers

    def case(name, build, *shapes, dialects=BOTH):
        path = "structures/repeated_" + name
        return Case(path, lambda: keras.Model(*build()), calls(path, [normal((2,) + s) for s in shapes]), keras=dialects)

    def multi_head_twice():
        x, y = L.Input((4, 6), name="x"), L.Input((3, 6), name="y")
        layer = L.MultiHeadAttention(2, 3)
        a = layer(x, y, return_attention_scores=True)
        return [x, y], [a[0], a[1], layer(y, x), layer(a[0], a[0], use_causal_mask=True)]

    def attention_twice():
        x, y = L.Input((4, 6), name="x"), L.Input((3, 6), name="y")
        layer = L.Attention(use_scale=True, score_mode="concat")
        a = layer([x, y])
        return [x, y], [a, layer([y, x], use_causal_mask=True), layer([a, y, y])]

    def recurrent_twice():
        x, y = L.Input((4, 3), name="x"), L.Input((2, 3), name="y")
        layer = L.GRU(3, return_sequences=True, return_state=True)
        a, state = layer(x)
        b, last = layer(y, initial_state=state)
        return [x, y], [a, b, last, layer(a)[0]]

    def bidirectional_twice():
        x, y = L.Input((4, 6), name="x"), L.Input((2, 6), name="y")
        layer = L.Bidirectional(L.LSTM(3, return_sequences=True))
        return [x, y], [layer(y), layer(layer(x))]

    def distributed_twice():
        x, y = L.Input((4, 3), name="x"), L.Input((2, 3), name="y")
        layer = L.TimeDistributed(L.Dense(3, activation="tanh"))
        return [x, y], [layer(x), layer(layer(y))]

    def grouped_twice():
        x, y = L.Input((4, 6), name="x"), L.Input((3, 6), name="y")
        layer = L.GroupQueryAttention(3, 4, 2)
        a = layer(x, y)
        return [x, y], [a, layer(y, a, use_causal_mask=True), layer(y, x)]

    found = [
        case("multi_head_attention", multi_head_twice, (4, 6), (3, 6)),
        case("attention", attention_twice, (4, 6), (3, 6)),
        case("gru", recurrent_twice, (4, 3), (2, 3)),
        case("bidirectional", bidirectional_twice, (4, 6), (2, 6)),
        case("time_distributed", distributed_twice, (4, 3), (2, 3)),
    ]
    if hasattr(L, "GroupQueryAttention"):
        found.append(case("grouped_query_attention", grouped_twice, (4, 6), (3, 6), dialects=(3,)))
    return found


def masked_with_options(keras):
    """Masks that come with the inputs, and options that change what a mask does."""
    L = keras.layers

    def case(folder, name, build, *words, dialects=BOTH):
        path = "layers/%s/%s" % (folder, name)
        return Case(path, build, calls(path, list(words)), keras=dialects)

    def self_attention(make, **arguments):
        def build():
            x, e = embedded(L)
            y = make()(e, e, **arguments)
            outputs = list(y) if isinstance(y, (tuple, list)) else [y]
            return keras.Model(x, outputs)

        return build

    def cross(make, **arguments):
        def build():
            (q, query), (v, value) = embedded(L, "q", 5), embedded(L, "v", 4)
            y = make()(query, value, **arguments)
            outputs = list(y) if isinstance(y, (tuple, list)) else [y]
            return keras.Model([q, v], outputs)

        return build

    def dense(make, **arguments):
        def build():
            (q, query), (v, value), (k, key) = embedded(L, "q", 5), embedded(L, "v", 4), embedded(L, "k", 4)
            y = make()([query, value, key], **arguments)
            return keras.Model([q, v, k], list(y) if isinstance(y, (tuple, list)) else y)

        return build

    M = lambda **options: lambda: L.MultiHeadAttention(2, 3, **options)
    three = [WORDS, OTHERS, np.array(OTHERS[::-1])]
    found = [
        case("multi_head_attention", "masked_dropout", self_attention(M(dropout=0.2)), WORDS),
        case("multi_head_attention", "masked_value_dim_scores", self_attention(
            M(value_dim=5, output_shape=3), return_attention_scores=True), WORDS),
        case("multi_head_attention", "masked_both_causal_scores", cross(
            M(), use_causal_mask=True, return_attention_scores=True), WORDS, OTHERS),
        case("attention", "masked_key", dense(lambda: L.Attention()), *three),
        case("attention", "masked_key_concat_scores", dense(
            lambda: L.Attention(use_scale=True, score_mode="concat"), return_attention_scores=True), *three),
        case("additive_attention", "masked_key", dense(lambda: L.AdditiveAttention(), use_causal_mask=True), *three),
        case("attention", "masked_dropout", dense(lambda: L.Attention(dropout=0.3)), *three),
    ]
    if has_option(L.MultiHeadAttention, "use_gate"):
        found += [
            case("multi_head_attention", "masked_gate", self_attention(M(use_gate=True)), WORDS, dialects=(3,)),
            case("multi_head_attention", "masked_sliding_window", self_attention(
                M(sliding_window=2), use_causal_mask=True, return_attention_scores=True), WORDS, dialects=(3,)),
        ]
    if hasattr(L, "GroupQueryAttention"):
        G = lambda **options: lambda: L.GroupQueryAttention(3, 4, 2, **options)
        found += [
            case("grouped_query_attention", "masked_causal", cross(G(), use_causal_mask=True), WORDS, OTHERS,
                 dialects=(3,)),
            case("grouped_query_attention", "masked_dropout_scores", cross(
                G(dropout=0.2), return_attention_scores=True), WORDS, OTHERS, dialects=(3,)),
            case("grouped_query_attention", "masked_gate_window", self_attention(
                G(use_gate=True, sliding_window=2)), WORDS, dialects=(3,)),
        ]
    return found


def empty_batches(keras):
    """Two samples, none, three."""
    L = keras.layers

    def one(folder, make, call, dialects=BOTH):
        path = "layers/%s/empty_batch" % folder

        def build():
            x, y = L.Input((4, 6), name="x"), L.Input((5, 6), name="y")
            z = call(make(), x, y)
            return keras.Model([x, y], list(z) if isinstance(z, (list, tuple)) else z)

        rules = [[normal((n, 4, 6)), normal((n, 5, 6))] for n in (2, 0, 3)]
        return Case(path, build, calls(path, *rules), keras=dialects)

    pair = lambda layer, x, y: layer([x, y], use_causal_mask=True)
    found = [
        one("attention", lambda: L.Attention(), pair),
        one("additive_attention", lambda: L.AdditiveAttention(), pair),
        one("multi_head_attention", lambda: L.MultiHeadAttention(2, 3),
            lambda layer, x, y: layer(x, y, return_attention_scores=True)),
    ]
    if hasattr(L, "GroupQueryAttention"):
        found.append(one("grouped_query_attention", lambda: L.GroupQueryAttention(3, 4, 2),
                         lambda layer, x, y: layer(x, y, use_causal_mask=True), dialects=(3,)))
    return found
