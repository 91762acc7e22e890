"""Makes small HDF5 files that are plausible to the library and would hurt: bombs, loops, chunks that are too short.

    python golden/hdf5/attack.py java/src/test/resources/hdf5/attacks
"""

import os
import pathlib
import sys
import zlib

import h5py
import numpy as np

OUT = pathlib.Path(sys.argv[1])


def chunk(name, payload, elements=4096):
    """A dataset of one deflated chunk that holds something else than it should."""
    with h5py.File(OUT / name, "w") as file:
        data = file.create_dataset("a", (elements,), dtype="f4", chunks=(elements,), compression="gzip", fillvalue=1)
        data.id.write_direct_chunk((0,), payload)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    np.random.seed(1)
    chunk("inflates_short.h5", zlib.compress(b"x" * 100))
    chunk("inflates_long.h5", zlib.compress(b"x" * 100000))
    chunk("inflates_to_nothing.h5", zlib.compress(b""))
    chunk("bomb.h5", zlib.compress(bytes(1 << 26)), 1024)
    chunk("no_deflate.h5", b"\x78\x9c" + b"\xff" * 40)
    chunk("cut_deflate.h5", zlib.compress(np.random.bytes(16384))[:5000])
    with h5py.File(OUT / "never_written.h5", "w") as file:
        file.create_dataset("a", (1 << 33,), dtype="f4")
    with h5py.File(OUT / "never_written_chunks.h5", "w") as file:
        file.create_dataset("a", (1 << 33,), dtype="f4", chunks=(1 << 20,), compression="gzip")
    with h5py.File(OUT / "soft_loop.h5", "w") as file:
        file["a"] = h5py.SoftLink("/b")
        file["b"] = h5py.SoftLink("/a")
        file["self"] = h5py.SoftLink("/")
    with h5py.File(OUT / "external_link.h5", "w") as file:
        file["a"] = h5py.ExternalLink("/etc/passwd", "/")
    with h5py.File(OUT / "hard_loop.h5", "w") as file:
        file.create_group("g")["up"] = file["/"]
    with h5py.File(OUT / "two_names.h5", "w") as file:
        file["other"] = file.create_group("group")
    with h5py.File(OUT / "deep.h5", "w", libver="latest") as file:
        group = file
        for _ in range(300):
            group = group.create_group("g")
    with h5py.File(OUT / "external_storage.h5", "w") as file:
        file.create_dataset("a", (4,), dtype="f4", external=[("/etc/passwd", 0, 16)])
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("/etc/passwd", "a", (4,))
    with h5py.File(OUT / "virtual.h5", "w", libver="latest") as file:
        file.create_virtual_dataset("a", layout)
    short = OUT / "short_chunk.h5"
    with h5py.File(short, "w") as file:
        file.create_dataset("a", data=np.ones(4096, "f4"), chunks=(4096,))
    data = bytearray(short.read_bytes())
    key = data.find(b"TREE\x01") + 24
    data[key:key + 4] = (64).to_bytes(4, "little")
    short.write_bytes(data)
    checksum = OUT / "wrong_checksum.h5"
    with h5py.File(checksum, "w") as file:
        file.create_dataset("a", data=np.full(64, 1.25, "f4"), chunks=(64,), fletcher32=True)
    data = bytearray(checksum.read_bytes())
    data[data.find(np.full(64, 1.25, "f4").tobytes()) + 9] ^= 1
    checksum.write_bytes(data)


if __name__ == "__main__":
    main()
