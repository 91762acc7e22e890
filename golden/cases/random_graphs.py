"""A few random graphs, of those that `random_graphs.py` makes; see `graphs/grow.py`."""

from graphs.grow import Graph
from support import Case

SEEDS = {2: (10005, 10007), 3: (10037, 10090, 10131, 10133)}


def cases(keras):
    version = int(keras.__version__.split(".")[0])
    return [case(keras, version, seed) for seed in SEEDS[version]]


def case(keras, version, seed):
    made = []

    def build():
        made[:] = [Graph(keras, seed)]
        return made[0].model

    return Case("random/seed_%d" % seed, build, lambda: made[0].inputs, keras=(version,), weights=False)
