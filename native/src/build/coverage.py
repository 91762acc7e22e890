"""Adds up what gcov says of all instrumented objects; see native/coverage.

A kernel is compiled once for each instruction set, and templates more often: a line or branch counts as run if it ran in one of them.
"""

import collections
import json
import pathlib
import subprocess
import sys

module = pathlib.Path(sys.argv[1]).resolve()
missed = sys.argv[3] if sys.argv[2:3] == ["--missed"] else None

lines = collections.defaultdict(collections.Counter)  # file: line: how often
branches = collections.defaultdict(collections.Counter)  # file: (line, number): how often

for data in sorted((module / "target" / "native-coverage").rglob("*.gcda")):
    said = subprocess.run(["gcov", "--json-format", "--branch-probabilities", "--stdout", str(data)],
                          cwd=data.parent, check=True, capture_output=True, text=True).stdout
    for file in (file for text in said.splitlines() if text for file in json.loads(text)["files"]):
        path = pathlib.Path(file["file"]).resolve()
        if not path.is_relative_to(module / "src") or path.is_relative_to(module / "src" / "test"):
            continue  # the system's headers, JavaCPP's glue, tests
        name = str(path.relative_to(module / "src"))
        for line in file["lines"]:
            number = line["line_number"]
            lines[name][number] += line["count"]
            for i, branch in enumerate(line["branches"]):
                branches[name][number, i] += branch["count"]


def share(counts):
    """How many there are, and which part of them ran."""
    ran = sum(1 for count in counts if count)
    return f"{len(counts):6} {100 * ran / max(1, len(counts)):5.1f} %"


if missed is not None:
    for name in sorted(name for name in lines if name.startswith(missed)):
        for number, count in sorted(lines[name].items()):
            if not count:
                print(f"{name}:{number}")
else:
    folders = sorted({name.split("/")[0] for name in lines})
    print(f"{'folder':20} {'lines':>14} {'branches':>14}")
    for folder in folders + [""]:
        chosen = [name for name in lines if name.split("/")[0] == folder or not folder]
        print(f"{folder or 'all':20} {share([c for n in chosen for c in lines[n].values()])} "
              f"{share([c for n in chosen for c in branches[n].values()])}")
