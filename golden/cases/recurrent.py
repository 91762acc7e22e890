"""Recurrent layers, their cells and wrappers, with states and masks."""

import json

import numpy as np

from support import Case, calls, layer_case, normal

BOTH = (2, 3)


def cases(keras):
    return (units(keras) + gru(keras) + cells(keras) + states(keras) + bidirectional(keras) + time_distributed(keras)
            + time_major(keras) + masks(keras) + old_weights(keras))


def units(keras):
    L = keras.layers
    found = []
    for folder, layer in (("lstm", L.LSTM), ("gru", L.GRU), ("simple_rnn", L.SimpleRNN)):

        def one(name, make, *shapes, folder=folder, **more):
            return layer_case(keras, folder, name, make, *shapes, **more)

        def make(units, layer=layer, **options):
            return lambda: layer(units, **options)

        found += [
            one("plain", make(5), (7, 3), batch=3, dialects=BOTH),
            one("sequences", make(4, return_sequences=True), (6, 3), dialects=BOTH),
            one("state", make(3, return_state=True), (5, 2), dialects=BOTH),
            one("sequences_state", make(3, return_sequences=True, return_state=True), (5, 2)),
            one("backwards", make(4, go_backwards=True, return_sequences=True, return_state=True), (6, 3),
                dialects=BOTH),
            one("no_bias", make(4, use_bias=False), (5, 3), dialects=BOTH),
            one("one_step", make(3), (1, 4)),
            one("one_unit", make(1, return_sequences=True), (4, 1)),
            one("activation", make(4, activation="softsign"), (5, 3)),
            one("softmax", make(4, activation="softmax", return_sequences=True, return_state=True), (5, 3), dialects=BOTH),
            one("softmax_backwards", make(3, activation="softmax", go_backwards=True), (4, 3)),
            one("linear", make(3, activation="linear"), (4, 3), scale=0.5),
            one("relu", make(5, activation="relu", return_sequences=True), (4, 3), dialects=BOTH),
            one("free_steps", make(4, return_sequences=True), (3, 5), free=[(6, 5)], dialects=BOTH),
            one("frozen", make(4, trainable=False), (3, 5), dialects=BOTH),
            one("wide", make(33), (9, 17), batch=5),
            one("float64", make(3, dtype="float64", return_sequences=True), (4, 3), dtype="float64"),
        ]
    found += [
        layer_case(keras, "lstm", "hard_sigmoid", lambda: L.LSTM(4, recurrent_activation="hard_sigmoid"), (5, 3),
                   dialects=BOTH),
        layer_case(keras, "gru", "hard_sigmoid", lambda: L.GRU(4, recurrent_activation="hard_sigmoid"), (5, 3),
                   dialects=BOTH),
    ]
    return found


def gru(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "gru", "reset_before" + name, make, *shapes, **more)

    return [
        one("", lambda: L.GRU(5, reset_after=False), (7, 3), dialects=BOTH),
        one("_sequences", lambda: L.GRU(4, reset_after=False, return_sequences=True, return_state=True), (6, 3)),
        one("_no_bias", lambda: L.GRU(4, reset_after=False, use_bias=False), (6, 3), dialects=BOTH),
        one("_backwards", lambda: L.GRU(4, reset_after=False, go_backwards=True), (6, 3)),
        one("_softmax", lambda: L.GRU(4, reset_after=False, activation="softmax"), (6, 3), dialects=BOTH),
    ]


def cells(keras):
    L = keras.layers

    def rnn(name, make, *shapes, **more):
        return layer_case(keras, "rnn", name, make, *shapes, **more)

    def called(folder, make, *states, **more):
        call = lambda layer, x: layer(x[0], x[1:])
        return layer_case(keras, folder, "called", make, (3,), *states, call=call, **more)

    mixed = lambda: [L.LSTMCell(4), L.GRUCell(3), L.SimpleRNNCell(2)]
    return [
        called("lstm_cell", lambda: L.LSTMCell(4), (4,), (4,)),
        called("gru_cell", lambda: L.GRUCell(4), (4,)),
        called("simple_rnn_cell", lambda: L.SimpleRNNCell(4), (4,)),
        layer_case(keras, "stacked_rnn_cells", "in_rnn", lambda: L.RNN(L.StackedRNNCells(mixed())), (5, 3),
                   dialects=BOTH),
        rnn("lstm", lambda: L.RNN(L.LSTMCell(4)), (5, 3), dialects=BOTH),
        rnn("gru", lambda: L.RNN(L.GRUCell(4, reset_after=False), return_sequences=True), (5, 3), dialects=BOTH),
        rnn("simple", lambda: L.RNN(L.SimpleRNNCell(4), return_state=True), (5, 3), dialects=BOTH),
        rnn("list", lambda: L.RNN(mixed(), return_sequences=True), (5, 3), dialects=BOTH),
        rnn("list_state", lambda: L.RNN([L.LSTMCell(4), L.LSTMCell(2)], return_state=True), (5, 3)),
        rnn("list_backwards", lambda: L.RNN(mixed(), return_sequences=True, go_backwards=True), (5, 3), dialects=BOTH),
    ]


def states(keras):
    L = keras.layers
    one = lambda layer, x: layer(x[0], initial_state=x[1])
    two = lambda layer, x: layer(x[0], initial_state=x[1:])

    def encoder_decoder(layer):
        def build():
            x = L.Input((5, 3), name="x")
            y = L.Input((4, 2), name="y")
            _, *state = layer(4, return_state=True)(x)
            z = layer(4, return_sequences=True)(y, initial_state=state)
            return keras.Model([x, y], L.Dense(2)(z))

        return build

    def both_ways():
        x = L.Input((5, 3), name="x")
        y = L.Input((4, 2), name="y")
        _, *state = L.Bidirectional(L.LSTM(3, return_state=True))(x)
        return keras.Model([x, y], L.Bidirectional(L.LSTM(3))(y, initial_state=state))

    def case(name, build):
        path = "structures/" + name
        return Case(path, build, calls(path, [normal((2, 5, 3)), normal((2, 4, 2))]), keras=BOTH)

    return [
        layer_case(keras, "lstm", "initial_state", lambda: L.LSTM(4), (5, 3), (4,), (4,), call=two, dialects=BOTH),
        layer_case(keras, "gru", "initial_state", lambda: L.GRU(4, return_sequences=True), (5, 3), (4,), call=one,
                   dialects=BOTH),
        layer_case(keras, "simple_rnn", "initial_state", lambda: L.SimpleRNN(4), (5, 3), (4,), call=one,
                   dialects=BOTH),
        case("encoder_decoder_lstm", encoder_decoder(L.LSTM)),
        case("encoder_decoder_gru", encoder_decoder(L.GRU)),
        case("encoder_decoder_bidirectional", both_ways),
    ]


def bidirectional(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "bidirectional", name, make, *shapes, **more)

    def merged(mode, layer, **options):
        return lambda: L.Bidirectional(layer(3, **options), merge_mode=mode)

    found = []
    for mode in ("concat", "sum", "mul", "ave", None):
        found += [
            one("%s" % (mode or "none"), merged(mode, L.LSTM), (5, 2), dialects=BOTH),
            one("%s_sequences" % (mode or "none"), merged(mode, L.GRU, return_sequences=True), (5, 2), dialects=BOTH),
        ]
    return found + [
        one("state", merged("concat", L.LSTM, return_state=True), (5, 2), dialects=BOTH),
        one("none_state", merged(None, L.GRU, return_state=True, return_sequences=True), (5, 2)),
        one("simple", merged("sum", L.SimpleRNN, return_sequences=True), (5, 2), dialects=BOTH),
        one("reset_before", merged("concat", L.GRU, reset_after=False), (5, 2), dialects=BOTH),
        one("rnn", lambda: L.Bidirectional(L.RNN([L.LSTMCell(3), L.GRUCell(2)])), (5, 2), dialects=BOTH),
        one("backward_layer", lambda: L.Bidirectional(
            L.LSTM(3, return_sequences=True),
            backward_layer=L.GRU(4, return_sequences=True, go_backwards=True, activation="relu")), (5, 2),
            dialects=BOTH),
        one("free_steps", merged("concat", L.LSTM, return_sequences=True), (4, 2), free=[(7, 2)], dialects=BOTH),
    ]


def time_major(keras):
    """Steps before samples: an option of Keras 2."""
    if int(keras.__version__.split(".")[0]) != 2:
        return []
    L = keras.layers

    def case(name, layer, masked=False):
        path = "structures/time_major_" + name

        def build():
            x = L.Input(batch_shape=(5, 3, 2), name="x")
            mask = L.Input(batch_shape=(5, 3), dtype="bool", name="mask")
            return keras.Model([x, mask] if masked else x, layer(x, mask=mask) if masked else layer(x))

        rules = [normal((5, 3, 2)), np.array([[0, 1, 0], [1, 1, 0], [1, 1, 0], [0, 0, 0], [1, 0, 0]], bool)]
        return Case(path, build, calls(path, rules if masked else rules[0]), keras=(2,))

    return [
        case("lstm", L.LSTM(4, time_major=True, return_sequences=True, return_state=True)),
        case("gru_last", L.GRU(4, time_major=True, go_backwards=True)),
        case("simple_rnn_masked", L.SimpleRNN(4, time_major=True, return_sequences=True), masked=True),
        case("bidirectional", L.Bidirectional(L.LSTM(3, time_major=True, return_sequences=True))),
    ]


def time_distributed(keras):
    L = keras.layers

    def one(name, make, *shapes, **more):
        return layer_case(keras, "time_distributed", name, make, *shapes, **more)

    def inner():
        return keras.Sequential([L.Input((4,)), L.Dense(3, activation="relu"), L.BatchNormalization()])

    return [
        one("dense", lambda: L.TimeDistributed(L.Dense(3)), (5, 4), dialects=BOTH),
        one("conv2d", lambda: L.TimeDistributed(L.Conv2D(3, 2)), (3, 5, 4, 2), dialects=BOTH),
        one("flatten", lambda: L.TimeDistributed(L.Flatten()), (3, 4, 2), dialects=BOTH),
        one("lstm", lambda: L.TimeDistributed(L.LSTM(3)), (3, 5, 2), dialects=BOTH),
        one("model", lambda: L.TimeDistributed(inner()), (3, 4), dialects=BOTH),
        one("twice", lambda: L.TimeDistributed(L.TimeDistributed(L.Dense(2))), (3, 2, 4), dialects=BOTH),
        one("free_steps", lambda: L.TimeDistributed(L.Dense(3)), (3, 4), free=[(5, 4)], dialects=BOTH),
        one("conv1d_free_steps", lambda: L.TimeDistributed(L.Conv1D(3, 2)), (3, 5, 4), free=[(4, 5, 4)]),
    ]


def masks(keras):
    """Padding before, between and after; one row without any step that counts."""
    L = keras.layers
    words = np.array([[0, 0, 3, 1, 0, 2], [4, 1, 3, 0, 0, 0], [1, 2, 3, 4, 5, 1], [0, 0, 0, 0, 0, 0]], "int32")
    letters = np.array([[[0, 1, 2], [3, 0, 0], [0, 0, 0], [2, 2, 1]], [[1, 1, 1], [2, 0, 3], [0, 0, 0], [0, 0, 0]]],
                       "int32")

    def case(name, build, *inputs, **more):
        path = "structures/mask_" + name
        return Case(path, build, calls(path, list(inputs) or words), **dict(dict(keras=BOTH), **more))

    def functional(*layers):
        def build():
            x = L.Input((6,), dtype="int32", name="x")
            y = L.Embedding(6, 3, mask_zero=True)(x)
            for layer in layers:
                y = layer()(y)
            return keras.Model(x, y)

        return build

    def sequential(*layers):
        return lambda: keras.Sequential([L.Input((6,), dtype="int32"), L.Embedding(6, 3, mask_zero=True)]
                                        + [layer() for layer in layers])

    def with_state():
        x = L.Input((6,), dtype="int32", name="x")
        h = L.Input((4,), name="h")
        c = L.Input((4,), name="c")
        y = L.Embedding(6, 3, mask_zero=True)(x)
        return keras.Model([x, h, c], L.LSTM(4, return_sequences=True)(y, initial_state=[h, c]))

    def mask_beside_state(layer):
        """Keras 3 does not look for a mask beside a state, and yet the outputs have it: Maximum leaves masked steps to the other."""

        def build():
            x = L.Input((6,), dtype="int32", name="x")
            h = L.Input((4,), name="h")
            y = L.Embedding(6, 3, mask_zero=True)(x)
            y = layer(y, [L.Dense(3, activation="tanh")(h) for _ in range(2)])
            return keras.Model([x, h], L.Maximum()([y, L.Dense(1)(y)]))

        return build

    def softmax_mask():
        """A mask [batch, steps, 1], which Softmax hands on."""
        x = L.Input((5, 1), name="x")
        y = L.Softmax(axis=1)(x, mask=x > 0)
        return keras.Model(x, L.RNN([L.GRUCell(3), L.LSTMCell(2)], **sequences)(y))

    def masked_features():
        x = L.Input((6, 2), name="x")
        return keras.Model(x, L.GRU(3, return_sequences=True)(L.Masking()(x)))

    def of_letters():
        x = L.Input((4, 3), dtype="int32", name="x")
        y = L.TimeDistributed(L.Embedding(5, 3, mask_zero=True))(x)
        y = L.TimeDistributed(L.Bidirectional(L.LSTM(2)))(y)
        return keras.Model(x, L.Bidirectional(L.LSTM(3, return_sequences=True))(y))

    def drawn_mask(rng):
        x = rng.standard_normal((3, 6, 2)).astype("float32")
        x[0, :2] = x[1, 4:] = x[2, 2] = 0
        return x

    sequences = dict(return_sequences=True)
    return [
        case("lstm", functional(lambda: L.LSTM(4))),
        case("lstm_sequences", functional(lambda: L.LSTM(4, **sequences))),
        case("lstm_state", functional(lambda: L.LSTM(4, return_state=True))),
        case("lstm_backwards", functional(lambda: L.LSTM(4, go_backwards=True, **sequences))),
        case("lstm_in_sequential", sequential(lambda: L.LSTM(4))),
        case("lstm_zero_output", functional(lambda: L.LSTM(4, zero_output_for_mask=True, **sequences))),
        case("lstm_zero_output_last", functional(lambda: L.LSTM(4, zero_output_for_mask=True))),
        case("lstm_initial_state", with_state, words, normal((4, 4)), normal((4, 4))),
        case("beside_state_gru", mask_beside_state(lambda y, s: L.GRU(3, **sequences)(y, initial_state=s[0])), words,
             normal((4, 4))),
        case("beside_state_bidirectional", mask_beside_state(
            lambda y, s: L.Bidirectional(L.SimpleRNN(3, **sequences), merge_mode="sum")(y, initial_state=s)), words,
            normal((4, 4))),
        case("of_steps_and_one", softmax_mask, normal((3, 5, 1)), keras=(3,)),
        case("gru", functional(lambda: L.GRU(4, **sequences))),
        case("gru_softmax", functional(lambda: L.GRU(4, activation="softmax", **sequences))),
        case("gru_reset_before", functional(lambda: L.GRU(4, reset_after=False))),
        case("simple_rnn", functional(lambda: L.SimpleRNN(4))),
        case("rnn_cells", functional(lambda: L.RNN([L.LSTMCell(3), L.GRUCell(2)], **sequences))),
        case("rnn_cells_backwards", functional(lambda: L.RNN([L.LSTMCell(3), L.GRUCell(2)], go_backwards=True))),
        case("rnn_stack", functional(lambda: L.LSTM(4, **sequences), lambda: L.Dropout(0.2), lambda: L.GRU(3))),
        case("rnn_stack_in_sequential", sequential(lambda: L.LSTM(4, **sequences), lambda: L.GRU(3))),
        case("bidirectional", functional(lambda: L.Bidirectional(L.LSTM(4)))),
        case("bidirectional_sequences", functional(lambda: L.Bidirectional(L.LSTM(4, **sequences)))),
        case("bidirectional_in_sequential", sequential(lambda: L.Bidirectional(L.GRU(3, **sequences)),
                                                       lambda: L.Bidirectional(L.GRU(2)))),
        case("bidirectional_stack", functional(lambda: L.Bidirectional(L.GRU(3, **sequences), merge_mode="sum"),
                                               lambda: L.LSTM(2))),
        case("time_distributed", functional(lambda: L.TimeDistributed(L.Dense(4)), lambda: L.LSTM(3))),
        case("masking_gru", masked_features, drawn_mask),
        case("letters", of_letters, letters),
    ]


def old_weights(keras):
    """Files as older writers left them, made from Keras 2's: CuDNN's layers, and Keras 1 with an array for each gate."""
    if int(keras.__version__.split(".")[0]) != 2:
        return []
    L = keras.layers

    def model(**options):
        return lambda: keras.Sequential([L.Input((5, 3)), L.LSTM(4, return_sequences=True),
                                         L.Bidirectional(L.GRU(2, return_sequences=True, **options)),
                                         L.GRU(3, **options)])

    def cudnn(weights):
        from keras.src.saving.legacy.hdf5_format import _convert_rnn_weights

        name = "CuDNNLSTM" if weights[0].shape[1] == 4 * weights[1].shape[0] else "CuDNNGRU"
        return _convert_rnn_weights(type(name, (), {})(), weights)

    def gates(weights):
        lstm = weights[0].shape[1] == 4 * weights[1].shape[0]
        parts = [np.split(w, 4 if lstm else 3, axis=-1) for w in weights]
        return [w[i] for i in ((0, 2, 1, 3) if lstm else (0, 1, 2)) for w in parts]

    def as_cudnn(layer):
        layer["class_name"] = "CuDNN" + layer["class_name"]
        for key in ("activation", "recurrent_activation", "use_bias", "implementation", "reset_after", "unroll"):
            layer["config"].pop(key, None)

    def rewritten(convert, change, keras1):
        def save(model, stem):
            import h5py

            model.save(stem + ".h5", include_optimizer=False)
            with h5py.File(stem + ".h5", "r+") as f:
                config = json.loads(f.attrs["model_config"])
                for layer in config["config"]["layers"][1:]:
                    change(layer["config"]["layer"] if "layer" in layer["config"] else layer)
                f.attrs["model_config"] = json.dumps(config)
                weights = f["model_weights"]
                for layer in model.layers:
                    group = weights[layer.name]
                    names = [str(name, "utf-8") if isinstance(name, bytes) else name for name in group.attrs["weight_names"]]
                    arrays = [group[name][()] for name in names]
                    for name in names:
                        del group[name]
                    arrays = [a for i in range(0, len(arrays), 3) for a in convert(arrays[i:i + 3])]
                    names = ["%s/weight_%d:0" % (layer.name, i) for i in range(len(arrays))]
                    for name, array in zip(names, arrays):
                        group[name] = array
                    group.attrs["weight_names"] = [name.encode() for name in names]
                if keras1:
                    f.attrs["keras_version"] = "1.2.2"
                    del weights.attrs["keras_version"]
            return stem + ".h5"

        return save

    def case(name, build, save):
        path = "formats/" + name
        return Case(path, build, calls(path, normal((2, 5, 3))), keras=(2,), save=save,
                    notes=("Rewritten from a file of Keras 2.",))

    return [
        case("cudnn_weights", model(), rewritten(cudnn, as_cudnn, False)),
        case("keras1_gates", model(reset_after=False), rewritten(gates, lambda layer: None, True)),
    ]
