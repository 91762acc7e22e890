"""What is not Keras' own: layers, activations, Lambdas and models of somebody's program, in each kind of file."""

from support import Case, calls, normal

BOTH = (2, 3)


def cases(keras):
    return files_with_classes(keras) + subclassed(keras)


def case(name, build, classes, *rules, **more):
    path = "custom/" + name
    return Case(path, build, calls(path, *rules), classes=classes, **more)


def saved_model(model, stem):
    model.save(stem, save_format="tf", include_optimizer=False, save_traces=False)
    return stem


def lambda_(function):
    """Without the name of this file, which Python code carries into the model's."""
    function.__code__ = function.__code__.replace(co_filename="custom.py")
    return function


def files_with_classes(keras):
    import tensorflow as tf
    L = keras.layers

    @keras.saving.register_keras_serializable("mine")
    class Scale(L.Layer):
        def __init__(self, factor=1.0, **more):
            super().__init__(**more)
            self.factor = factor

        def build(self, shape):
            self.gamma = self.add_weight(name="gamma", shape=(shape[-1],), initializer="ones")
            self.built = True

        def call(self, x):
            return self.factor * self.gamma * x

        def get_config(self):
            return dict(super().get_config(), factor=self.factor)

    @keras.saving.register_keras_serializable("mine")
    class Fading(L.Layer):
        def __init__(self, units, rate, **more):
            super().__init__(**more)
            self.units, self.rate = units, rate
            self.state_size = self.output_size = units

        def build(self, shape):
            self.kernel = self.add_weight(name="kernel", shape=(shape[-1], self.units))
            self.built = True

        def call(self, x, states):
            h = self.rate * states[0] + tf.tanh(tf.matmul(x, self.kernel))
            return h, [h]

        def get_config(self):
            return dict(super().get_config(), units=self.units, rate=self.rate)

    @keras.saving.register_keras_serializable("mine")
    def bump(x):
        return tf.exp(-x * x)

    @keras.saving.register_keras_serializable("mine")
    def halves(x):
        return [x[:, :2], x[:, 2:]]

    def layer():
        return keras.Sequential([L.Input((6,)), L.Dense(5, activation=bump), Scale(3.0), L.Dense(2)])

    def cell():
        return keras.Sequential([L.Input((None, 2)), L.RNN(Fading(4, 0.5), return_sequences=True), L.RNN(Fading(3, -0.25))])

    def lambdas():
        x = L.Input((4,), name="x")
        a, b = L.Lambda(halves, name="halves")(x)
        y = L.Lambda(lambda_(lambda pair: pair[0] * pair[1] + 1), name="meet")([a, b])
        squared = L.Dense(3, activation=lambda_(lambda z: z * z), name="squared")
        return keras.Model(x, squared(y), name="model")

    return [
        case("layer", layer, {"mine>Scale": "factor * gamma * x", "mine>bump": "exp(-x * x)"}, normal((3, 6)),
             keras=BOTH),
        case("cell", cell, {"mine>Fading": "h = rate * h + tanh(x . kernel)"}, normal((3, 5, 2)), normal((1, 2, 2)),
             keras=BOTH),
        case("lambda", lambdas,
             {"halves": "the first two columns, and the others", "meet": "a * b + 1", "squared": "activation x * x"},
             normal((3, 4)), keras=BOTH),
        case("saved_model", layer, {"mine>Scale": "factor * gamma * x", "mine>bump": "exp(-x * x)"}, normal((3, 6)),
             save=saved_model, keras=(2,)),
        case("saved_model_cell", cell, {"mine>Fading": "h = rate * h + tanh(x . kernel)"}, normal((3, 5, 2)),
             save=saved_model, keras=(2,)),
    ]


def subclassed(keras):
    import tensorflow as tf
    L = keras.layers

    @keras.saving.register_keras_serializable("mine")
    class Towers(keras.Model):
        """Two inputs by name, each through layers of its own."""

        def __init__(self, units=4, **more):
            super().__init__(**more)
            self.units = units
            self.left = [L.Dense(units, activation="relu"), L.Dense(3)]
            self.right = L.Dense(3, use_bias=False)

        def call(self, inputs):
            x = inputs["a"]
            for layer in self.left:
                x = layer(x)
            return x + self.right(inputs["b"])

        def get_config(self):
            return dict(super().get_config(), units=self.units)

    class Encoder(L.Layer):
        def __init__(self):
            super().__init__()
            self.first = L.Dense(4, activation="tanh")
            self.second = L.Dense(4)

        def call(self, x):
            return self.second(self.first(x))

    class Scorer(keras.Model):
        def __init__(self):
            super().__init__()
            self.encoder = Encoder()
            self.score_head = L.Dense(1, activation="sigmoid")

        def call(self, x):
            return self.score_head(self.encoder(x))

    def towers():
        model = Towers(units=5)
        model({"a": tf.zeros((1, 4)), "b": tf.zeros((1, 2))})
        return model

    def scorer():
        model = Scorer()
        model(tf.zeros((1, 3)))
        return model

    def save_weights(suffix):
        def save(model, stem):
            model.save_weights(stem + suffix)
            return stem + suffix
        return save

    return [
        case("model", towers, {"mine>Towers": "left(a) + right(b)"}, {"a": normal((3, 4)), "b": normal((3, 2))}),
        case("weights", scorer, {"Scorer": "score_head(encoder(x))"}, normal((3, 3)),
             save=save_weights(".weights.h5"), keras=BOTH),
        case("legacy_weights", scorer, {"Scorer": "score_head(encoder(x))"}, normal((3, 3)),
             save=save_weights(".h5"), keras=(2,)),
        case("saved_model_towers", towers, {"mine>Towers": "left(a) + right(b)"}, {"a": normal((3, 4)), "b": normal((3, 2))},
             save=saved_model, keras=(2,)),
        case("saved_model_weights", scorer, {"Scorer": "score_head(encoder(x))"}, normal((3, 3)), save=saved_model, keras=(2,)),
    ]
