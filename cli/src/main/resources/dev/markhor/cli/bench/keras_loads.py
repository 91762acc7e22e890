"""Loads files with Keras as often as it is asked to, and says how long it took: what `markhor bench --python` starts.

Reads JSON objects from standard input, one a line, and writes one for each. The first says how the model is made:

    {"config": JSON text or null, "unbuilt_config": likewise, "class": "FILE.py:NAME" or null,
     "shapes": [[null, 3]], "types": ["float32"]}
    {"keras": "2.15.0"}

Each later one asks for one load; the milliseconds are those in all and, for "unbuilt", those before the model was built:

    {"way": "whole", "built" or "unbuilt", "file": PATH, "root": NAME or null}
    {"millis": [1.5]} or {"error": "what Keras said"}
"""

import gc
import importlib.util
import json
import os
import sys
import time

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what else is printed is no answer
sys.path[:] = [folder for folder in sys.path if folder]  # a folder `keras` where the user stands is not Keras
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

request = json.loads(sys.stdin.readline())

import keras  # noqa: E402
import numpy as np  # noqa: E402

OLD = keras.__version__.startswith(("1.", "2."))


def user_class(place):
    file, name = place.rsplit(":", 1)
    spec = importlib.util.spec_from_file_location("user_model", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


make_user_model = user_class(request["class"]) if request["class"] else None


def make(config):
    return make_user_model() if make_user_model else keras.models.model_from_json(request[config])


def build(model):
    """A class of the user's is built by its first call: `build` of Keras 3 leaves its layers as they are."""
    shapes = [tuple(shape) for shape in request["shapes"]]
    if make_user_model:
        zeros = [np.zeros([size or 1 for size in shape], type) for shape, type in zip(shapes, request["types"])]
        model(zeros[0] if len(zeros) == 1 else zeros)
    else:
        model.build(shapes[0] if len(shapes) == 1 else shapes)


def load_weights(model, file, root):
    """Keras 3 leaves checkpoints to TensorFlow, and so does whoever puts an object around the model."""
    if os.path.exists(file) or (OLD and not root):
        return model.load_weights(file)
    import tensorflow as tf

    checkpoint = tf.train.Checkpoint(**{root: model}) if root else tf.train.Checkpoint(model)
    return checkpoint.read(file)


built_models = []


def built_model():
    if not built_models:
        model = make("config")
        if not model.built:
            build(model)
        built_models.append(model)
    return built_models[0]


def milliseconds(start):
    return 1000 * (time.perf_counter() - start)


def check(status):
    """Only what is restored as a whole is worth timing; HDF5 is checked as it is loaded."""
    if status is not None:
        status.assert_existing_objects_matched()


def whole(file, root):
    start = time.perf_counter()
    keras.models.load_model(file, compile=False)
    return [milliseconds(start)]


def built(file, root):
    model = built_model()
    start = time.perf_counter()
    status = load_weights(model, file, root)
    millis = milliseconds(start)
    check(status)
    return [millis]


def unbuilt(file, root):
    model = make("unbuilt_config")
    start = time.perf_counter()
    status = load_weights(model, file, root)
    waiting = milliseconds(start)
    build(model)
    total = milliseconds(start)
    check(status)
    return [total, waiting]


WAYS = {"whole": whole, "built": built, "unbuilt": unbuilt}


def load(line):
    wanted = json.loads(line)
    gc.collect()
    try:
        return {"millis": WAYS[wanted["way"]](wanted["file"], wanted["root"])}
    except Exception as error:
        return {"error": "%s: %s" % (type(error).__name__, " ".join(str(error).split())[:200])}


def answer(value):
    answers.write(json.dumps(value) + "\n")
    answers.flush()


answer({"keras": keras.__version__})
for line in sys.stdin:
    answer(load(line))
