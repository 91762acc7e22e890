#!/usr/bin/env python3
"""Networks of keras.applications, written by real Keras, then by Markhor, then opened by real Keras 3.

    saving_applications.py FOLDER --keras2 PYTHON [NAME ...]

Each network is made with seeded random weights (as in applications.py, on small pictures) by Keras 3 and by the Keras 2 of PYTHON, an
environment of requirements-keras2.txt, and saved as .keras and .h5. `./markhor convert` turns each file into an archive and into .weights.h5, and
the archive into another. Both archives must hold the same configuration and arrays, `./markhor predict` must give the same bits from the first file and from the
archive, and Keras 3 the outputs of the Keras that made the network, from the archive and from the .weights.h5 after its variables were
overwritten. The difference, relative to the largest output, is printed as a row of the table in docs/saving.md. Files are deleted after each
network. Needs requirements-keras3.txt.
"""

import argparse
import io
import os
import subprocess
import sys
import zipfile

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

import applications  # noqa: E402
import parity  # noqa: E402

MARKHOR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "markhor")


def make(stem, name):
    """STEM.keras, STEM.h5, and STEM.npz with a batch and what comes out."""
    model = getattr(keras.applications, name)(weights=None, input_shape=(parity.SIZE, parity.SIZE, 3), classes=50)
    applications.fill(model)
    model.save(stem + ".keras")
    model.save(stem + ".h5")
    x = applications.pictures("input of " + name, (2, parity.SIZE, parity.SIZE, 3))
    np.savez(stem + ".npz", input_0=x, output_0=np.asarray(model(x, training=False)))
    return model.count_params()


def make_with(python, folder, name):
    made = subprocess.run([python, os.path.abspath(__file__), folder, name, "--make"], capture_output=True, text=True)
    if made.returncode:
        raise ValueError(made.stderr.strip().split("\n")[-1])


def markhor(*words):
    """What is wrong, if anything."""
    run = subprocess.run([MARKHOR, *words], capture_output=True, text=True)
    return run.stderr.strip().split("\n")[-1] if run.returncode else None


def content(archive):
    """The configuration, and the bytes of each array."""
    arrays = {}
    with zipfile.ZipFile(archive) as file, h5py.File(io.BytesIO(file.read("model.weights.h5"))) as weights:
        weights.visititems(lambda path, item: arrays.update({path: item[()].tobytes()} if hasattr(item, "dtype") else {}))
        return file.read("config.json"), arrays


def predicted(stem, file):
    given = stem + ".input.npz"
    with np.load(stem + ".npz") as values:
        np.savez(given, input_0=values["input_0"])
    problem = markhor("predict", file, given, "-o", stem + ".output.npz")
    if problem:
        raise ValueError(problem)
    with np.load(stem + ".output.npz") as values:
        return values[values.files[0]]


def difference(model, values):
    y = np.asarray(model(values["input_0"], training=False))
    return float(np.abs(y - values["output_0"]).max() / np.abs(values["output_0"]).max())


def cell(stem, file):
    try:
        return check(stem, file)
    except Exception as e:  # whatever Keras says is the result
        return " ".join(str(e).split())[:200]


def check(stem, file):
    """The difference, or what is wrong."""
    first, second, weights = stem + ".first.keras", stem + ".second.keras", stem + ".first.weights.h5"
    problem = markhor("convert", file, first) or markhor("convert", file, weights) or markhor("convert", first, second)
    if problem:
        return problem
    if content(first) != content(second):
        return "written again it is another"
    if not np.array_equal(predicted(stem, file), predicted(stem, first)):
        return "other bits in Markhor"
    with np.load(stem + ".npz") as values:
        model = keras.models.load_model(first, compile=False)
        found = difference(model, values)
        for variable in model.weights:
            variable.assign(np.zeros(variable.shape, variable.dtype))
        model.load_weights(weights)
        return "%.1e" % max(found, difference(model, values))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--keras2", metavar="PYTHON")
    parser.add_argument("--make", action="store_true", help="only make one network; the other environment is started with it")
    arguments = parser.parse_intermixed_args()
    os.makedirs(arguments.folder, exist_ok=True)
    stem = os.path.join(arguments.folder, "made")
    if arguments.make:
        make(stem, arguments.names[0])
        return
    for name in arguments.names or parity.names():
        parameters = make(stem, name)
        cells = [cell(stem, stem + ending) for ending in (".keras", ".h5")]
        try:
            make_with(arguments.keras2, arguments.folder, name)
            cells += [cell(stem, stem + ending) for ending in (".keras", ".h5")]
        except ValueError as e:  # networks that Keras 2 has not
            cells.append(str(e))
        print("| %s | %s | %s |" % (name, "{:,}".format(parameters), " | ".join(cells)), flush=True)
        keras.backend.clear_session()
        for file in os.listdir(arguments.folder):
            if file.startswith("made."):
                os.remove(os.path.join(arguments.folder, file))


if __name__ == "__main__":
    main()
