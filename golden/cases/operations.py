"""Functions between layers: `keras.ops` in Keras 3 (`.keras`), TensorFlow's in Keras 2 (TFOpLambda and SlicingOpLambda)."""

import numpy as np

from support import Case, calls, integers, normal


def cases(keras):
    version = int(keras.__version__.split(".")[0])
    return keras3(keras) if version == 3 else keras2(keras)


def maker(keras, version):
    """How cases are written: `op(name, function, shape, ...)`, shapes without the batch dimension."""

    def op(name, function, *shapes, inputs=None, dtypes=None, free=None, batch=2, batch_size=None, **more):
        """
        inputs      drawing rules in place of normally distributed values
        free        shapes of a second call; what differs is None in the model
        """
        path = "operations/" + name
        types = dtypes or ["float32"] * len(shapes)
        declared = shapes
        if free:
            declared = [tuple(a if a == b else None for a, b in zip(s, f)) for s, f in zip(shapes, free)]

        def build():
            names = ["x"] if len(shapes) == 1 else ["x%d" % i for i in range(len(shapes))]
            tensors = [keras.layers.Input(s, dtype=t, name=n, batch_size=batch_size)
                       for s, t, n in zip(declared, types, names)]
            return keras.Model(tensors if len(tensors) > 1 else tensors[0], function(*tensors), name="model")

        draw = lambda group, count: [normal((count,) + tuple(s)) if t.startswith("float")
                                     else integers((count,) + tuple(s), 0, 4, t) for s, t in zip(group, types)]
        rules = [list(inputs) if inputs else draw(shapes, batch)]
        if free:
            rules.append(draw(free, batch + 1))
        return Case(path, build, calls(path, *rules), keras=(version,), **more)

    return op


def uniform(shape, low, high):
    return lambda rng: rng.uniform(low, high, shape).astype("float32")


def truths(shape):
    return lambda rng: rng.integers(0, 2, shape).astype("bool")


def keras3(keras):
    o = keras.ops
    op = maker(keras, 3)
    table = np.arange(12, dtype="float32").reshape(4, 3) / 7
    apart = [uniform((2, 5), 0.2, 0.9)]
    special = [lambda rng: np.array([[1, np.nan, np.inf], [-np.inf, 0, -2]], "float32")]
    return [
        op("arithmetic", lambda a, b: [a + b, a - b, a * b, a / b, -a, abs(a), 2.0 - a, 1 / b, a * 3], (5,), (5,)),
        op("broadcasting", lambda a, b: [a + b, o.maximum(a, b), o.minimum(b, 0.5), a * table[0]], (4, 3), (1, 3)),
        op("division", lambda a, b: [a // b, a % b, o.floor_divide(a, 2), o.mod(a, 3)], (5,), (5,)),
        op("powers", lambda x: [x ** 2, o.power(x, 0.5), 2.0 ** x, o.square(x), o.sqrt(x), o.rsqrt(x), o.reciprocal(x)],
           (5,), inputs=apart),
        op("exponentials", lambda x: [o.exp(x), o.expm1(x), o.log(x), o.log1p(x), o.log2(x), o.log10(x), o.exp2(x),
                                      o.logaddexp(x, 0.3), o.erf(x)], (5,), inputs=apart),
        op("trigonometry", lambda x: [o.sin(x), o.cos(x), o.tan(x), o.arcsin(x), o.arccos(x), o.arctan(x),
                                      o.arctan2(x, -0.4)], (5,), inputs=apart),
        op("hyperbolic", lambda x: [o.sinh(x), o.cosh(x), o.tanh(x), o.arcsinh(x), o.arccosh(x + 1), o.arctanh(x)],
           (5,), inputs=apart),
        op("rounding", lambda x: [o.floor(x), o.ceil(x), o.round(x), o.round(x, 1), o.trunc(x), o.sign(x)], (7,),
           inputs=[normal((2, 7), 3)]),
        op("comparisons", lambda a, b: [a > b, a >= b, a < b, a <= b, o.equal(a, b), o.not_equal(a, 1)], (5,), (5,),
           dtypes=["int32", "int32"]),
        op("logic", lambda a, b: [o.logical_and(a, b), o.logical_or(a, b), o.logical_not(a), o.logical_xor(a, b),
                                  o.any(a, axis=1), o.all(a)], (4,), (4,), dtypes=["bool", "bool"],
           inputs=[truths((2, 4)), truths((2, 4))]),
        op("specials", lambda x: [o.isnan(x), o.isfinite(x), o.isinf(x), o.nan_to_num(x)], (3,), inputs=special),
        op("selection", lambda c, a, b: [o.where(c > 0, a, b), o.where(c > 0, a, 0.0), o.clip(a, -0.5, 0.7),
                                         o.where(o.isnan(a), o.zeros_like(a), a)], (5,), (5,), (1,)),
        op("types", lambda a, b: [o.cast(a, "int32"), o.cast(b, "float32") * 0.5, b + 1, b * 0.5, b / 2, b + a,
                                  o.cast(b, "bool")], (5,), (5,), dtypes=["float32", "int32"]),
        op("reductions", lambda x: [o.mean(x, axis=1), o.sum(x, axis=[1, 2]), o.max(x, axis=-1, keepdims=True),
                                    o.min(x, axis=(0, 2)), o.prod(x, axis=2), o.mean(x)], (4, 3)),
        op("variances", lambda x: [o.var(x, axis=1), o.std(x, axis=(1, 2), keepdims=True), o.logsumexp(x, axis=-1),
                                   o.average(x, axis=1), o.count_nonzero(o.relu(x), axis=1)], (4, 3)),
        op("indices", lambda x: [o.argmax(x, axis=-1), o.argmin(x, axis=1), o.argmax(x), o.argsort(x, axis=1),
                                 o.argmax(x, axis=1, keepdims=True)], (4, 3)),
        op("sorting", lambda x: [o.sort(x, axis=1), o.top_k(x, 3)[0], o.top_k(x, 2)[1]], (6,)),
        op("cumulation", lambda x: [o.cumsum(x, axis=1), o.cumprod(x, axis=-1)], (4, 3)),
        op("reshapes", lambda x: [o.reshape(x, (-1, 6)), o.reshape(x, (-1, 3, 2, 2)), o.squeeze(x[:, :1], 1),
                                  o.expand_dims(x, 1), o.expand_dims(x, (1, -1)), o.ravel(x)], (4, 3)),
        op("reshape_free", lambda x: [o.reshape(x, (-1, 4)), o.reshape(x, (-1, 2, 2))], (3, 4), free=[(5, 4)]),
        op("axes", lambda x: [o.transpose(x, (0, 2, 1)), o.swapaxes(x, 1, 2), o.moveaxis(x, 1, -1), o.transpose(x)],
           (4, 3)),
        op("joining", lambda a, b: [o.concatenate([a, b], axis=-1), o.stack([a, a * 2], axis=1), o.hstack([a, b]),
                                    o.vstack([a, a]), o.append(a, b, axis=1)], (3,), (2,)),
        op("splitting", lambda x: o.split(x, 3, axis=-1) + o.split(x, [1, 4], axis=1) + o.unstack(x, axis=1)[:2],
           (6, 3)),
        op("indexing", lambda x: [x[:, 0], x[:, -1], x[:, 1:3], x[..., ::2], x[:, None], x[:, 1:, -2:], x[0], x[:, ::-1]],
           (4, 3)),
        op("indexing_one_axis", lambda x: [x[1:, :], x[..., 0], x[..., None, 1]], (4, 3)),
        op("repetition", lambda x: [o.tile(x, (1, 2, 3)), o.repeat(x, 2, axis=1), o.flip(x, axis=1),
                                    o.roll(x, 2, axis=1), o.rot90(x, axes=(1, 2)), o.broadcast_to(x[:, :1], (2, 4, 3))],
           (4, 3)),
        op("padding", lambda x: [o.pad(x, ((0, 0), (1, 2), (0, 1))), o.pad(x, [[0, 0], [1, 1], [2, 0]], constant_values=3.0),
                                 o.pad(x, ((0, 0), (1, 1), (1, 1)), mode="reflect"),
                                 o.pad(x, ((0, 0), (2, 1), (0, 0)), mode="symmetric")], (4, 3)),
        op("taking", lambda x, i: [o.take(x, [2, 0], axis=1), o.take(table, i, axis=0), o.take(x, i, axis=-1),
                                   o.take(x, -1, axis=1)], (4, 3), (3,), dtypes=["float32", "int32"],
           inputs=[normal((2, 4, 3)), integers((2, 3), 0, 3)]),
        op("taking_along", lambda x, i: o.take_along_axis(x, i, axis=1), (4,), (2,), dtypes=["float32", "int32"]),
        op("triangles", lambda x: [o.tril(x), o.triu(x, k=1), o.diff(x, axis=1)], (4, 3)),
        op("likes", lambda x: [o.ones_like(x) * x, o.zeros_like(x) + x, o.full_like(x, 2.0) - x], (5,)),
        op("products", lambda a, b: [o.matmul(a, b), a @ b, o.matmul(a, table), o.dot(a, table), o.matmul(a, b[:, :, 0:1])],
           (3, 4), (4, 2)),
        op("products_of_tensors", lambda a, b: [o.tensordot(a, b, axes=[[2], [1]])[:, :, 0], o.outer(a[0, 0], b[0, 0]),
                                                o.inner(a[0, :, :2], b[1]), o.cross(a[:, :, :3], a[:, ::-1, 1:])],
           (3, 4), (4, 2)),
        op("einsum", lambda a, b: [o.einsum("bij,bjk->bik", a, b), o.einsum("bij,bjk->bk", a, b)], (3, 4), (4, 2)),
        op("norms", lambda x: [o.norm(x, axis=-1), o.norm(x, ord=1, axis=1), o.normalize(x, axis=-1),
                               o.normalize(x, axis=1, order=1), o.norm(x, ord=np.inf, axis=1, keepdims=True)], (4, 3)),
        op("activations", lambda x: [o.relu(x), o.relu6(x * 4), o.leaky_relu(x), o.leaky_relu(x, 0.05), o.elu(x), o.selu(x),
                                     o.celu(x, 0.7), o.silu(x), o.sigmoid(x), o.softplus(x), o.softsign(x)], (7,)),
        op("activations_rare", lambda x: [o.hard_sigmoid(x), o.hard_silu(x), o.hard_tanh(x), o.log_sigmoid(x),
                                          o.tanh_shrink(x), o.soft_shrink(x), o.hard_shrink(x, 0.3), o.threshold(x, 0.1, -1),
                                          o.squareplus(x), o.sparse_plus(x), o.sparse_sigmoid(x)], (7,)),
        op("gelu", lambda x: [o.gelu(x), o.gelu(x, approximate=False), keras.activations.gelu(x)], (7,)),
        op("softmaxes", lambda x: [o.softmax(x), o.softmax(x, axis=1), o.log_softmax(x, axis=-1), o.glu(x, axis=1),
                                   o.sparsemax(x)], (4, 3)),
        op("one_hot", lambda i: [o.one_hot(i, 5), o.one_hot(i, 4, axis=1, dtype="int32"), o.multi_hot(i, 5)], (3,),
           dtypes=["int32"]),
        op("pooling", lambda x: [o.max_pool(x, 2), o.average_pool(x, (2, 3), strides=1, padding="same")], (6, 5, 3)),
        op("convolution", lambda x: [
            o.conv(x, np.linspace(-1, 1, 54).reshape(3, 3, 3, 2).astype("float32"), padding="same"),
            o.depthwise_conv(x, np.linspace(-1, 1, 12).reshape(2, 2, 3, 1).astype("float32"), strides=2)], (6, 5, 3)),
        op("resizing", lambda x: [keras.ops.image.resize(x, (4, 9)),
                                  keras.ops.image.resize(x, (3, 3), interpolation="nearest"),
                                  keras.ops.image.rgb_to_grayscale(x),
                                  keras.ops.image.crop_images(x, 1, 1, target_height=3, target_width=2),
                                  keras.ops.image.pad_images(x, 1, 0, target_height=9, target_width=8)], (6, 5, 3)),
        op("patches", lambda x: [keras.ops.image.extract_patches(x, (2, 3)),
                                 keras.ops.image.extract_patches(x, 2, strides=1, padding="same")], (6, 5, 3)),
        op("normalisation", lambda x: list(o.moments(x, axes=[1])) + [
            o.batch_normalization(x, np.array([.1, .2, .3], "float32"), np.array([1, 2, .5], "float32"), axis=-1,
                                  scale=np.array([2, .5, 1], "float32"), offset=np.array([0, 1, -1], "float32")),
            o.layer_normalization(x, epsilon=1e-3), o.rms_normalization(x)], (4, 3)),
        op("attention", lambda q, k, v: o.dot_product_attention(q, k, v), (3, 2, 4), (5, 2, 4), (5, 2, 4)),
        op("depth_and_space", lambda x: [o.depth_to_space(x, 2), o.space_to_depth(x, 2)], (4, 6, 8)),
        op("slices", lambda x: [o.slice(x, (0, 1, 0), (2, 2, 3)), o.saturate_cast(x * 100, "int8")], (4, 3)),
        op("nested_calls", nested(keras, o), (4, 3), (4, 3)),
        op("masked_mean", masked_mean(keras, o), (5,), dtypes=["int32"]),
        op("roll_free", lambda x: [o.roll(x, 2, axis=1), o.roll(x, -9, axis=-1)], (4, 3), free=[(1, 5)]),
        op("legacy_file_typed", lambda x: [o.cumsum(x, axis=1), o.one_hot(o.argmax(x, axis=-1), 3)], (4, 3), save=legacy),
        op("legacy_file", lambda a, b: keras.layers.Dense(2)(o.relu(a + b) * 2.0 - o.mean(a, axis=-1, keepdims=True)),
           (5,), (5,), save=legacy),
    ]


def legacy(model, stem):
    model.save(stem + ".h5")
    return stem + ".h5"


def nested(keras, o):
    """A model with operations in it, called twice in another one."""

    def function(a, b):
        x = keras.layers.Input((4, 3), name="inner_x")
        y = keras.layers.Dense(3, name="inner_dense")(o.transpose(x, (0, 2, 1))[:, :, :2] + 1.0)
        inner = keras.Model(x, [o.mean(y, axis=-1), y * 2.0], name="inner")
        (p, q), (r, s) = inner(a), inner(b)
        return [p - r, o.concatenate([q, s], axis=1)]

    return function


def masked_mean(keras, o):
    """What is often written by hand in place of a pooling layer."""

    def function(ids):
        e = keras.layers.Embedding(4, 3)(ids)
        mask = o.cast(o.expand_dims(o.not_equal(ids, 0), -1), "float32")
        return o.sum(e * mask, axis=1) / o.maximum(o.sum(mask, axis=1), 1e-9)

    return function


def keras2(keras):
    import tensorflow as tf
    m = tf.math
    op = maker(keras, 2)
    table = tf.constant(np.arange(12, dtype="float32").reshape(4, 3) / 7)
    apart = [uniform((2, 5), 0.2, 0.9)]

    def shape_of(x, i):
        return tf.shape(x)[i]

    return [
        op("arithmetic", lambda a, b: [a + b, a - b, a * b, a / b, -a, abs(a), 2.0 - a, 1 / b, a * 3, tf.add(a, b),
                                       tf.multiply(a, [1., 2., 3., 4., 5.])], (5,), (5,)),
        op("broadcasting", lambda a, b: [a + b, tf.maximum(a, b), tf.minimum(b, 0.5), a * table[0]], (4, 3), (1, 3)),
        op("division", lambda a, b: [a // b, a % b, m.floordiv(a, 2), m.divide_no_nan(a, tf.nn.relu(b))], (5,), (5,)),
        op("powers", lambda x: [x ** 2, tf.pow(x, 0.5), 2.0 ** x, tf.square(x), tf.sqrt(x), m.rsqrt(x), m.reciprocal(x),
                                m.squared_difference(x, 0.5)], (5,), inputs=apart),
        op("exponentials", lambda x: [tf.exp(x), m.expm1(x), m.log(x), m.log1p(x), m.erf(x), m.erfc(x)], (5,),
           inputs=apart),
        op("trigonometry", lambda x: [tf.sin(x), tf.cos(x), tf.tan(x), tf.asin(x), tf.acos(x), tf.atan(x),
                                      m.atan2(x, -0.4 * x)], (5,), inputs=apart),
        op("hyperbolic", lambda x: [tf.sinh(x), tf.cosh(x), tf.tanh(x), tf.asinh(x), tf.acosh(x + 1), tf.atanh(x)], (5,),
           inputs=apart),
        op("rounding", lambda x: [tf.floor(x), m.ceil(x), tf.round(x), tf.sign(x)], (7,), inputs=[normal((2, 7), 3)]),
        op("comparisons", lambda a, b: [a > b, a >= b, a < b, a <= b, tf.equal(a, b), tf.not_equal(a, 1)], (5,), (5,),
           dtypes=["int32", "int32"]),
        op("logic", lambda a, b: [tf.logical_and(a, b), a | b, ~a, m.logical_xor(a, b), tf.reduce_any(a, axis=1),
                                  tf.reduce_all(a)], (4,), (4,), dtypes=["bool", "bool"],
           inputs=[truths((2, 4)), truths((2, 4))]),
        op("selection", lambda c, a, b: [tf.where(c > 0, a, b), tf.where(c > 0, a, 0.0), tf.clip_by_value(a, -0.5, 0.7),
                                         tf.where(m.is_nan(a), tf.zeros_like(a), a), tf.clip_by_norm(a, 1.0, axes=[1])],
           (5,), (5,), (1,)),
        op("types", lambda a, b: [tf.cast(a, "int32"), tf.cast(b, tf.float32) * 0.5, b + 1, b / 2, tf.cast(b, "bool"),
                                  tf.cast(a, tf.float64)], (5,), (5,), dtypes=["float32", "int32"]),
        op("reductions", lambda x: [tf.reduce_mean(x, axis=1), tf.reduce_sum(x, [1, 2]),
                                    tf.reduce_max(x, axis=-1, keepdims=True), tf.reduce_min(x, axis=(0, 2)),
                                    tf.reduce_prod(x, axis=2), tf.reduce_mean(x)], (4, 3)),
        op("variances", lambda x: [m.reduce_variance(x, axis=1), m.reduce_std(x, axis=[1, 2], keepdims=True),
                                   tf.reduce_logsumexp(x, axis=-1), m.reduce_euclidean_norm(x, axis=1),
                                   m.count_nonzero(tf.nn.relu(x), axis=1)], (4, 3)),
        op("indices", lambda x: [tf.argmax(x, axis=-1), tf.argmin(x, axis=1), tf.argmax(x, axis=1, output_type=tf.int32),
                                 tf.argsort(x, axis=1), tf.argsort(x, direction="DESCENDING")], (4, 3)),
        op("sorting", lambda x: [tf.sort(x, axis=1), tf.sort(x, direction="DESCENDING"), m.top_k(x, 3)[0],
                                 tf.nn.top_k(x, k=2).indices], (6,)),
        op("cumulation", lambda x: [tf.cumsum(x, axis=1), tf.cumsum(x, axis=1, exclusive=True, reverse=True),
                                    m.cumprod(x, axis=-1)], (4, 3)),
        op("reshapes", lambda x: [tf.reshape(x, (-1, 6)), tf.reshape(x, [-1, 3, 2, 2]), tf.squeeze(x[:, :1], 1),
                                  tf.expand_dims(x, 1), tf.expand_dims(x, axis=-1)], (4, 3)),
        op("reshape_by_shape", lambda x: [tf.reshape(x, [shape_of(x, 0), shape_of(x, 1), 2, 2]),
                                          tf.reshape(x, [shape_of(x, 0) * shape_of(x, 1), 4]),
                                          tf.reshape(x, tf.concat([tf.shape(x)[:1], [-1]], 0)),
                                          tf.reshape(x, tf.stack([tf.shape(x)[0], -1, 2]))], (3, 4), free=[(5, 4)]),
        op("shapes", lambda x: [tf.shape(x), tf.cast(shape_of(x, 1), tf.float32) * x, tf.rank(x),
                                x[:, :shape_of(x, 1) // 2], x / tf.cast(tf.shape(x)[1], x.dtype)], (3, 4), free=[(5, 4)]),
        op("made_by_shape", lambda x: [tf.concat([x, tf.zeros([shape_of(x, 0), 1, 4])], axis=1),
                                       tf.ones_like(x) + x, tf.tile(x[:, :1], [1, shape_of(x, 1), 1]),
                                       tf.broadcast_to(x[:, :1], tf.shape(x)),
                                       tf.fill([shape_of(x, 0), 2], 1.5), tf.range(shape_of(x, 1))], (3, 4),
           free=[(5, 4)], degenerate=True),
        op("axes", lambda x: [tf.transpose(x, (0, 2, 1)), tf.transpose(x, perm=[2, 0, 1]), tf.transpose(x),
                              tf.linalg.matrix_transpose(x)], (4, 3)),
        op("joining", lambda a, b: [tf.concat([a, b], axis=-1), tf.stack([a, a * 2], axis=1), tf.concat([a, b], 1),
                                    tf.add_n([a, a, a])], (3,), (2,)),
        op("splitting", lambda x: list(tf.split(x, 3, axis=-1)) + list(tf.split(x, [1, 3, 2], axis=1))
           + list(tf.unstack(x, axis=1))[:2], (6, 3)),
        op("indexing", lambda x: [x[:, 0], x[:, -1], x[:, 1:3], x[..., ::2], x[:, None], x[:, 1:, -2:], x[0], x[:, ::-1],
                                  x[:, tf.newaxis, ..., 0]], (4, 3)),
        op("slices", lambda x: [tf.slice(x, [0, 1, 0], [-1, 2, 3]), tf.strided_slice(x, [0, 0, 1], [2, 4, 3], [1, 2, 1]),
                                tf.strided_slice(x, [0, 1], [0, 2], begin_mask=1, end_mask=1, shrink_axis_mask=2)], (4, 3)),
        op("repetition", lambda x: [tf.tile(x, (1, 2, 3)), tf.repeat(x, 2, axis=1), tf.reverse(x, axis=[1]),
                                    tf.roll(x, 2, axis=1)], (4, 3)),
        op("roll_free", lambda x: [tf.roll(x, 2, axis=1), tf.roll(x, [-9, 1], [2, 1])], (4, 3), free=[(1, 5)]),
        op("padding", lambda x: [tf.pad(x, ((0, 0), (1, 2), (0, 1))), tf.pad(x, [[0, 0], [1, 1], [2, 0]], constant_values=3.0),
                                 tf.pad(x, ((0, 0), (1, 1), (1, 1)), mode="REFLECT"),
                                 tf.pad(x, ((0, 0), (2, 1), (0, 0)), "SYMMETRIC")], (4, 3)),
        op("gathering", lambda x, i: [tf.gather(x, [2, 0], axis=1), tf.gather(table, i), tf.gather(x, i, axis=2),
                                      tf.gather(x, i, batch_dims=1), tf.gather(x, 1, axis=1),
                                      tf.nn.embedding_lookup(table, i)], (4, 3), (3,), dtypes=["float32", "int32"],
           inputs=[normal((2, 4, 3)), integers((2, 3), 0, 3)]),
        op("sequence_mask", lambda n: [tf.sequence_mask(n, 5), tf.sequence_mask(n, 4, dtype=tf.float32)], (),
           dtypes=["int32"]),
        op("bands", lambda x: [tf.linalg.band_part(x, -1, 0), tf.linalg.band_part(x, 1, 1)], (4, 3)),
        op("products", lambda a, b: [tf.matmul(a, b), a @ b, tf.matmul(b, a, transpose_a=True, transpose_b=True),
                                     tf.linalg.matvec(a, b[:, :, 0]), tf.tensordot(a, table[:, :2], axes=1)],
           (3, 4), (4, 2)),
        op("products_of_tensors", lambda a, b: [tf.tensordot(a, b, axes=[[2], [1]])[:, :, 0],
                                                tf.matmul(table, b, transpose_a=True)], (3, 4), (4, 2)),
        op("norms", lambda x: [tf.norm(x, axis=-1), tf.norm(x, ord=1, axis=1), m.l2_normalize(x, axis=-1),
                               tf.nn.l2_normalize(x, [1, 2]), tf.norm(x, ord=np.inf, axis=1, keepdims=True)], (4, 3)),
        op("activations", lambda x: [tf.nn.relu(x), tf.nn.relu6(x * 4), tf.nn.leaky_relu(x), tf.nn.leaky_relu(x, 0.05),
                                     tf.nn.elu(x), tf.nn.selu(x), tf.nn.silu(x), tf.sigmoid(x), m.softplus(x),
                                     tf.nn.softsign(x), m.log_sigmoid(x), tf.nn.crelu(x), tf.nn.swish(x)], (7,)),
        op("gelu", lambda x: [tf.nn.gelu(x), tf.nn.gelu(x, approximate=True), keras.activations.gelu(x),
                              keras.activations.hard_sigmoid(x), keras.activations.swish(x)], (7,)),
        op("softmaxes", lambda x: [tf.nn.softmax(x), tf.nn.softmax(x, axis=1), tf.nn.log_softmax(x, axis=-1)], (4, 3)),
        op("one_hot", lambda i: [tf.one_hot(i, 5), tf.one_hot(i, 4, axis=1, dtype="int32"),
                                 tf.one_hot(i, depth=3, on_value=5.0, off_value=-1.0)], (3,), dtypes=["int32"]),
        op("pooling", lambda x: [tf.nn.max_pool2d(x, 2, 2, "VALID"), tf.nn.avg_pool2d(x, [1, 2, 3, 1], 1, "SAME")],
           (6, 5, 3)),
        op("convolution", lambda x: [
            tf.nn.conv2d(x, np.linspace(-1, 1, 54).reshape(3, 3, 3, 2).astype("float32"), 1, "SAME"),
            tf.nn.bias_add(x, [1., 2., 3.]),
            tf.nn.depthwise_conv2d(x, np.linspace(-1, 1, 12).reshape(2, 2, 3, 1).astype("float32"), [1, 2, 2, 1],
                                   "VALID")], (6, 5, 3)),
        op("resizing", lambda x: [tf.image.resize(x, (4, 9)), tf.image.resize(x, [3, 3], method="nearest"),
                                  tf.image.rgb_to_grayscale(x), tf.image.flip_left_right(x), tf.image.flip_up_down(x)],
           (6, 5, 3)),
        op("patches", lambda x: [tf.image.extract_patches(x, [1, 2, 3, 1], [1, 2, 1, 1], [1, 1, 1, 1], "VALID"),
                                 tf.image.extract_patches(x, [1, 2, 2, 1], [1, 1, 1, 1], [1, 2, 1, 1], "SAME")],
           (6, 5, 3)),
        op("normalisation", lambda x: list(tf.nn.moments(x, axes=[1])) + [
            tf.nn.batch_normalization(x, table[0] - 0.1, table[1], table[2] - 1.0, table[3], 1e-3),
            tf.image.per_image_standardization(tf.expand_dims(x, -1))], (4, 3)),
        op("depth_and_space", lambda x: [tf.nn.depth_to_space(x, 2), tf.nn.space_to_depth(x, 2)], (4, 6, 8)),
        op("backend", lambda x: [keras.backend.mean(x, axis=1), keras.backend.sum(x, axis=-1, keepdims=True),
                                 keras.backend.sqrt(keras.backend.abs(x)), keras.backend.permute_dimensions(x, (0, 2, 1)),
                                 keras.backend.l2_normalize(x, axis=-1), keras.backend.softmax(x),
                                 keras.backend.squeeze(x[:, :1], 1), keras.backend.batch_flatten(x)], (4, 3)),
        op("nested_calls", nested2(keras, tf), (4, 3), (4, 3)),
        op("masked_mean", masked_mean2(keras, tf), (5,), dtypes=["int32"]),
    ]


def nested2(keras, tf):
    """A model with operations in it, called twice in another one."""

    def function(a, b):
        x = keras.layers.Input((4, 3), name="inner_x")
        y = keras.layers.Dense(3, name="inner_dense")(tf.transpose(x, (0, 2, 1))[:, :, :2] + 1.0)
        inner = keras.Model(x, [tf.reduce_mean(y, axis=-1), y * 2.0], name="inner")
        (p, q), (r, s) = inner(a), inner(b)
        return [p - r, tf.concat([q, s], axis=1)]

    return function


def masked_mean2(keras, tf):
    """What is often written by hand in place of a pooling layer."""

    def function(ids):
        e = keras.layers.Embedding(4, 3)(ids)
        mask = tf.cast(tf.expand_dims(tf.not_equal(ids, 0), -1), "float32")
        return tf.reduce_sum(e * mask, axis=1) / tf.maximum(tf.reduce_sum(mask, axis=1), 1e-9)

    return function
