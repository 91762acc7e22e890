import tensorflow as tf
keras = tf.keras
L = keras.layers


def dense(units, **k):
    """Constant start values, so that a layer that stays unrestored has a known output."""
    return L.Dense(units, kernel_initializer=keras.initializers.Constant(0.25), **k)


class Net(keras.Model):
    """d1 -> relu -> d2 [-> more layers]; names, sizes and dtypes can be varied."""

    def __init__(self, names=("d1", "d2"), units=(3, 2), dtypes=(None, None)):
        super().__init__(name="net")
        self.seq_names = tuple(names)      # a tuple of str is not tracked
        for n, u, t in zip(names, units, dtypes):
            setattr(self, n, dense(u, dtype=t))

    def call(self, x):
        for i, n in enumerate(self.seq_names):
            layer = getattr(self, n)
            x = layer(tf.cast(x, layer.compute_dtype))
            if i == 0:
                x = tf.nn.relu(x)
        return x


def make():
    return Net()


def make_checkpoint(name, model):
    return tf.train.Checkpoint(**{name: model})
