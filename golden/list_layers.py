#!/usr/bin/env python3
"""Writes into layers.json which layers the Keras of the running Python has, with the options of their constructors.

Run it once with each environment (requirements-keras3.txt, requirements-keras2.txt). A test asks for golden cases, or a
stated refusal, of every class listed.
"""

import inspect
import json
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import keras  # noqa: E402

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json")
COMMON = {"self", "args", "kwargs", "name", "dtype", "trainable", "autocast"}


def options(layer):
    """The names of the constructor's parameters, also those that it passes on to the class above."""
    found = []
    for base in inspect.getmro(layer):
        if base is keras.layers.Layer or "__init__" not in vars(base):
            continue
        parameters = inspect.signature(base.__init__).parameters
        found += [name for name in parameters if name not in COMMON and name not in found]
        if not any(p.kind is p.VAR_KEYWORD for p in parameters.values()):
            break
    return found


def layers(module):
    """Classes by the name that files have, so without those that are other names only."""
    values = [value for value in vars(module).values() if inspect.isclass(value)]
    return {value.__name__: options(value) for value in values if issubclass(value, keras.layers.Layer)}


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
            entry[dialect] = found[name]
    lines = ["%s: %s" % (json.dumps(name), json.dumps(dict(sorted(known[name].items())))) for name in sorted(known) if known[name]]
    with open(PATH, "w", encoding="utf-8") as f:
        f.write("{\n" + ",\n".join(lines) + "\n}\n")
    print("Keras %s: %d layers" % (keras.__version__, len(found)))


if __name__ == "__main__":
    main()
