#!/usr/bin/env python3
"""Writes shapes/NAME.txt, what `markhor profile` finds that models run, for native/bench/run.

    native/bench/shapes.py FOLDER       models in FOLDER/NAME/model.keras, as benchmarks/python/make_models.py makes them
"""

import json
import pathlib
import subprocess
import sys

KERNELS = ["product", "vector product", "batched product", "convolution", "winograd convolution", "transposed convolution",
           "depthwise convolution", "recurrence"]
here = pathlib.Path(__file__).resolve().parent


def lines(model):
    """Kernels and shapes in the order in which they run, each once; two recurrences of one instruction apart."""
    command = [here.parent.parent / "markhor", "profile", "--json", "--threads", "1", "--seconds", "0.01", model]
    found = {}
    for layer in json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["layers"]:
        for step in layer["steps"]:
            if step["kernel"] in KERNELS:
                for shape in step["shape"].split(", "):
                    found[f"{step['kernel']}: {shape}"] = None
    return found


for model in sorted(pathlib.Path(sys.argv[1]).glob("*/model.keras")):
    name = model.parent.name
    text = "\n".join([f"# {name}, batch 1: written by native/bench/shapes.py", *lines(model)]) + "\n"
    (here / "shapes" / f"{name}.txt").write_text(text)
