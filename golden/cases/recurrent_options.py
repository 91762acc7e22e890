"""Options of recurrent layers, cells and wrappers, one by one and together, beside those of `recurrent`."""

import numpy as np

from support import Case, calls, layer_case, normal

BOTH = (2, 3)


def cases(keras):
    return (units(keras) + cells(keras) + masked_calls(keras) + bidirectional(keras) + time_distributed(keras)
            + conv_lstm(keras) + stateful(keras) + of_keras2(keras) + empty_batches(keras) + masks_of_numbers(keras))


def steps_that_count(rng):
    """Before, between and after; a sample without any."""
    return np.array([[0, 1, 1, 0, 1], [1, 1, 0, 0, 0], [0, 0, 0, 0, 0]], bool)


def units(keras):
    L = keras.layers
    found = []
    for folder, layer in (("lstm", L.LSTM), ("gru", L.GRU), ("simple_rnn", L.SimpleRNN)):

        def one(name, *shapes, folder=folder, layer=layer, dialects=BOTH, call=None, **options):
            return layer_case(keras, folder, name, lambda: layer(4, **options), *(shapes or [(5, 3)]), call=call,
                              dialects=dialects)

        found += [
            one("unrolled", unroll=True, return_sequences=True, return_state=True),
            one("unrolled_backwards", unroll=True, go_backwards=True),
            one("training_options", dropout=0.3, recurrent_dropout=0.2, kernel_regularizer="l2",
                bias_constraint="non_neg", recurrent_initializer="glorot_normal", activity_regularizer="l1"),
            one("activation_object", activation=keras.activations.elu, return_sequences=True),
            one("activation_none", activation=None),
            one("activation_layer", activation=L.LeakyReLU(), dialects=(3,)),
            one("backwards_no_bias", go_backwards=True, use_bias=False, return_state=True),
            one("state_given", (5, 3), *[(4,)] * (2 if layer is L.LSTM else 1), go_backwards=True, return_state=True,
                call=lambda layer, x: layer(x[0], initial_state=x[1:])),
        ]
        if layer is not L.SimpleRNN:
            found += [one("recurrent_" + name, recurrent_activation=name) for name in ("tanh", "relu", "softmax")]
            found += [one("recurrent_none", recurrent_activation=None)]
            found += [one("without_cudnn", use_cudnn=False, dialects=(3,))]
            found += [one("implementation_%d" % n, implementation=n, return_sequences=True, dialects=(2,))
                      for n in (1, 2)]
        else:
            found += [one("seed", seed=7, dropout=0.1, dialects=(3,))]
    found += [
        layer_case(keras, "lstm", "no_forget_bias", lambda: L.LSTM(3, unit_forget_bias=False), (4, 2), dialects=BOTH),
        layer_case(keras, "gru", "reset_before_unrolled", lambda: L.GRU(3, reset_after=False, unroll=True), (4, 2),
                   dialects=BOTH),
        layer_case(keras, "gru", "reset_before_state_given",
                   lambda: L.GRU(3, reset_after=False, return_sequences=True, recurrent_activation="tanh"), (4, 2), (3,),
                   call=lambda layer, x: layer(x[0], initial_state=x[1]), dialects=BOTH),
    ]
    return found


def cells(keras):
    L = keras.layers

    def rnn(name, cell, *shapes, call=None, **options):
        return layer_case(keras, "rnn", name, lambda: L.RNN(cell(), **options), *(shapes or [(5, 3)]), call=call,
                          dialects=BOTH)

    def called(folder, name, make, *states):
        return layer_case(keras, folder, name, make, (3,), *states, call=lambda cell, x: cell(x[0], x[1:]), dialects=BOTH)

    given = lambda layer, x: layer(x[0], initial_state=x[1:])
    mixed = lambda: [L.LSTMCell(4), L.GRUCell(3), L.SimpleRNNCell(2)]
    nested = lambda: L.StackedRNNCells([L.StackedRNNCells([L.GRUCell(3), L.LSTMCell(2)]), L.SimpleRNNCell(4)])
    return [
        rnn("unrolled", lambda: L.GRUCell(4), unroll=True, return_sequences=True),
        rnn("list_unrolled", mixed, unroll=True, return_sequences=True, return_state=True),
        rnn("lstm_state_given", lambda: L.LSTMCell(4), (5, 3), (4,), (4,), call=given, return_state=True),
        rnn("cell_options", lambda: L.LSTMCell(4, activation="relu", recurrent_activation="hard_sigmoid", use_bias=False,
                                               unit_forget_bias=False, dropout=0.2, recurrent_dropout=0.1)),
        rnn("gru_cell_options", lambda: L.GRUCell(4, activation=None, recurrent_activation="tanh", reset_after=False,
                                                  use_bias=False), return_sequences=True),
        rnn("gru_cell_reset_after", lambda: L.GRUCell(4, reset_after=True, activation="softsign")),
        rnn("simple_cell_options", lambda: L.SimpleRNNCell(4, activation="relu", use_bias=False, dropout=0.3),
            go_backwards=True),
        rnn("list_of_one", lambda: [L.LSTMCell(3)], return_state=True),
        rnn("nested_stack", nested, return_sequences=True),
        called("lstm_cell", "options", lambda: L.LSTMCell(4, activation="relu", recurrent_activation="tanh",
                                                          use_bias=False), (4,), (4,)),
        called("gru_cell", "reset_before", lambda: L.GRUCell(4, reset_after=False, recurrent_activation="tanh"), (4,)),
        called("gru_cell", "no_bias", lambda: L.GRUCell(4, use_bias=False, activation="relu"), (4,)),
        called("simple_rnn_cell", "options", lambda: L.SimpleRNNCell(4, use_bias=False, activation="softsign"), (4,)),
    ] + stacks(keras)


def stacks(keras):
    """States of several cells as inputs: a list of lists in Keras 3 and 2 alike."""
    L = keras.layers

    def states_given(name, **options):
        path = "layers/rnn/" + name

        def build():
            x, a, b, c = (L.Input(s, name=n) for n, s in (("x", (5, 3)), ("a", (4,)), ("b", (4,)), ("c", (2,))))
            layer = L.RNN([L.LSTMCell(4), L.GRUCell(2)], **options)
            return keras.Model([x, a, b, c], layer(x, initial_state=[[a, b], c]))

        rules = [normal((2,) + s) for s in ((5, 3), (4,), (4,), (2,))]
        return Case(path, build, calls(path, rules), keras=BOTH)

    def directly():
        x, a, b, c = (L.Input(s, name=n) for n, s in (("x", (3,)), ("a", (4,)), ("b", (4,)), ("c", (2,))))
        cell = L.StackedRNNCells([L.LSTMCell(4), L.GRUCell(2)])
        y, states = cell(x, [[a, b], c])
        return keras.Model([x, a, b, c], [y, states[0][0], states[0][1]])

    path = "layers/stacked_rnn_cells/called"
    return [
        states_given("list_states_given"),
        states_given("list_states_given_state", return_state=True, return_sequences=True, go_backwards=True),
        Case(path, directly, calls(path, [normal((2,) + s) for s in ((3,), (4,), (4,), (2,))])),
    ]


def masked_calls(keras):
    """The mask as an argument, with all that depends on it."""
    L = keras.layers

    def one(folder, name, make, shape=(5, 3), dialects=BOTH):
        path = "layers/%s/%s" % (folder, name)

        def build():
            x, mask = L.Input(shape, name="x"), L.Input((5,), dtype="bool", name="mask")
            return keras.Model([x, mask], make()(x, mask=mask))

        return Case(path, build, calls(path, [normal((3,) + shape), steps_that_count]), keras=dialects)

    found = []
    for folder, layer in (("lstm", L.LSTM), ("gru", L.GRU), ("simple_rnn", L.SimpleRNN)):
        make = lambda layer=layer, **options: lambda: layer(4, **options)
        found += [
            one(folder, "mask_unrolled", make(unroll=True, return_sequences=True)),
            one(folder, "mask_unrolled_backwards", make(unroll=True, go_backwards=True, return_state=True)),
            one(folder, "mask_backwards_state", make(go_backwards=True, return_sequences=True, return_state=True)),
            one(folder, "mask_zero_output", make(zero_output_for_mask=True, return_sequences=True, return_state=True)),
            one(folder, "mask_zero_output_backwards", make(zero_output_for_mask=True, go_backwards=True,
                                                           return_sequences=True)),
            one(folder, "mask_zero_output_unrolled", make(zero_output_for_mask=True, unroll=True), dialects=(3,)),
            one(folder, "mask_zero_output_unrolled_backwards", make(zero_output_for_mask=True, unroll=True,
                                                                    go_backwards=True, return_sequences=True)),
        ]
    stack = lambda: [L.LSTMCell(3), L.GRUCell(2)]
    for rank, shape in ((1, (5, 4, 2)), (2, (5, 3, 4, 2)), (3, (5, 2, 3, 2, 1))):
        conv = lambda rank=rank: getattr(L, "ConvLSTM%dD" % rank)(2, 2, padding="same", return_sequences=True,
                                                                  zero_output_for_mask=True)
        found.append(one("conv_lstm%dd" % rank, "mask_zero_output", conv, shape, dialects=(3,)))
    return found + [
        one("rnn", "mask_zero_output", lambda: L.RNN(stack(), zero_output_for_mask=True, return_sequences=True)),
        one("rnn", "mask_unrolled", lambda: L.RNN(stack(), unroll=True, return_sequences=True, return_state=True)),
        one("rnn", "mask_backwards_state", lambda: L.RNN(stack(), go_backwards=True, return_state=True)),
        one("bidirectional", "mask_none", lambda: L.Bidirectional(L.GRU(3, return_sequences=True), merge_mode=None)),
        one("bidirectional", "mask_mul_last", lambda: L.Bidirectional(L.LSTM(3), merge_mode="mul")),
        one("bidirectional", "mask_ave_state", lambda: L.Bidirectional(
            L.LSTM(3, return_sequences=True, return_state=True), merge_mode="ave")),
        one("bidirectional", "mask_zero_output", lambda: L.Bidirectional(L.LSTM(3, zero_output_for_mask=True))),
        one("bidirectional", "mask_rnn", lambda: L.Bidirectional(L.RNN(stack(), return_sequences=True))),
        one("bidirectional", "mask_unrolled", lambda: L.Bidirectional(L.SimpleRNN(3, unroll=True,
                                                                                  return_sequences=True))),
        one("time_distributed", "mask_dense", lambda: L.TimeDistributed(L.Dense(4, activation="tanh"))),
    ]


def bidirectional(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "bidirectional", name, make, *(shapes or [(5, 2)]), **dict(dict(dialects=BOTH), **more))

    given = lambda layer, x: layer(x[0], initial_state=x[1:])
    states = lambda size, count: [(size,)] * count
    found = []
    for mode in ("sum", "mul", "ave", None):
        found += [
            one("%s_last_state" % (mode or "none"), lambda mode=mode: L.Bidirectional(L.LSTM(3, return_state=True),
                                                                                 merge_mode=mode)),
            one("%s_sequences_state" % (mode or "none"), lambda mode=mode: L.Bidirectional(
                L.SimpleRNN(3, return_state=True, return_sequences=True), merge_mode=mode)),
        ]
    return found + [
        one("unrolled", lambda: L.Bidirectional(L.LSTM(3, unroll=True, return_sequences=True))),
        one("lstm_states_given", lambda: L.Bidirectional(L.LSTM(3)), (5, 2), *states(3, 4), call=given),
        one("gru_states_given", lambda: L.Bidirectional(L.GRU(3, return_sequences=True), merge_mode="sum"), (5, 2),
            *states(3, 2), call=given),
        one("rnn_sequences_state", lambda: L.Bidirectional(L.RNN([L.LSTMCell(3), L.GRUCell(2)], return_sequences=True,
                                                                 return_state=True))),
        one("rnn_stacked_cells", lambda: L.Bidirectional(L.RNN(L.StackedRNNCells([L.GRUCell(3), L.SimpleRNNCell(2)])),
                                                         merge_mode="mul")),
        one("backward_layer_none", lambda: L.Bidirectional(
            L.LSTM(3), backward_layer=L.SimpleRNN(4, go_backwards=True), merge_mode=None)),
        one("backward_layer_sum", lambda: L.Bidirectional(
            L.GRU(3, return_sequences=True), backward_layer=L.LSTM(3, return_sequences=True, go_backwards=True),
            merge_mode="sum")),
        one("backward_layer_state", lambda: L.Bidirectional(
            L.GRU(3, return_state=True), backward_layer=L.GRU(3, return_state=True, go_backwards=True))),
        one("one_step", lambda: L.Bidirectional(L.GRU(3, return_sequences=True)), (1, 2)),
        one("named_layers", lambda: L.Bidirectional(L.LSTM(3, name="forward_one"), name="both")),
        one("float64", lambda: L.Bidirectional(L.GRU(3, dtype="float64"), dtype="float64"), dtype="float64",
            dialects=(3,)),
    ]


def time_distributed(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "time_distributed", name, make, *shapes, **dict(dict(dialects=BOTH), **more))

    def functional():
        x = L.Input((4,), name="inside")
        y = L.Dense(3, activation="relu")(x)
        return keras.Model(x, L.Concatenate()([y, L.Dense(2)(y)]), name="nested")

    def convolutional():
        return keras.Sequential([L.Input((6, 5, 2)), L.Conv2D(3, 2), L.BatchNormalization(), L.MaxPooling2D(),
                                 L.Flatten(), L.Dense(2)], name="nested")

    def of_models():
        return keras.Sequential([L.Input((3, 4)), L.TimeDistributed(functional()), L.GRU(2)], name="nested")

    def recurrent():
        return keras.Sequential([L.Input((4, 2)), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.GRU(2)])

    return [
        one("functional", lambda: L.TimeDistributed(functional()), (3, 4)),
        one("convolutional_model", lambda: L.TimeDistributed(convolutional()), (3, 6, 5, 2)),
        one("model_of_steps", lambda: L.TimeDistributed(of_models()), (2, 3, 4)),
        one("recurrent_model", lambda: L.TimeDistributed(recurrent()), (3, 4, 2)),
        one("bidirectional", lambda: L.TimeDistributed(L.Bidirectional(L.GRU(3), merge_mode="sum")), (3, 4, 2)),
        one("batch_normalization", lambda: L.TimeDistributed(L.BatchNormalization()), (3, 4)),
        one("layer_normalization", lambda: L.TimeDistributed(L.LayerNormalization()), (3, 4)),
        one("dropout", lambda: L.TimeDistributed(L.Dropout(0.4)), (3, 4)),
        one("reshape", lambda: L.TimeDistributed(L.Reshape((2, 2))), (3, 4)),
        one("pooling", lambda: L.TimeDistributed(L.GlobalAveragePooling2D()), (3, 4, 5, 2)),
        one("conv2d_transpose", lambda: L.TimeDistributed(L.Conv2DTranspose(2, 2, strides=2)), (2, 3, 4, 2)),
        one("activation", lambda: L.TimeDistributed(L.Activation("softmax")), (3, 4)),
        one("permute", lambda: L.TimeDistributed(L.Permute((2, 1))), (3, 4, 2)),
        one("repeat_vector", lambda: L.TimeDistributed(L.RepeatVector(2)), (3, 4)),
        one("one_step", lambda: L.TimeDistributed(L.Dense(3)), (1, 4)),
        one("conv_lstm2d", lambda: L.TimeDistributed(L.ConvLSTM2D(2, 2)), (2, 3, 4, 5, 2)),
        one("twice_a_model", lambda: L.TimeDistributed(L.TimeDistributed(functional())), (2, 3, 4)),
    ]


def conv_lstm(keras):
    L = keras.layers
    found = []
    for rank, shape in ((1, (4, 7, 2)), (2, (3, 5, 6, 2)), (3, (2, 4, 3, 5, 2))):

        def one(name, rank=rank, shape=shape, dialects=BOTH, **options):
            options = dict(dict(filters=3, kernel_size=2), **options)
            return layer_case(keras, "conv_lstm%dd" % rank, name,
                              lambda: getattr(L, "ConvLSTM%dD" % rank)(**options), shape, dialects=dialects)

        found += [
            one("strides_same", strides=2, padding="same", return_sequences=True),
            one("unequal", kernel_size=(3, 2, 1)[:rank], strides=(1, 2, 2)[-rank:]),
            one("no_forget_bias", unit_forget_bias=False, use_bias=rank != 3, return_state=True),
            one("backwards_state", go_backwards=True, return_state=True),
            one("training_options", dropout=0.3, recurrent_dropout=0.2, kernel_regularizer="l2"),
            one("activations", activation="elu", recurrent_activation="tanh"),
        ]
        if rank != 2:
            found += [one("dilated", dilation_rate=2), one("no_bias", use_bias=False)]
    return found


def stateful(keras):
    """Three calls, each beginning where the one before ended."""
    L = keras.layers

    def one(folder, name, make, shape=(3, 2), dialects=BOTH):
        path = "layers/%s/%s" % (folder, name)

        def build():
            x = L.Input(batch_shape=(2,) + shape, name="x")
            return keras.Model(x, make()(x))

        return Case(path, build, calls(path, *[normal((2,) + shape)] * 3), keras=dialects)

    state = dict(stateful=True)
    return [
        one("lstm", "stateful_unrolled", lambda: L.LSTM(4, unroll=True, **state)),
        one("lstm", "stateful_backwards", lambda: L.LSTM(4, go_backwards=True, return_state=True, **state)),
        one("gru", "stateful_unrolled", lambda: L.GRU(4, unroll=True, return_sequences=True, **state)),
        one("simple_rnn", "stateful_state", lambda: L.SimpleRNN(4, return_state=True, **state)),
        one("rnn", "stateful_cell", lambda: L.RNN(L.LSTMCell(3), return_state=True, **state)),
        one("bidirectional", "stateful_none", lambda: L.Bidirectional(L.SimpleRNN(3, **state), merge_mode=None)),
        one("bidirectional", "stateful_rnn", lambda: L.Bidirectional(L.RNN([L.GRUCell(3), L.LSTMCell(2)], **state))),
        one("bidirectional", "stateful_state", lambda: L.Bidirectional(L.LSTM(3, return_state=True, **state)),
            dialects=(2,)),
        one("conv_lstm1d", "stateful", lambda: L.ConvLSTM1D(2, 2, padding="same", return_state=True, **state),
            shape=(3, 5, 2)),
        one("conv_lstm3d", "stateful", lambda: L.ConvLSTM3D(2, 2, padding="same", **state), shape=(2, 3, 2, 3, 2)),
    ]


def of_keras2(keras):
    """Steps before samples with all else, and stacks of cells with states of one size, whose order `reverse_state_order` leaves."""
    if not keras.__version__.startswith("2"):
        return []
    L = keras.layers

    def major(name, make, *states, batch_shape=(5, 3, 2)):
        path = "structures/time_major_" + name

        def build():
            x = L.Input(batch_shape=batch_shape, name="x")
            more = [L.Input(batch_shape=(3, size), name="s%d" % i) for i, size in enumerate(states)]
            y = make()(x, initial_state=more) if more else make()(x)
            return keras.Model([x] + more if more else x, y)

        rules = [normal(batch_shape)] + [normal((3, size)) for size in states]
        return Case(path, build, calls(path, rules if states else rules[0]), keras=(2,))

    major_ = dict(time_major=True)
    reverse = lambda **options: L.RNN(L.StackedRNNCells([L.GRUCell(3), L.SimpleRNNCell(3)], reverse_state_order=True),
                                      **options)
    return [
        major("unrolled", lambda: L.GRU(4, unroll=True, return_sequences=True, **major_)),
        major("states_given", lambda: L.LSTM(4, return_state=True, **major_), 4, 4),
        major("rnn", lambda: L.RNN([L.LSTMCell(3), L.GRUCell(2)], return_sequences=True, return_state=True, **major_)),
        # which these take, and leave alone
        major("conv_lstm1d", lambda: L.ConvLSTM1D(2, 2, return_sequences=True, **major_), batch_shape=(4, 3, 5, 2)),
        major("conv_lstm2d", lambda: L.ConvLSTM2D(2, 2, return_state=True, **major_), batch_shape=(4, 3, 5, 4, 2)),
        major("conv_lstm3d", lambda: L.ConvLSTM3D(2, 2, go_backwards=True, **major_), batch_shape=(2, 3, 4, 3, 3, 2)),
        major("bidirectional_state", lambda: L.Bidirectional(L.GRU(4, return_state=True, **major_), merge_mode="sum")),
        layer_case(keras, "stacked_rnn_cells", "reverse_state_order", lambda: reverse(return_state=True), (5, 3),
                   dialects=(2,)),
        layer_case(keras, "stacked_rnn_cells", "reverse_state_order_given", lambda: reverse(return_state=True), (5, 3),
                   (3,), (3,), call=lambda layer, x: layer(x[0], initial_state=x[1:]), dialects=(2,)),
    ]


def empty_batches(keras):
    """Two samples, none, three."""
    L = keras.layers

    def one(folder, make, shape, dialects=BOTH):
        path = "layers/%s/empty_batch" % folder

        def build():
            x = L.Input(shape, name="x")
            y = make()(x)
            return keras.Model(x, y)

        return Case(path, build, calls(path, *[normal((n,) + shape) for n in (2, 0, 3)]), keras=dialects)

    options = dict(return_sequences=True, return_state=True)
    return [
        one("lstm", lambda: L.LSTM(4, **options), (5, 3), dialects=(2,)),  # Keras 3 cannot split nothing into gates
        one("gru", lambda: L.GRU(4, **options), (5, 3)),
        one("simple_rnn", lambda: L.SimpleRNN(4, go_backwards=True), (5, 3)),
        one("rnn", lambda: L.RNN([L.SimpleRNNCell(3), L.GRUCell(2)]), (5, 3)),
        one("bidirectional", lambda: L.Bidirectional(L.GRU(3, return_sequences=True)), (5, 3)),
        one("time_distributed", lambda: L.TimeDistributed(L.Dense(4)), (5, 3)),
        one("conv_lstm2d", lambda: L.ConvLSTM2D(2, 2), (3, 4, 5, 2)),
    ]


def masks_of_numbers(keras):
    """A mask that is not boolean: what is not 0 counts."""
    L = keras.layers

    def one(folder, make, dtype, shape=(5, 3), dialects=BOTH):
        path = "layers/%s/mask_of_%s" % (folder, dtype)

        def build():
            x, mask = L.Input(shape, name="x"), L.Input((5,), dtype=dtype, name="mask")
            return keras.Model([x, mask], make()(x, mask=mask))

        rules = [normal((3,) + shape), lambda rng: 2 * steps_that_count(rng).astype(dtype)]
        return Case(path, build, calls(path, rules), keras=dialects)

    return [
        one("lstm", lambda: L.LSTM(4), "int32", dialects=(3,)),
        one("gru", lambda: L.GRU(4, return_sequences=True, go_backwards=True), "float32", dialects=(3,)),
        one("rnn", lambda: L.RNN([L.LSTMCell(3), L.GRUCell(2)]), "float32"),
        one("bidirectional", lambda: L.Bidirectional(L.SimpleRNN(3, return_sequences=True)), "int32"),
        one("conv_lstm1d", lambda: L.ConvLSTM1D(2, 2), "int32", (5, 4, 2)),
    ]
