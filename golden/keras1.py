#!/usr/bin/env python3
"""Writes golden models of Keras 1, which no Python of today runs as it is.

    keras1.py SOURCE [--only TEXT ...] [--out FOLDER]

SOURCE is the unpacked source distribution Keras-1.2.2. It runs on tensorflow.compat.v1 in the environment of Keras 2
(requirements-keras2.txt) with PyYAML, after what Python and TensorFlow took away since is given back.
"""

import argparse
import collections
import collections.abc
import inspect
import os
import sys
import tempfile

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0",
                  KERAS_BACKEND="tensorflow", HOME=tempfile.mkdtemp())  # Keras 1 writes ~/.keras

import numpy as np  # noqa: E402

import support  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def start(source):
    """Keras 1 from its source."""
    for name in ("Iterable", "Mapping", "Callable", "Sequence"):
        setattr(collections, name, getattr(collections.abc, name))
    spec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")
    inspect.getargspec = lambda f: spec(*inspect.getfullargspec(f)[:4])
    for name, kind in (("float", float), ("int", int), ("bool", bool), ("object", object)):
        if name not in np.__dict__:
            setattr(np, name, kind)
    import tensorflow as tf
    from tensorflow.python.training import moving_averages  # noqa: F401
    from tensorflow.python.ops import tensor_array_ops, control_flow_ops, functional_ops, ctc_ops  # noqa: F401
    v1 = tf.compat.v1
    v1.disable_v2_behavior()
    v1.concat_v2 = v1.concat
    control_flow_ops.while_loop = v1.while_loop
    for name in [name for name in sys.modules if name == "keras" or name.startswith("keras.")]:
        del sys.modules[name]
    sys.modules["tensorflow"] = v1
    sys.path.insert(0, source)
    import keras
    assert keras.__version__.startswith("1."), keras.__version__
    return keras, tf.__version__


def cases():
    """(name, model, inputs): a model as Keras 1 was used."""
    from keras import layers as L
    from keras.models import Model, Sequential
    from keras.layers import merge
    normal, integers = support.normal, support.integers

    def sequential(*layers):
        model = Sequential()
        for layer in layers:
            model.add(layer)
        return model

    def functional(shape, *layers, dtype=None):
        x = y = L.Input(shape, dtype=dtype)
        for layer in layers:
            y = layer(y)
        return Model(x, y)

    def merged(mode, shape=(4, 3), **more):
        a, b = L.Input(shape), L.Input(shape)
        return Model([a, b], merge([a, L.Activation("tanh")(b)], mode=mode, **more))

    def branches():
        left, right = Sequential(), Sequential()
        left.add(L.Dense(3, input_dim=4, activation="relu"))
        left.add(L.Dense(2))
        right.add(L.Dense(2, input_dim=5))
        return sequential(L.Merge([left, right], mode="concat"), L.Dense(3, activation="softmax"))

    def nested():
        inner = sequential(L.Dense(3, input_dim=4, activation="tanh"), L.BatchNormalization())
        return sequential(inner, L.Dense(2))

    def shared():
        layer = L.Dense(3, activation="sigmoid")
        a, b = L.Input((4,)), L.Input((4,))
        return Model([a, b], [layer(a), merge([layer(a), layer(b)], mode="mul")])

    for ordering, size in (("tf", (7, 6, 3)), ("th", (3, 7, 6))):
        o = {"dim_ordering": ordering}
        yield "conv2d_" + ordering, lambda: functional(
            size, L.Convolution2D(4, 3, 2, subsample=(2, 1), border_mode="same", activation="relu", **o),
            L.AveragePooling2D((2, 2), border_mode="same", **o), L.Flatten(), L.Dense(2)), [normal((2,) + size)]
        yield "deconv2d_" + ordering, lambda: functional(
            size, L.Deconvolution2D(2, 3, 3, output_shape=(None, 15, 13, 2) if ordering == "tf" else (None, 2, 15, 13),
                                    subsample=(2, 2), border_mode="valid", **o)), [normal((2,) + size)]
        yield "padding_" + ordering, lambda: functional(
            size, L.Convolution2D(2, 1, 1, **o), L.ZeroPadding2D((1, 2), **o), L.UpSampling2D((2, 3), **o),
            L.Cropping2D(((1, 2), (3, 0)), **o), L.MaxPooling2D((2, 2), **o)), [normal((2,) + size)]
        yield "separable_" + ordering, lambda: functional(
            size, L.SeparableConvolution2D(4, 3, 3, depth_multiplier=2, border_mode="same", **o)), [normal((2,) + size)]
        yield "atrous2d_" + ordering, lambda: functional(
            size, L.AtrousConvolution2D(4, 2, 2, atrous_rate=(2, 2), **o)), [normal((2,) + size)]
        yield "global_pooling_" + ordering, lambda: functional(
            size, L.Convolution2D(4, 2, 2, **o), L.GlobalAveragePooling2D(**o)), [normal((2,) + size)]
    yield "conv3d", lambda: functional((5, 4, 6, 2), L.Convolution3D(3, 2, 2, 3, dim_ordering="tf"),
                                       L.MaxPooling3D((2, 2, 2), dim_ordering="tf")), [normal((2, 5, 4, 6, 2))]
    yield "conv1d", lambda: functional((9, 3), L.Convolution1D(4, 3, border_mode="same", subsample_length=2),
                                       L.MaxPooling1D(2), L.UpSampling1D(2), L.ZeroPadding1D(1)), [normal((2, 9, 3))]
    yield "atrous1d", lambda: functional((9, 3), L.AtrousConvolution1D(4, 3, atrous_rate=2),
                                         L.GlobalMaxPooling1D()), [normal((2, 9, 3))]
    yield "locally_connected1d", lambda: functional((7, 3), L.LocallyConnected1D(4, 3)), [normal((2, 7, 3))]
    yield "locally_connected2d", lambda: functional((5, 4, 2), L.LocallyConnected2D(3, 2, 2, dim_ordering="tf")), [
        normal((2, 5, 4, 2))]
    yield "dense", lambda: sequential(
        L.Dense(6, input_dim=5, init="uniform", activation="tanh", bias=False), L.Dropout(0.5),
        L.Dense(4, activation="hard_sigmoid"), L.Activation("softmax")), [normal((3, 5))]
    yield "activations", lambda: functional(
        (7,), L.Dense(6), L.LeakyReLU(0.2), L.Dense(6), L.ELU(0.7), L.Dense(6), L.PReLU(), L.Dense(6),
        L.ThresholdedReLU(0.1), L.Dense(3, activation="softplus"), L.GaussianNoise(0.1), L.GaussianDropout(0.2)), [normal((2, 7))]
    yield "batch_normalization", lambda: functional((4, 3), L.BatchNormalization(), L.BatchNormalization(axis=1)), [
        normal((2, 4, 3))]
    yield "reshaping", lambda: functional((4, 3), L.Permute((2, 1)), L.Reshape((2, 6)), L.Flatten(), L.RepeatVector(3)), [
        normal((2, 4, 3))]
    for way in ("cpu", "gpu"):
        yield "lstm_" + way, lambda: functional((5, 3), L.LSTM(4, return_sequences=True, consume_less=way),
                                                L.LSTM(2, consume_less=way, go_backwards=True)), [normal((2, 5, 3))]
        yield "gru_" + way, lambda: functional((5, 3), L.GRU(4, return_sequences=True, consume_less=way),
                                               L.GRU(2, consume_less=way, activation="relu")), [normal((2, 5, 3))]
    yield "simple_rnn", lambda: functional((5, 3), L.SimpleRNN(4, inner_init="orthogonal")), [normal((2, 5, 3))]
    yield "bidirectional", lambda: functional((5, 3), L.Bidirectional(L.LSTM(4, return_sequences=True)),
                                              L.Bidirectional(L.GRU(3), merge_mode="sum")), [normal((2, 5, 3))]
    yield "time_distributed", lambda: functional(
        (5, 6, 3), L.TimeDistributed(L.Convolution1D(4, 2)), L.TimeDistributed(L.Flatten()),
        L.TimeDistributed(L.Dense(2))), [normal((2, 5, 6, 3))]
    yield "embedding", lambda: sequential(L.Embedding(9, 3, input_length=5, mask_zero=True), L.LSTM(4), L.Dense(2)), [
        lambda rng: np.array([[1, 2, 3, 0, 0], [4, 0, 5, 8, 0]], "int32")]
    yield "masking", lambda: functional((5, 3), L.Masking(0.), L.GRU(4, return_sequences=True)), [
        lambda rng: np.where(rng.random((2, 5, 1)) < 0.4, 0, rng.standard_normal((2, 5, 3))).astype("float32")]
    yield "conv_lstm2d", lambda: functional(
        (3, 5, 4, 2), L.ConvLSTM2D(3, 2, 2, dim_ordering="tf", border_mode="same", return_sequences=True)), [
        normal((2, 3, 5, 4, 2))]
    for mode in ("sum", "mul", "ave", "max", "concat", "dot"):
        more = {"concat_axis": 1} if mode == "concat" else {"dot_axes": [2, 2]} if mode == "dot" else {}
        yield "merge_" + mode, lambda: merged(mode, **more), [normal((2, 4, 3)), normal((2, 4, 3))]
    yield "merge_cos", lambda: merged("cos", (4,), dot_axes=1), [normal((2, 4)), normal((2, 4))]
    yield "merge_of_sequentials", branches, [normal((2, 4)), normal((2, 5))]
    yield "nested_sequential", nested, [normal((2, 4))]
    yield "shared_layer", shared, [normal((2, 4)), normal((2, 4))]


def seed(model, text, keras):
    """Drawn values for every weight."""
    rng = support.generator("weights of " + text)
    for weight in model.weights:
        shape = keras.backend.get_value(weight).shape
        last = weight.name.split("/")[-1].split(":")[0]
        if last.endswith("running_std") or last.endswith("gamma"):
            value = rng.uniform(0.4, 1.6, shape)
        else:
            value = rng.standard_normal(shape) / max(1.0, np.sqrt(np.prod(shape[:-1])))
        keras.backend.set_value(weight, np.asarray(value, "float32"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("--only", nargs="*", default=[""], help="parts of the names of the cases to take")
    parser.add_argument("--out", default=os.path.join(HERE, "keras1"))
    arguments = parser.parse_args()
    keras, tensorflow = start(arguments.source)
    os.makedirs(arguments.out, exist_ok=True)
    failures = []
    for name, build, rules in cases():
        if not any(part in name for part in arguments.only):
            continue
        try:
            keras.backend.clear_session()
            model = build()
            seed(model, "keras1/" + name, keras)
            rng = support.generator("inputs of keras1/" + name)
            inputs = [rule(rng) for rule in rules]
            outputs = model.predict(inputs if len(inputs) > 1 else inputs[0])
            outputs = outputs if isinstance(outputs, list) else [outputs]
            stem = os.path.join(arguments.out, name)
            model.save(stem + ".h5")
            np.savez_compressed(stem + ".golden.npz", **support.arrays(inputs, outputs))
            support.write_json(stem + ".golden.json", {
                "model": name + ".h5",
                "writer": {"keras_version": keras.__version__, "backend": "tensorflow", "tensorflow": tensorflow}})
        except Exception as e:
            failures.append(name)
            print("%s: %s: %s" % (name, type(e).__name__, str(e).strip()[:300]))
    if failures:
        sys.exit("failed: " + ", ".join(failures))


if __name__ == "__main__":
    main()
