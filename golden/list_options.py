#!/usr/bin/env python3
"""Lists the options that each layer of Keras 3 takes: what Markhor leaves out of a configuration that it writes for Keras 3. Layers that are not
in keras.layers, which some networks of keras.applications bring along, stand under their module.

    list_options.py > ../java/src/main/resources/dev/markhor/keras/saving/keras3-layers.txt

Needs requirements-keras3.txt.
"""

import inspect
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import keras  # noqa: E402
from keras.src.applications import convnext, inception_resnet_v2  # noqa: E402

OF_ALL = {"name", "trainable", "dtype", "autocast"}
ELSEWHERE = [convnext.LayerScale, convnext.StochasticDepth, inception_resnet_v2.CustomScaleLayer]


def options(layer):
    found = set()
    for base in layer.__mro__:
        if base is keras.layers.Layer:
            return found | OF_ALL
        if "__init__" in vars(base):
            parameters = inspect.signature(vars(base)["__init__"]).parameters.values()
            found |= {p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)} - {"self"}
            if all(p.kind != p.VAR_KEYWORD for p in parameters):
                return found
    return found


for name, layer in sorted(vars(keras.layers).items()):
    if inspect.isclass(layer) and issubclass(layer, keras.layers.Layer):
        print(name, *sorted(options(layer)))
for layer in ELSEWHERE:
    print(f"{layer.__module__}.{layer.__name__}", *sorted(options(layer)))
