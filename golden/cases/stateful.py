"""Stateful recurrent layers: calls that follow each other, each beginning with the states that the one before left."""

from support import Case, calls, normal

BOTH = (2, 3)


def cases(keras):
    L = keras.layers

    def one(folder, name, make, shape=(3, 2), dialects=BOTH, batch=2, lengths=(3, 3, 3)):
        """Three calls; their numbers of steps may differ."""
        path = "layers/%s/%s" % (folder, name)
        free = len(set(lengths)) > 1

        def build():
            x = L.Input(batch_shape=(batch, None if free else shape[0]) + shape[1:], name="x")
            return keras.Model(x, make()(x))

        rules = [normal((batch, steps) + shape[1:]) for steps in lengths]
        return Case(path, build, calls(path, *rules), keras=dialects)

    def structure(name, build, *inputs, dialects=BOTH):
        path = "structures/stateful_" + name
        return Case(path, build, calls(path, *[list(inputs) for _ in range(3)]), keras=dialects)

    def initial_state():
        x = L.Input(batch_shape=(2, 3, 2), name="x")
        h = L.Input(batch_shape=(2, 4), name="h")
        return keras.Model([x, h], L.GRU(4, stateful=True)(x, initial_state=h))

    def shared():
        layer = L.SimpleRNN(2, stateful=True)
        x = L.Input(batch_shape=(2, 3, 2), name="x")
        y = layer(x)
        return keras.Model(x, [y, layer(L.RepeatVector(3)(y))])

    def nested():
        inner = keras.Sequential([L.Input(batch_shape=(2, 3, 2)), L.LSTM(3, stateful=True, return_sequences=True)])
        x = L.Input(batch_shape=(2, 3, 2), name="x")
        return keras.Model(x, L.GRU(2, stateful=True)(inner(x)))

    def masked():
        x = L.Input(batch_shape=(2, 4, 2), name="x")
        return keras.Model(x, L.LSTM(3, stateful=True)(L.Masking()(x)))

    def with_gaps(rng):
        x = rng.standard_normal((2, 4, 2)).astype("float32")
        x[0, 3] = x[1, :2] = 0
        return x

    state = dict(stateful=True)
    return [
        one("lstm", "stateful", lambda: L.LSTM(4, **state)),
        one("lstm", "stateful_sequences", lambda: L.LSTM(4, return_sequences=True, return_state=True, **state)),
        one("lstm", "stateful_steps", lambda: L.LSTM(3, **state), lengths=(3, 1, 5)),
        one("gru", "stateful", lambda: L.GRU(4, **state)),
        one("gru", "stateful_backwards", lambda: L.GRU(4, reset_after=False, go_backwards=True, **state)),
        one("simple_rnn", "stateful", lambda: L.SimpleRNN(4, return_sequences=True, **state)),
        one("rnn", "stateful", lambda: L.RNN([L.LSTMCell(3), L.GRUCell(2)], **state)),
        one("bidirectional", "stateful", lambda: L.Bidirectional(L.LSTM(3, return_sequences=True, **state))),
        one("bidirectional", "stateful_gru", lambda: L.Bidirectional(L.GRU(3, **state), merge_mode="sum")),
        one("conv_lstm2d", "stateful", lambda: L.ConvLSTM2D(2, 2, padding="same", **state), shape=(3, 4, 5, 2)),
        structure("initial_state", initial_state, normal((2, 3, 2)), normal((2, 4))),
        structure("shared", shared, normal((2, 3, 2))),
        structure("nested", nested, normal((2, 3, 2))),
        structure("masked", masked, with_gaps),
    ]
