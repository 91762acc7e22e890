#!/usr/bin/env python3
"""Restores with real TensorFlow the checkpoints that Markhor wrote, and compares every weight, and the outputs with the golden values.

    saving_checkpoints.py FOLDER [--part I/N] [--only TEXT]

FOLDER has what the tests of `verify`'s package `checkpoints` leave with -Dmarkhor.saving.checkpoints=FOLDER: for each model NAME.index and
NAME.data-00000-of-00001, and `models.tsv`, whose lines have the generation of Keras, the checkpoint, the model's file, the golden values, the
tolerance, and of programs in golden/checkpoints the function and the output. With Keras 2 (requirements-keras2.txt) its models take them by
`load_weights` and `tf.train.Checkpoint`, with Keras 3 (requirements-keras3.txt) its models by the latter, after each variable was overwritten.
Files of Keras 1 are left out, as Keras 2 opens few of them. docs/saving.md tells what came of it.
"""

import argparse
import importlib.util
import os
import sys

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

import support  # noqa: E402

KERAS2 = keras.__version__.startswith("2.")
if KERAS2:
    sys.modules.setdefault("tf_keras", keras)  # the same under another name, which one program imports


# What tf.keras has and does not know by name.
MORE = {name: getattr(keras.layers, name) for name in ("SpectralNormalization",)}
if KERAS2:
    MORE["RandomFourierFeatures"] = keras.layers.experimental.RandomFourierFeatures


def variables(model):
    """Without vocabularies, which tf.keras counts among the weights and no checkpoint holds."""
    return [weight for weight in model.weights if hasattr(weight, "assign")]


def overwrite(model):
    for weight in variables(model):
        weight.assign(np.zeros_like(np.asarray(weight)))


def restore(model, checkpoint):
    """As users do. Everything of the file has to be in the model, and everything of the model in the file."""
    if KERAS2:
        model.load_weights(checkpoint).assert_consumed()
        overwrite(model)
    tf.train.Checkpoint(model).read(checkpoint).assert_consumed()


def inputs_of(golden):
    inputs = []
    while f"input_{len(inputs)}" in golden:
        inputs.append(golden[f"input_{len(inputs)}"])
    return inputs


def run(model, inputs):
    """What TensorFlow has no kernel for on a CPU runs through XLA, as the golden values were made."""
    for layer in model._flatten_layers():
        if getattr(layer, "stateful", False) and hasattr(layer, "reset_states" if KERAS2 else "reset_state"):
            layer.reset_states() if KERAS2 else layer.reset_state()
    declared = model.input if hasattr(model, "input") else None
    given = dict(zip(sorted(declared), inputs)) if isinstance(declared, dict) else inputs
    try:
        return support.run(tf, model, given)
    except tf.errors.OpError:
        return support.run(tf, model, given, xla=True)


def largest_difference(outputs, golden):
    expected = [golden[f"output_{i}"] for i in range(len(outputs))]
    return max((support.difference(y, g) for y, g in zip(outputs, expected)), default=0.0)


def check_model(checkpoint, path, golden, allowed):
    """Keras itself gives something else for a few of its files."""
    model = keras.models.load_model(path, compile=False, custom_objects=MORE)
    values = [np.array(weight) for weight in variables(model)]
    before = largest_difference(run(model, inputs_of(golden)), golden)
    overwrite(model)
    restore(model, checkpoint)
    for weight, value in zip(variables(model), values):
        if not np.array_equal(np.asarray(weight), value):
            return f"{weight.name} is not what it was"
    found = largest_difference(run(model, inputs_of(golden)), golden)
    return None if found <= max(allowed, before) else f"differs by {found:.1e}"


def check_program(checkpoint, path, golden, allowed, function, output):
    spec = importlib.util.spec_from_file_location("program", path)
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    model = getattr(program, function)()
    given = tf.constant(golden["input_0"])
    model(given)
    restore(model, checkpoint)
    found = support.difference(model(given, training=False).numpy(), golden[output])
    return None if found <= allowed else f"differs by {found:.1e}"


def check(line):
    _, checkpoint, path, values, allowed, function, output = line.split("\t")
    tf.train.load_checkpoint(checkpoint).get_variable_to_shape_map()
    with np.load(values) as golden:
        if function:
            return check_program(checkpoint, path, golden, float(allowed), function, output)
        return check_model(checkpoint, path, golden, float(allowed))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    part, parts = map(int, arguments.part.split("/"))
    with open(os.path.join(arguments.folder, "models.tsv"), encoding="utf-8") as lines:
        models = sorted({line.rstrip("\n") for line in lines if arguments.only in line})
    models = [line for line in models if line[0] == keras.__version__[0] and "/keras1/" not in line][part - 1 :: parts]
    failed = 0
    for line in models:
        try:
            problem = check(line)
        except Exception as e:  # whatever Keras says is the result
            problem = f"{type(e).__name__}: {' '.join(str(e).split())[:400]}"
        failed += problem is not None
        print("FAIL" if problem else "ok", os.path.basename(line.split("\t")[1]), problem or "", flush=True)
        keras.backend.clear_session()
    print(f"{len(models) - failed} agree, {failed} do not")


if __name__ == "__main__":
    main()
