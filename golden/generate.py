#!/usr/bin/env python3
"""Writes the golden models and values with the Keras of the running Python.

    generate.py [--only TEXT ...] [--out FOLDER]  write the cases whose path contains a TEXT
    generate.py --check [--only TEXT ...]         compute them again and compare with the files that are there

Run it once with each environment (requirements-keras3.txt, requirements-keras2.txt). A case that is unchanged, by
its configuration and its values, keeps its files, since Keras puts a date into them.
"""

import argparse
import json
import os
import sys
import tempfile

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

import support  # noqa: E402
from cases import all_cases  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
VERSION = int(keras.__version__.split(".")[0])


def compute(case):
    """Builds the model of a case and runs its calls: (model, [members of each .npz])."""
    keras.backend.clear_session()
    model = case.build()
    if case.weights:
        support.seed_weights(model, case.path)
    results = []
    for inputs in case.inputs():
        outputs = support.run(tf, model, inputs, case.xla)
        if case.half_as_float:
            outputs = [y.astype("float32") if y.dtype.itemsize == 2 else y for y in outputs]
        support.check_useful(case, outputs)
        results.append(support.arrays(inputs, outputs))
    return model, results


def save_whole(model, stem):
    """The usual file of a case: .keras of Keras 3, legacy HDF5 of Keras 2."""
    name = stem + (".keras" if VERSION == 3 else ".h5")
    model.save(name) if VERSION == 3 else model.save(name, include_optimizer=False)
    return name


def reload_difference(case, path, results):
    """How far real Keras itself is from the values after reading the file back; None where it refuses."""
    keras.backend.clear_session()
    architecture = os.path.join(os.path.dirname(path), os.path.basename(path).split(".")[0] + ".json")
    try:
        if os.path.exists(architecture):
            with open(architecture, encoding="utf-8") as f:
                model = keras.models.model_from_json(f.read())
            model.load_weights(path)
        else:
            model = keras.models.load_model(path, compile=False)
    except Exception as e:  # the message is what the caller wants, whatever the kind
        return "%s: %s" % (type(e).__name__, str(e).strip().splitlines()[0][:200])
    worst = 0.0
    for inputs, members in zip(case.inputs(), results):
        for i, y in enumerate(support.run(tf, model, inputs, case.xla)):
            y = y.astype(members["output_%d" % i].dtype) if case.half_as_float else y
            worst = max(worst, support.difference(y, members["output_%d" % i]))
    return worst


def worst_difference(stem, results):
    """The largest difference of computed values from the files; inputs must be equal to the bit."""
    worst = 0.0
    for name, members in zip(support.golden_names(stem, len(results)), results):
        if not os.path.exists(name):
            return np.inf
        with np.load(name) as stored:
            if sorted(stored.files) != sorted(members):
                return np.inf
            for key, value in members.items():
                if key.startswith("input"):
                    worst = max(worst, 0.0 if np.array_equal(stored[key], value) else np.inf)
                else:
                    worst = max(worst, support.difference(value, stored[key]))
    return worst


def config_of(case, model):
    """What the model is made of; nothing, for a class that cannot tell."""
    try:
        config = json.loads(model.to_json())["config"]
    except NotImplementedError:
        return None
    return support.without(config, "shared_object_id") if case.classes else config


def description(case, model, file, reload):
    versions = {"keras_version": keras.__version__, "backend": "tensorflow", "tensorflow": tf.__version__}
    doc = {"model": os.path.basename(file), "writer": versions}
    if case.tolerance:
        doc["tolerance"] = case.tolerance
    notes = list(case.notes)
    if case.xla:
        notes.append("Computed through XLA, since TensorFlow's own kernels refuse this on a CPU.")
    if isinstance(reload, str):
        notes.append("Keras %s does not read its own file: %s" % (keras.__version__, reload))
    elif reload and reload > 1e-6:
        notes.append("Keras %s reads its own file with a difference of %.2g." % (keras.__version__, reload))
    if case.classes:
        doc["custom_objects"] = case.classes
    if notes:
        doc["notes"] = notes
    doc["config"] = config_of(case, model)
    return doc


def write(case, out):
    """Writes one case unless it is there already, unchanged; says what it did in one word."""
    model, results = compute(case)
    stem = os.path.join(out, support.stem_of(case, VERSION))
    support.makedirs_for(stem)
    with tempfile.TemporaryDirectory() as folder:
        trial = (case.save or save_whole)(model, os.path.join(folder, os.path.basename(stem)))
        reload = None if case.classes else reload_difference(case, trial, results)
        doc = description(case, model, trial, reload)
    config = doc.pop("config")
    doc["config_crc32"] = support.zlib.crc32(json.dumps(config, sort_keys=True).encode())
    known = stem + ".golden.json"
    if os.path.exists(known):
        with open(known, encoding="utf-8") as f:
            if json.load(f) == doc and worst_difference(stem, results) == 0:
                return "kept"
    (case.save or save_whole)(model, stem)
    for name, members in zip(support.golden_names(stem, len(results)), results):
        np.savez_compressed(name, **members)
    support.write_json(known, doc)
    if isinstance(reload, str) or (reload and reload > 1e-6):
        print("  %s: reading back: %s" % (case.path, reload))
    return "written"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[""], help="parts of the path of the cases to take")
    parser.add_argument("--out", default=HERE, help="the folder to write to or to compare with")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    counts, failures = {}, []
    for case in all_cases(keras, VERSION):
        if not any(part in case.path for part in arguments.only):
            continue
        try:
            if arguments.check:
                worst = worst_difference(os.path.join(arguments.out, support.stem_of(case, VERSION)),
                                         compute(case)[1])
                word = "equal" if worst == 0 else "close" if worst <= 1e-6 else "DIFFERENT"
                if worst > 0:
                    print("%s: %.2g" % (case.path, worst))
                if worst > 1e-6:
                    failures.append(case.path)
            else:
                word = write(case, arguments.out)
        except Exception as e:
            failures.append(case.path)
            word = "FAILED"
            print("%s: %s: %s" % (case.path, type(e).__name__, str(e).strip()[:500]))
        counts[word] = counts.get(word, 0) + 1
    print("Keras %s: %s" % (keras.__version__, ", ".join("%d %s" % (n, w) for w, n in sorted(counts.items()))))
    if failures or not counts:
        sys.exit("failed: %s" % ", ".join(failures) if failures else "no case matches")


if __name__ == "__main__":
    main()
