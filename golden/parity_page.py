#!/usr/bin/env python3
"""Writes docs/parity.md from what `./markhor verify --json` says of the networks that parity.py made.

    parity_page.py FOLDER
"""

import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEAD = """# keras.applications

Every network of `keras.applications` %s, saved by real Keras with random weights and calibrated normalizations, opened as it is and
compared with Keras on two pictures: the largest difference of an output, relative to the largest output. With random weights such
deep networks amplify what rounding leaves; so beside it stands how far Keras in float32 is from Keras in float64.

    .venv-keras3/bin/python golden/parity.py results/models/parity
    python3 golden/parity_page.py results/models/parity

| network | parameters | Markhor to Keras | Keras to itself in float64 |
|---|--:|--:|--:|
"""


def main():
    folder = sys.argv[1]
    verify = subprocess.run([os.path.join(ROOT, "markhor"), "verify", folder, "--json"], stdout=subprocess.PIPE, text=True,
                            check=False)
    rows, version = [], ""
    for line in verify.stdout.splitlines():
        result = json.loads(line)
        stem = os.path.splitext(result["model"])[0]
        with open(stem + ".golden.json", encoding="utf-8") as f:
            doc = json.load(f)
        version = doc["writer"]["keras_version"]
        outcome = "%.1e" % result["difference"] if result["passed"] else "**fails**: " + (result.get("message") or "")
        exactness = doc["float32_to_float64"]
        rows.append("| %s | %s | %s | %s |" % (os.path.basename(stem), format(doc["parameters"], ","), outcome,
                                               "%.1e" % exactness if exactness else ""))
    with open(os.path.join(ROOT, "docs", "parity.md"), "w", encoding="utf-8") as f:
        f.write(HEAD % version + "\n".join(rows) + "\n\n%d of %d agree, to 1e-5 or four times the last column.\n" % (
            sum("fails" not in row for row in rows), len(rows)))
    return verify.returncode


sys.exit(main())
