#!/usr/bin/env python3
"""Writes docs/parity.md from what `./markhor verify --json` says of the networks that parity.py and hub.py made.

    parity_page.py FOLDER        the networks of keras.applications
    parity_page.py --hub FOLDER  the backbones of keras-hub

Each leaves the other's part of the page as it is.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "parity.md")
APPLICATIONS = """# keras.applications

Every network of `keras.applications` %s, saved by real Keras with random weights and calibrated normalizations, opened as it is and
compared with Keras on two pictures: the largest difference of an output, relative to the largest output. With random weights such
deep networks amplify what rounding leaves; so beside it stands how far Keras in float32 is from Keras in float64.

    .venv-keras3/bin/python golden/parity.py results/models/parity
    python3 golden/parity_page.py results/models/parity

| network | parameters | Markhor to Keras | Keras to itself in float64 |
|---|--:|--:|--:|
"""
RANDOM = """
# Random graphs

Small functional models drawn by a seed - layers with random options, merges, functions between layers, masks, models inside, free sizes -
saved by real Keras in every format it writes, and compared in two calls ([golden/README.md](../golden/README.md#random-graphs)):

    .venv-keras3/bin/python golden/random_graphs.py results/random 12000 12799
    ./markhor verify results/random | grep -v ^ok

| Keras | seeds | graphs | files | agree | refused | off by rounding | largest difference |
|---|---|--:|--:|--:|--:|--:|--:|
| 3.15.1 | 10000 to 10799, 11000 to 11799, 12000 to 12799 | 2,240 | 4,882 | 2,229 | 7 | 4 | 6.1e-06 |
| 2.15.0 | 10000 to 10299, 11000 to 11349 | 632 | 1,872 | 631 | 1 | | 3.7e-06 |

Seeds whose graph Keras itself cannot run are not counted. The largest difference, relative to the largest number of an output, is that of the
graphs with a tolerance of 1e-5; others have more, where rounding moves the results. Refused are masks that are not one for each
step (a `ConvLSTM1D` or `RNN` behind a mask for each position, attention behind a `Softmax` with one) and windows larger than a free size turned out to
be. Off by rounding are second calls, by which tolerances are not measured: 1.1e-5, 2.4e-5, 2.4e-4 and 4.7e-4. The generator came to measure them more widely, and to
leave masks of `ConvLSTM` and empty results away, while these ran.
"""
HUB_TITLE = "# keras-hub\n"
HUB = HUB_TITLE + """
Backbones of keras-hub %s in small, with random weights, saved by Keras %s, opened without any class in Java, and compared on a batch of two:
the largest difference of an output, relative to the largest output.

    .venv-hub/bin/python golden/hub.py results/models/hub
    python3 golden/parity_page.py --hub results/models/hub

What a backbone's own `save` writes is the arguments of its constructor, which no layer can be made from; these are saved as the functional
models that they are, which is all that a program has to do in Python, once:

    keras.Model(backbone.inputs, backbone.outputs).save("backbone.keras")

The layers of `keras_hub.layers` that networks are put together from open: `AlibiBias`, `FNetEncoder`, `MaskedLMHead` with a kernel of its own,
`PositionEmbedding`, `ReversibleEmbedding`, `RotaryEmbedding` but for YaRN, `SinePositionEncoding`, `TokenAndPositionEmbedding`,
`TransformerDecoder` without caches, `TransformerEncoder`, each with golden values in [golden/hub](../golden/hub); the names that keras-nlp
registered them under are known, but no file of keras-nlp was tried. So do the decoders of Mistral, Qwen 2 and Qwen 3. The files of the last
say neither `head_dim`, for which features / heads is taken, nor the sliding window, and Keras does not read them back. Most other
backbones have layers of their own, which are not in `keras_hub.layers`.

| backbone | parameters | Markhor to Keras |
|---|--:|--:|
"""


def verified(folder):
    """(name, what verify says, what was written with the model) of each network."""
    verify = subprocess.run([os.path.join(ROOT, "markhor"), "verify", folder, "--json"], stdout=subprocess.PIPE, text=True,
                            check=False)
    for line in verify.stdout.splitlines():
        result = json.loads(line)
        stem = os.path.splitext(result["model"])[0]
        with open(stem + ".golden.json", encoding="utf-8") as f:
            yield os.path.basename(stem), result, json.load(f)


def applications(folder):
    rows, version = [], ""
    for name, result, doc in verified(folder):
        version = doc["writer"]["keras_version"]
        outcome = "%.1e" % result["difference"] if result["passed"] else "**fails**: " + (result.get("message") or "")
        exactness = doc["float32_to_float64"]
        rows.append("| %s | %s | %s | %s |" % (name, format(doc["parameters"], ","), outcome,
                                               "%.1e" % exactness if exactness else ""))
    return APPLICATIONS % version + "\n".join(rows) + "\n\n%d of %d agree, to 1e-5 or four times the last column.\n" % (
        sum("fails" not in row for row in rows), len(rows)) + RANDOM


def own_classes(path):
    """Classes of keras-hub that a file names, in order."""
    with zipfile.ZipFile(path) as z:
        config = z.read("config.json").decode()
    return list(dict.fromkeys(re.findall(r'"module": "keras_hub\.[^"]*", "class_name": "([^"]*)"', config)))


def hub(folder):
    rows, others, versions = [], [], {}
    for name, result, doc in verified(folder):
        versions = doc["writer"]
        if result["passed"]:
            rows.append("| %s | %s | %.1e |" % (name, format(doc["parameters"], ","), result["difference"]))
        elif "unknown layer class" in result["message"]:
            others.append("| %s | %s |" % (name, ", ".join("`%s`" % c for c in own_classes(os.path.join(folder, name + ".keras")))))
        else:
            others.append("| %s | **fails**: %s |" % (name, result["message"] or "%.1e" % result["difference"]))
    return (HUB % (versions["keras_hub"], versions["keras_version"]) + "\n".join(rows)
            + "\n\n%d of %d agree, to 1e-5. The others have classes of keras-hub that would have to be registered:\n\n| backbone | its classes |\n|---|---|\n"
            % (len(rows), len(rows) + len(others)) + "\n".join(others) + "\n\nNot made: " + NOT_MADE + "\n")


NOT_MADE = ("`DeiT`, `Llama`, `Llama3` and `SwinTransformer`, whose `get_config` fails in this version, so that Keras cannot save them;\n"
            "and the larger ones that golden/hub.py does not list.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--hub", action="store_true")
    arguments = parser.parse_args()
    with open(PAGE, encoding="utf-8") as f:
        first, _, second = f.read().partition(HUB_TITLE)
    if arguments.hub:
        second = hub(arguments.folder)
    else:
        first, second = applications(arguments.folder) + "\n", second and HUB_TITLE + second
    with open(PAGE, "w", encoding="utf-8") as f:
        f.write(first.rstrip("\n") + "\n" + ("\n" + second if second else ""))


sys.exit(main())
