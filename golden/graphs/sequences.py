"""Layers over the steps of `[batch, steps, features]`, and over pictures in time, `[batch, steps, ..., channels]`."""


def _recurrent_options(d):
    return d.options(0.35, activation=d.one("relu", "sigmoid", "elu", "softsign"), use_bias=False, go_backwards=True)


def recurrent(d, shape, **more):
    L = d.L
    if shape[-1] is None:
        return None
    more = {**_recurrent_options(d), "return_sequences": d.chance(), **more}
    kind = d.one("simple", "lstm", "gru", "cells")
    if kind == "simple":
        return L.SimpleRNN(d.size(2, 4), **more)
    if kind == "lstm":
        return L.LSTM(d.size(2, 4), **more, **d.options(0.3, recurrent_activation=d.gate(), unit_forget_bias=False))
    if kind == "gru":
        return L.GRU(d.size(2, 4), **more, **d.options(0.3, recurrent_activation=d.gate(), reset_after=d.chance()))
    cells = [d.one(L.SimpleRNNCell, L.LSTMCell, L.GRUCell)(d.size(2, 4), **d.options(use_bias=False))
             for _ in range(d.size(1, 3))]
    more = {name: more[name] for name in ("return_sequences", "go_backwards", "return_state") if name in more}
    return L.RNN(cells if len(cells) > 1 else cells[0], **more)


def bidirectional(d, shape):
    if shape[-1] is None:
        return None
    sequences = d.chance()
    layer = d.one(d.L.LSTM, d.L.GRU, d.L.SimpleRNN)(d.size(2, 3), return_sequences=sequences)
    return d.L.Bidirectional(layer, **d.options(merge_mode=d.one("concat", "sum", "mul", "ave")))


def masking(d, shape):
    return d.L.Masking(**d.options(mask_value=d.number(-1, 1)))


def dropping(d, shape):
    return d.L.SpatialDropout1D(0.2)


def pictures_in_time(d, shape):
    rank = len(shape) - 3
    if None in shape[2:]:
        return None
    make = (d.L.ConvLSTM1D, d.L.ConvLSTM2D)[rank - 1]
    return make(d.size(1, 3), d.size(1, 3), padding=d.one("valid", "same"), return_sequences=d.chance(),
                **d.options(0.3, activation=d.one("relu", "sigmoid"), use_bias=False, go_backwards=True,
                            strides=2))
