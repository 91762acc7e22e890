"""Grows a model: tensors that are there are taken by layers, merges, functions and models inside, until enough are made."""

import numpy as np

from graphs.catalogue import UNARY
from graphs.draw import Draw
from graphs.joins import JOINS
from graphs.operations import OPERATIONS, Functions
from support import seed_weights

WORDS = 7
# Numbers that no other dimension is likely to have: Keras 3 on TensorFlow adds [n, 1] to [n, n] along the wrong axis where it
# knows n, which it does not in `predict`.
BATCHES = (11, 13)
_MOST = 3000


def _leaves(value):
    """The tensors of a structure, those of a dictionary in its own order."""
    if isinstance(value, dict):
        value = list(value.values())
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, (list, tuple)) else [value]


class Graph:
    """The model of a seed, and the inputs of its two calls.

    model   a functional model with drawn weights
    inputs  for each call a list of arrays, or a dictionary, as the model takes them
    """

    def __init__(self, keras, seed):
        self.d = Draw(keras, np.random.Generator(np.random.PCG64([seed, 1])))
        self.functions = Functions(self.d)
        self.shared = []
        self.taken = set()
        self.depth = 0
        self.declared = []
        self.model = self._model()
        seed_weights(self.model, "random graph %d" % seed)
        self.inputs = self._draw_inputs(np.random.Generator(np.random.PCG64([seed, 2])))

    def _model(self):
        d = self.d
        inputs, pool = [], []
        for i in range(d.one(1, 1, 2, 3)):
            tensor, value = self._input(d.one("x", "input", "a") + str(i) if d.chance() else None)
            inputs.append(tensor)
            pool.append(value)
        pool = self._grow(inputs, pool, d.size(3, 12))
        return d.keras.Model(self._given(inputs), self._results(pool))

    def _given(self, inputs):
        """One tensor, a list or a dictionary."""
        d = self.d
        self.names = None
        if len(inputs) > 1 and d.chance(0.25):
            self.names = d.order(["p", "q", "r"])[:len(inputs)]
            return dict(zip(self.names, inputs))
        return inputs if len(inputs) > 1 or d.chance(0.2) else inputs[0]

    def _input(self, name):
        """An input, and what the graph goes on with: words are embedded at once."""
        d = self.d
        rank = d.one(2, 2, 3, 3, 3, 4, 4, 5)
        words = rank in (3, 4) and d.chance(0.35)
        space = d.sizes(rank - 2, 5, 8) if rank < 5 else d.sizes(3, 3, 5)
        shape = space if words else space + (d.size(2, 4),)
        free = [i < len(space) and d.chance(0.25) for i in range(len(shape))]
        if not words and rank == 2:
            free = [False]
        declared = tuple(None if f else n for f, n in zip(free, shape))
        batch = BATCHES[0] if d.chance(0.05) else None
        tensor = d.L.Input(declared, batch_size=batch, dtype="int32" if words else None, name=name)
        self.declared.append((shape, free, words, batch))
        value = d.L.Embedding(WORDS, d.size(2, 4), mask_zero=d.chance(0.6))(tensor) if words else tensor
        return tensor, value

    def _draw_inputs(self, rng):
        calls = []
        for call in range(2):
            arrays = []
            more = int(rng.integers(1, 3))
            for shape, free, words, batch in self.declared:
                sizes = [n + more if f and call else n for n, f in zip(shape, free)]
                sizes = [batch or BATCHES[call]] + sizes
                arrays.append(rng.integers(0, WORDS, sizes).astype("int32") * (rng.random(sizes) < 0.8) if words
                              else rng.standard_normal(sizes).astype("float32"))
            arrays = [a.astype("int32") if a.dtype.kind == "i" else a for a in arrays]
            calls.append(dict(zip(self.names, arrays)) if self.names else arrays)
        return calls

    def _grow(self, inputs, pool, steps):
        """Adds as many tensors as there are steps; what Keras refuses is left away."""
        d, made, failures = self.d, list(pool), 0
        while steps > 0 and failures < 30:
            x = made[-1] if d.chance(0.5) else d.one(*made)
            grown = self._step(x, made)
            if not grown:
                failures += 1
                continue
            self.taken.add(id(x))
            made += grown
            steps -= 1
        return made

    def _step(self, x, pool):
        d = self.d
        kind = d.one(*["layer"] * 10, *["join"] * 5, *["operation"] * 4, "shared", "model")
        try:
            if kind == "layer":
                result = self._layer(x)
            elif kind == "join":
                result = d.one(*JOINS)(d, x, pool)
            elif kind == "operation":
                result = d.one(*OPERATIONS)(d, self.functions, x, pool)
            elif kind == "shared":
                result = self._again(x)
            else:
                result = self._inner(x) if self.depth < 2 else None
        except Exception:  # whatever Keras has against this layer here, there are others
            return []
        tensors = _leaves(result)
        return [t for t in tensors if t is not None and self._is_small(t)]

    def _is_small(self, tensor):
        sizes = [6 if n is None else n for n in tensor.shape[1:]]
        floating = "float32" in str(tensor.dtype)
        return 2 <= len(tensor.shape) <= 5 and floating and 0 < np.prod(sizes) <= _MOST

    def _layer(self, x):
        layer = self.d.one(*UNARY[len(x.shape)])(self.d, tuple(x.shape))
        if layer is None or "ConvLSTM" in type(layer).__name__ and getattr(x, "_keras_mask", None) is not None:
            return None  # Markhor refuses a mask for each position
        y = layer(x)
        self.shared.append((layer, tuple(x.shape), self.depth))
        return y

    def _again(self, x):
        """A layer, or a model, that is there already, called once more."""
        fitting = [layer for layer, shape, depth in self.shared if shape == tuple(x.shape) and depth == self.depth]
        return self.d.one(*fitting)(x) if fitting else None

    def _inner(self, x):
        """A model inside, functional or sequential, some of it frozen."""
        d = self.d
        before, self.depth = self.shared, self.depth + 1
        self.shared = []
        try:
            start = d.L.Input(tuple(x.shape[1:]))
            if d.chance(0.4):
                layers, y = [], start
                for _ in range(d.size(1, 3)):
                    layer = d.one(*UNARY[len(y.shape)])(d, tuple(y.shape))
                    if layer is not None:
                        y = layer(y)
                        layers.append(layer)
                model = d.keras.Sequential(([d.L.Input(tuple(x.shape[1:]))] if d.chance(0.8) else []) + layers)
            else:
                pool = self._grow([start], [start], d.size(2, 4))
                model = d.keras.Model(start, self._results(pool))
            parts = model.layers if d.chance(0.5) else [model]
            for part in parts:
                if d.chance(0.3):
                    part.trainable = False
        finally:
            self.shared, self.depth = before, self.depth - 1
        y = model(x)
        self.shared.append((model, tuple(x.shape), self.depth))
        return y

    def _results(self, pool):
        """What nothing else began with, at most five tensors, in some structure."""
        d = self.d
        some = d.order([t for t in pool if id(t) not in self.taken])[:5]
        if len(some) == 1:
            return some if d.chance(0.1) else some[0]
        if d.chance(0.25):
            return dict(zip(d.order(["left", "right", "mid", "up", "down"]), some))
        return some
