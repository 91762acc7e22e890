#!/usr/bin/env python3
"""Makes TorchScript twins of the ONNX files that make_onnx.py left in a folder, for PyTorch by DJL, and compares the values.

    make_torch.py FOLDER [NETWORK...]

Needs Python 3.11 with torch==2.7.1, onnx2torch, onnx==1.17.0 and numpy<2. What onnx2torch has no operator for is told and
left out.
"""

import argparse
import os

import numpy as np
import onnx
import onnx2torch
import torch

TOLERANCE = 1e-3


def samples(folder, name, values):
    """The first dimension counts the samples of input.f32: eight."""
    return np.fromfile(os.path.join(folder, name), dtype="float32").reshape((8,) + tuple(values))


def convert(folder):
    """The largest difference, relative to the largest output."""
    graph = onnx.load(os.path.join(folder, "model.onnx"))
    shape = [d.dim_value for d in graph.graph.input[0].type.tensor_type.shape.dim[1:]]
    x = torch.from_numpy(samples(folder, "input.f32", shape))
    module = onnx2torch.convert(graph).eval()
    with torch.inference_mode():
        traced = torch.jit.freeze(torch.jit.trace(module, x, check_trace=False))
        expected = np.fromfile(os.path.join(folder, "output.f32"), dtype="float32").reshape(len(x), -1)
        worst = 0
        for batch in (1, len(x)):
            y = traced(x[:batch]).numpy().reshape(batch, -1)
            worst = max(worst, np.max(np.abs(y - expected[:batch])) / np.max(np.abs(expected)))
    if not worst < TOLERANCE:
        raise ValueError("differs by %.1e" % worst)
    traced.save(os.path.join(folder, "model.pt"))
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("networks", nargs="*")
    arguments = parser.parse_args()
    for name in arguments.networks or sorted(os.listdir(arguments.folder)):
        try:
            print("%-16s relative difference %.1e" % (name, convert(os.path.join(arguments.folder, name))), flush=True)
        except (NotImplementedError, RuntimeError, ValueError) as e:
            print("%-16s left out: %s" % (name, str(e).strip().splitlines()[-1]), flush=True)


if __name__ == "__main__":
    main()
