#!/usr/bin/env python3
"""Writes into layers.json which layers the Keras of the running Python has, with the options of their constructors.

Run it once with each environment (requirements-keras3.txt, requirements-keras2.txt). An option is `{}` where it has to be given;
`default` is what a layer's configuration says where it was not given, `follows` the option whose value it then takes. Options that no
file holds (`"stored": false`) are arguments that get_config leaves out. Tests ask for golden cases, or a stated refusal, of every class
and of every option.
"""

import inspect
import json
import os
import re

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import keras  # noqa: E402

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json")
COMMON = {"self", "args", "kwargs", "name", "dtype", "trainable", "autocast"}
GROUPS = {"activation": "activations", "kernelized": "core", "core": "core"}

# Two values of each option that a layer needs, or whose value another option takes over.
SAMPLES = {
    "activation": ("linear", "relu"), "axes": (1, 2), "dims": ((1,), (1, 2)), "equation": ("ab,bc->ac", "ab,bd->ad"),
    "factor": (0.1, 0.2), "filters": (4, 6), "head_dim": (2, 3), "height": (5, 6), "height_factor": (0.1, 0.2), "input_dim": (3, 4),
    "kernel_size": (5, 7), "key_dim": (11, 12), "max_number": (2, 3), "n": (2, 3), "num_bins": (3, 4), "num_heads": (2, 3),
    "num_key_value_heads": (2, 3), "num_query_heads": (6, 12), "output_dim": (8, 9), "output_shape": (3, 4), "output_size": (2, 3),
    "pool_size": (2, 3), "rate": (0.1, 0.2), "scale": (2.0, 3.0), "stddev": (0.1, 0.2), "target_shape": ((4,), (5,)),
    "units": (13, 14), "width": (15, 16), "width_factor": (0.3, 0.4),
}
LEADING = {"pool_size"}


def group(layer):
    """The folder of Keras that the class is in."""
    folders = layer.__module__.split(".")
    if "layers" not in folders or folders[-1] == "layer":
        return "other"
    folder = "image_preprocessing" if "image_preprocessing" in folders else folders[folders.index("layers") + 1]
    return GROUPS.get(folder, folder)


def parameters(layer):
    """The constructor's parameters by name, also the optional ones of the class above that it passes on."""
    found, first = {}, True
    for base in inspect.getmro(layer):
        if base is keras.layers.Layer or "__init__" not in vars(base):
            continue
        own = inspect.signature(base.__init__).parameters
        found.update({name: p for name, p in own.items()
                      if name not in COMMON and name not in found and (first or p.default is not p.empty)})
        first = False
        if not any(p.kind is p.VAR_KEYWORD for p in own.values()):
            break
    return found


def sample(layer, choice):
    """The configuration of a layer that is given no more than it needs."""
    given = {}
    for name, parameter in inspect.signature(layer.__init__).parameters.items():
        required = parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        if name == "self" or not (required or name in LEADING):
            continue
        if name in ("layer", "cell"):
            cell = keras.layers.LSTMCell(3) if name == "cell" else None
            given[name] = cell or (keras.layers.LSTM(3) if layer.__name__ == "Bidirectional" else keras.layers.Dense(3))
        elif name in ("cells", "layers"):
            given[name] = [keras.layers.LSTMCell(3)] if name == "cells" else [keras.layers.Rescaling(2.0)]
        elif name == "output_shape" or name == "function":
            given[name] = (None, SAMPLES[name][choice]) if name == "output_shape" else (lambda x: x)
        else:
            given[name] = SAMPLES[name][choice]
    return layer(**given).get_config()


def stored(layer, name):
    """Whether get_config writes this name, be it only sometimes; some take away what the class above wrote."""
    sources = [inspect.getsource(vars(base)["get_config"]) for base in inspect.getmro(layer) if "get_config" in vars(base)]
    quoted = "[\"']%s[\"']" % name
    return any(re.search(quoted, source) for source in sources) and not any(re.search("(pop.|del .*)" + quoted, source) for source in sources)


def plain(value):
    """A default as JSON has it; of an object, its class."""
    if isinstance(value, dict) and "class_name" in value:
        return value["class_name"]
    return json.loads(json.dumps(value, default=lambda v: type(v).__name__))


def options(layer):
    known = parameters(layer)
    try:
        one, other = sample(layer, 0), sample(layer, 1)
    except (TypeError, ValueError, AttributeError, KeyError, ImportError, NotImplementedError):  # the refused ones
        one = other = {}
    found = {}
    for name, parameter in known.items():
        if name == "seed":  # drawn where it is not given
            found[name] = {"default": None}
        elif name in one and parameter.default is not parameter.empty:
            leading = [s for s in SAMPLES if name != s and one.get(s) == one[name] and other.get(s) == other[name]]
            follows = one[name] != other[name] and name not in LEADING and leading
            found[name] = {"follows": leading[0]} if follows else {"default": plain(one[name])}
        elif name in one:
            found[name] = {}
        elif stored(layer, name):
            found[name] = {"default": None if parameter.default is parameter.empty else plain(parameter.default)}
        else:
            found[name] = {"stored": False}
    return found


def layers(module):
    """Classes by the name that files have, so without those that are other names only."""
    values = [value for value in vars(module).values() if inspect.isclass(value)]
    return {value.__name__: value for value in values if issubclass(value, keras.layers.Layer)}


def main():
    known = {}
    if os.path.exists(PATH):
        with open(PATH, encoding="utf-8") as f:
            known = json.load(f)
    dialect = "keras" + keras.__version__.split(".")[0]
    found = layers(keras.layers)
    if hasattr(keras.layers, "experimental"):
        found.update(layers(keras.layers.experimental))
    for name in set(known) | set(found):
        entry = known.setdefault(name, {})
        entry.pop(dialect, None)
        if name in found:
            entry[dialect] = options(found[name])
            if dialect == "keras3" or "group" not in entry:
                entry["group"] = group(found[name])
    lines = ["%s: %s" % (json.dumps(name), json.dumps(dict(sorted(known[name].items()))))
             for name in sorted(known) if set(known[name]) & {"keras2", "keras3"}]
    with open(PATH, "w", encoding="utf-8") as f:
        f.write("{\n" + ",\n".join(lines) + "\n}\n")
    print("Keras %s: %d layers" % (keras.__version__, len(found)))


if __name__ == "__main__":
    main()
