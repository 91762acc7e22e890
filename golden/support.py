"""What a golden case is, how its weights and inputs are drawn, and how it is written and checked."""

import dataclasses
import json
import os
import zlib
from typing import Callable, Sequence

import numpy as np


@dataclasses.dataclass
class Case:
    """One model with golden values.

    path    `<folder>/<case>` below the golden folder, such as `layers/dense/relu`
    build   makes the model; runs in a clean Keras session
    inputs  one entry per call, each a list of arrays in the order of the model's inputs, or a dict of arrays
    keras   the major versions of Keras that write it: 3 as `.keras`, 2 as `_k2.h5`
    save    writes the model when a whole-model file is not what the case is about: (model, stem) -> file name
    notes   remarks for the .golden.json
    weights where False, the weights are left as `build` made them
    xla     runs the call through XLA, for what TensorFlow's own kernels refuse on a CPU
    half_as_float keeps results of 16 bits as float32, which is what Markhor gives
    classes what the model needs beside Keras' classes: names, and what each computes; tests run it with classes in Java
    """

    path: str
    build: Callable
    inputs: Callable
    keras: Sequence[int] = (3,)
    save: Callable = None
    notes: Sequence[str] = ()
    weights: bool = True
    tolerance: float = None
    degenerate: bool = False
    xla: bool = False
    classes: dict = None
    half_as_float: bool = False


def generator(text):
    """A random generator that depends on nothing but the text."""
    return np.random.Generator(np.random.PCG64(zlib.crc32(text.encode())))


def normal(shape, scale=1.0, dtype="float32"):
    """A drawing rule for an input: normally distributed, so with negative values."""
    return lambda rng: (scale * rng.standard_normal(shape)).astype(dtype)


def integers(shape, low, high, dtype="int32"):
    """A drawing rule for an input: integers of [low, high)."""
    return lambda rng: rng.integers(low, high, shape).astype(dtype)


def calls(path, *rules):
    """The inputs of a case: each rule is one call, a rule or a list of rules or a dict of rules."""

    def draw():
        rng = generator("inputs of " + path)
        one = lambda rule: rule(rng) if callable(rule) else np.asarray(rule)
        drawn = []
        for rule in rules:
            if isinstance(rule, dict):
                drawn.append({name: one(rule[name]) for name in sorted(rule)})
            elif isinstance(rule, list):
                drawn.append([one(r) for r in rule])
            else:
                drawn.append([one(rule)])
        return drawn

    return draw


def layer_case(keras, folder, name, make, *shapes, batch=2, dtype=None, call=None, scale=1.0, inputs=None,
               dialects=(3,), free=None, **more):
    """A functional model of one layer called on one input per shape; shapes are without the batch dimension.

    inputs  drawing rules, one per input, instead of normally distributed values
    call    how the inputs meet the layer: (layer, inputs) -> output
    free    shapes of a second call; the dimensions that differ are None in the model
    """
    path = "layers/%s/%s" % (folder, name)
    declared = shapes
    if free:
        declared = [tuple(a if a == b else None for a, b in zip(s, f)) for s, f in zip(shapes, free)]

    def build():
        tensors = [keras.layers.Input(s, dtype=dtype, name="x" if len(shapes) == 1 else "x%d" % i)
                   for i, s in enumerate(declared)]
        layer = make()
        outputs = call(layer, tensors) if call else layer(tensors if len(tensors) > 1 else tensors[0])
        return keras.Model(tensors if len(tensors) > 1 else tensors[0], outputs, name="model")

    draw = lambda group: [normal((batch,) + tuple(s), scale, dtype or "float32") for s in group]
    rules = [list(inputs) if inputs else draw(shapes)] + ([draw(free)] if free else [])
    return Case(path, build, calls(path, *rules), keras=dialects, **more)


# What keeps a weight in a sane range, by the last part of its name; anything else is a kernel.
_RULES = {
    "bias": lambda rng, s: 0.3 * rng.standard_normal(s),
    "beta": lambda rng, s: 0.3 * rng.standard_normal(s),
    "moving_mean": lambda rng, s: 0.4 * rng.standard_normal(s),
    "mean": lambda rng, s: 0.4 * rng.standard_normal(s),
    "gamma": lambda rng, s: rng.uniform(0.5, 1.5, s),
    "scale": lambda rng, s: rng.uniform(0.5, 1.5, s),
    "moving_variance": lambda rng, s: rng.uniform(0.3, 2.0, s),
    "variance": lambda rng, s: rng.uniform(0.3, 2.0, s),
    "kernel_scale": lambda rng, s: rng.uniform(0.5, 1.5, s),
    "alpha": lambda rng, s: rng.uniform(-0.3, 0.6, s),
    "embeddings": lambda rng, s: rng.standard_normal(s),
}


def seed_weights(model, text):
    """Gives every floating-point weight drawn values; integer ones (counts, generator states) stay."""
    rng = generator("weights of " + text)
    for weight in model.weights:
        if not hasattr(weight, "name"):  # Keras 2 lists vocabularies among the weights
            continue
        kind = weight.name.split("/")[-1].split(":")[0]
        value = weight.numpy()
        if value.dtype.kind != "f" and value.dtype.name != "bfloat16":
            continue
        rule = _RULES.get(kind, lambda r, s: r.standard_normal(s) / max(1.0, np.sqrt(np.prod(s[:-1]))))
        weight.assign(np.asarray(rule(rng, value.shape)).astype(value.dtype))


def flatten(value):
    """Outputs in order; those of a dict sorted by key."""
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in flatten(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flatten(item)]
    return [plain(np.asarray(value))]


def plain(array):
    """Texts as bytes, which NumPy stores without pickling; as Python objects it would not."""
    return array.astype("S") if array.dtype.kind == "O" else array


def run(tf, model, inputs, xla=False):
    """The outputs of the inference call."""
    if isinstance(inputs, dict):
        given = {k: tf.constant(v) for k, v in inputs.items()}
    else:
        given = [tf.constant(v) for v in inputs] if len(inputs) > 1 else tf.constant(inputs[0])
    call = lambda x: model(x, training=False)
    return flatten((tf.function(call, jit_compile=True) if xla else call)(given))


def arrays(inputs, outputs):
    """The members of a golden .npz."""
    values = [inputs[k] for k in sorted(inputs)] if isinstance(inputs, dict) else inputs
    named = {"input_%d" % i: v for i, v in enumerate(values)}
    named.update({"output_%d" % i: v for i, v in enumerate(outputs)})
    return named


def difference(a, b):
    """The relative measure of the convention; infinite where the arrays cannot be compared."""
    if a.shape != b.shape or a.dtype != b.dtype:
        return np.inf
    if a.dtype.kind != "f":
        return 0.0 if np.array_equal(a, b) else np.inf
    finite = np.isfinite(b)
    if not np.array_equal(np.isfinite(a), finite) or not np.array_equal(a[~finite], b[~finite], equal_nan=True):
        return np.inf
    if not finite.any():
        return 0.0
    return float(np.max(np.abs(a[finite] - b[finite])) / max(np.max(np.abs(b[finite])), 1e-3))


def check_useful(case, outputs):
    """A golden value that is constant or not finite proves little; such a case must say that it means it."""
    for i, y in enumerate(outputs):
        if case.degenerate or y.dtype.kind != "f" or y.size < 2:
            continue
        if not np.isfinite(y).all() or np.ptp(y) == 0:
            raise ValueError("%s: output %d is constant or not finite" % (case.path, i))


def without(value, key):
    """A copy of a JSON value without any entry of this name: addresses, say, which change from run to run."""
    if isinstance(value, dict):
        return {k: without(v, key) for k, v in value.items() if k != key}
    return [without(v, key) for v in value] if isinstance(value, list) else value


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(value, f, indent=1, ensure_ascii=False)
        f.write("\n")


def golden_names(stem, count):
    """The file names of a case's calls: X.golden.npz, X.golden_2.npz, ..."""
    return [stem + (".golden.npz" if i == 0 else ".golden_%d.npz" % (i + 1)) for i in range(count)]


def stem_of(case, version):
    """Where the files of a case go; the dialects have names of their own, since their values may differ."""
    return case.path if version == 3 else case.path + "_k2"


def makedirs_for(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
