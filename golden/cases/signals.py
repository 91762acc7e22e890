"""Fourier transforms and frames, as operations between layers."""

from support import Case, calls, normal


def cases(keras):
    return keras3(keras) + tensorflow(keras)


def case(name, build, *rules, **more):
    path = "operations/" + name
    return Case(path, build, calls(path, *rules), **more)


def keras3(keras):
    def transforms(size, lengths):
        def build():
            x = keras.Input((size,), name="x")
            parts = [part for n in lengths for part in keras.ops.rfft(x, fft_length=n)]
            return keras.Model(x, parts, name="model")
        return build

    def inverses(bins, lengths):
        def build():
            real, imaginary = keras.Input((bins,), name="a"), keras.Input((bins,), name="b")
            return keras.Model([real, imaginary], [keras.ops.irfft((real, imaginary), fft_length=n) for n in lengths],
                               name="model")
        return build

    def spectrogram():
        x = keras.Input((None,), name="x")
        real, imaginary = keras.ops.rfft(keras.ops.extract_sequences(x, 10, 4), fft_length=16)
        loudness = keras.layers.Dense(5)(keras.ops.sqrt(real * real + imaginary * imaginary))
        return keras.Model(x, [loudness, keras.ops.arctan2(imaginary, real)], name="model")

    return [
        case("signal_rfft", transforms(15, [None, 16, 12, 7, 20]), normal((2, 15))),
        case("signal_rfft_rows", transforms(12, [None]), normal((5, 12))),
        case("signal_irfft", inverses(9, [None, 15, 12, 20]), [normal((2, 9)), normal((2, 9))]),
        case("signal_spectrogram", spectrogram, normal((2, 31)), normal((1, 10))),
    ]


def tensorflow(keras):
    def frames():
        import tensorflow as tf
        x = keras.Input((None,), name="x")
        pieces = tf.signal.frame(x, 6, 4)
        return keras.Model(x, [pieces, tf.signal.overlap_and_add(keras.layers.Dense(7)(pieces), 3)], name="model")

    return [case("signal_frames", frames, normal((2, 17)), normal((3, 6)), keras=(2,))]
