"""Writes kinds.h5: every kind of value that is read, with values that a test can compute.

    python golden/hdf5/kinds.py java/src/test/resources/hdf5/kinds.h5

Element i of every numeric array is (7 * i) % 101 - 3, cast to its type (unsigned: without the -3).
"""

import sys

import h5py
import numpy as np


def values(count, dtype):
    numbers = (7 * np.arange(count)) % 101
    return (numbers if np.dtype(dtype).kind == "u" else numbers - 3).astype(dtype)


def main(path):
    with h5py.File(path, "w") as file:
        for name in ("float16", "float32", "float64", "int8", "int16", "int32", "int64",
                     "uint8", "uint16", "uint32", "uint64"):
            file[f"numbers/{name}"] = values(15, name).reshape(5, 3)
            if not name.endswith("8"):
                file[f"big_endian/{name}"] = values(15, np.dtype(name).newbyteorder(">")).reshape(5, 3)
        file["numbers/bool"] = np.array([True, False, True])
        bits = (values(6, "float32").view("u4") >> 16).astype("u2")
        opaque = file.create_dataset("numbers/bfloat16", data=bits.view("V2"))
        opaque.attrs["dtype"] = "bfloat16"
        file["numbers/bfloat16_as_integers"] = bits
        file["numbers/bfloat16_as_integers"].attrs["dtype"] = "bfloat16"
        file["shapes/scalar"] = np.float32(2.5)
        file["shapes/empty"] = np.zeros((0, 4), "float32")
        file["shapes/matrix"] = values(80 * 75, "float32").reshape(80, 75)
        file["shapes/vector"] = values(15000, "int16")
        file["shapes/cube"] = values(7 * 5 * 11, "float64").reshape(7, 5, 11)
        file["strings/variable"] = np.array(["a", "", "größer", "x" * 300], dtype=object)
        file["strings/fixed"] = np.array([b"abc", b"", b"gr\xc3\xb6"])
        attributes = file["strings"].attrs
        attributes["text"] = "große Wörter"
        attributes["bytes"] = np.bytes_(b"plain")
        attributes["list"] = ["one", "two", "three"]
        attributes["fixed_list"] = np.array([b"one", b"two", b"three"])
        attributes["empty"] = []
        attributes["null"] = h5py.Empty("S4")
        attributes["number"] = 42
        attributes["numbers"] = np.array([1.5, -2.5])
        attributes["flag"] = True
        for i, part in enumerate((["a", "bb"], ["ccc"], ["d"])):
            attributes[f"split{i}"] = np.array(part, dtype="S")


if __name__ == "__main__":
    main(sys.argv[1])
