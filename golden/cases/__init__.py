"""The golden cases, one module per layer group; each has a function `cases(keras)` that yields `Case` objects."""

import importlib
import pkgutil


def all_cases(keras, version):
    """Every case that the running Keras can write, sorted by folder and name."""
    found = []
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        found += importlib.import_module("cases." + module).cases(keras)
    names = [c.path for c in found]
    twice = {n for n in names if names.count(n) > 1}
    if twice:
        raise ValueError("cases given twice: %s" % sorted(twice))
    return sorted((c for c in found if version in c.keras), key=lambda c: c.path)
