"""What every choice of a random graph is drawn by."""

_ACTIVATIONS = ["linear", "relu", "tanh", "sigmoid", "elu", "selu", "softplus", "softsign", "gelu", "swish",
                "hard_sigmoid", "softmax", "relu6", "leaky_relu"]
_ACTIVATIONS_3 = ["silu", "hard_silu", "log_softmax", "mish", "celu", "hard_tanh", "log_sigmoid", "soft_shrink",
                  "squareplus", "tanh_shrink", "sparse_plus", "sparse_sigmoid", "sparsemax", "hard_shrink"]
_NOT_IN_2 = {"relu6", "leaky_relu"}


class Draw:
    """Draws numbers and options that Keras takes as they are, plain Python values."""

    def __init__(self, keras, rng):
        self.keras = keras
        self.L = keras.layers
        self.version = int(keras.__version__.split(".")[0])
        self.rng = rng

    def size(self, low, high):
        """A whole number of [low, high]."""
        return int(self.rng.integers(low, high + 1))

    def sizes(self, count, low, high):
        return tuple(self.size(low, high) for _ in range(count))

    def one(self, *options):
        return options[self.size(0, len(options) - 1)]

    def chance(self, p=0.5):
        return bool(self.rng.random() < p)

    def number(self, low, high):
        """A number of two decimals, so that a configuration holds it exactly as it is read again."""
        return round(float(self.rng.uniform(low, high)), 2)

    def numbers(self, count, low, high):
        return [self.number(low, high) for _ in range(count)]

    def order(self, items):
        return [items[i] for i in self.rng.permutation(len(items))]

    def activation(self):
        """Mostly one that the other layers of the graph survive."""
        if self.version == 2:
            return self.one(*[a for a in _ACTIVATIONS if a not in _NOT_IN_2])
        return self.one(*(_ACTIVATIONS if self.chance(0.8) else _ACTIVATIONS_3))

    def gate(self):
        return self.one("sigmoid", "hard_sigmoid", "tanh", "softsign")

    def options(self, chance=0.5, **values):
        """Some of the options; the others keep Keras' defaults."""
        return {name: value for name, value in values.items() if self.chance(chance)}
