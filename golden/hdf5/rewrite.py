"""Rewrites HDF5 weight files in thirty ways that h5py and h5repack offer; values stay as they are.

    python golden/hdf5/rewrite.py OUT SOURCE [SOURCE ...]     each way, with the sources in turn
    python golden/hdf5/rewrite.py --all OUT SOURCE ...        each way with each source

What a way adds of its own (attributes, links) has a name that begins with "extra". Needs h5repack (Debian: hdf5-tools).
"""

import argparse
import pathlib
import subprocess

import h5py
import numpy as np

WAYS = {}


def way(function):
    WAYS[function.__name__] = function
    return function


# ---- copying with h5py

def copy(source, target, dataset=None, many_attributes=0, large_attributes=0, extra_links=0, **options):
    """Copies group by group, as a program would that reads a file and writes another."""
    with h5py.File(source, "r") as old, h5py.File(target, "w", **options) as new:
        track = options.get("track_order", False)
        copy_attributes(old, new, many_attributes)
        copy_group(old, new, dataset or {}, many_attributes, track)
        for i in range(large_attributes):
            new.attrs[f"extra_large_{i}"] = np.arange(1500.0) + i
        if extra_links:
            group = new.create_group("extra_links", track_order=track)
            for i in range(extra_links):
                group.create_dataset(f"extra_{i:04d}", data=np.float32(i))


def copy_attributes(old, new, many):
    for name, value in old.attrs.items():
        new.attrs[name] = value
    for i in range(many):
        new.attrs[f"extra_{i:03d}"] = f"value {i}"


def copy_group(old, new, dataset, many, track):
    for name, item in old.items():
        if isinstance(item, h5py.Group):
            child = new.create_group(name, track_order=track)
            copy_attributes(item, child, many)
            copy_group(item, child, dataset, many, track)
        else:
            value = item[()]
            plain = np.ndim(value) == 0 or value.size == 0 or h5py.check_string_dtype(item.dtype)
            options = {} if plain else dataset(value) if callable(dataset) else dict(dataset)
            child = new.create_dataset(name, data=value, dtype=options.pop("dtype", item.dtype), **options)
            copy_attributes(item, child, many)


def chunks(value, parts=3):
    return tuple(max(1, -(-n // parts)) for n in value.shape)


def filtered(value, **more):
    return dict(chunks=chunks(value), shuffle=True, compression="gzip", fletcher32=True, **more)


@way
def latest(source, target):
    copy(source, target, libver="latest")


@way
def latest_v110(source, target):
    copy(source, target, filtered, libver=("v110", "v110"))


@way
def latest_v114(source, target):
    copy(source, target, filtered, libver=("v114", "v114"))


@way
def latest_filtered(source, target):
    """Fixed arrays of filtered chunks."""
    copy(source, target, filtered, libver="latest")


@way
def latest_one_chunk(source, target):
    copy(source, target, lambda v: dict(chunks=v.shape), libver="latest")


@way
def latest_one_filtered_chunk(source, target):
    copy(source, target, lambda v: dict(chunks=v.shape, compression="gzip"), libver="latest")


@way
def latest_fixed_array(source, target):
    copy(source, target, lambda v: dict(chunks=chunks(v)), libver="latest")


@way
def latest_fixed_array_in_pages(source, target):
    """More than 1024 chunks, where the dataset has as many elements."""
    copy(source, target, lambda v: dict(chunks=chunks(v, 70)), libver="latest")


@way
def latest_growing(source, target):
    """Extensible arrays: one unlimited dimension, not always the first."""
    copy(source, target, lambda v: dict(chunks=chunks(v, 5), maxshape=v.shape[:-1] + (None,)), libver="latest")


@way
def latest_growing_filtered(source, target):
    copy(source, target, lambda v: filtered(v, maxshape=(None,) + v.shape[1:]), libver="latest")


@way
def latest_growing_far(source, target):
    """Extensible arrays with super blocks and pages."""
    copy(source, target, lambda v: dict(chunks=(1,) * v.ndim, maxshape=(None,) + v.shape[1:])
         if v.size < 20000 else {}, libver="latest")


@way
def latest_growing_everywhere(source, target):
    """B-trees of version 2: several unlimited dimensions."""
    copy(source, target, lambda v: dict(chunks=chunks(v, 12), maxshape=(None,) * v.ndim), libver="latest")


@way
def latest_growing_everywhere_filtered(source, target):
    copy(source, target, lambda v: filtered(v, maxshape=(None,) * v.ndim), libver="latest")


@way
def latest_lzf(source, target):
    copy(source, target, lambda v: dict(chunks=chunks(v), compression="lzf"), libver="latest")


@way
def latest_track_order(source, target):
    copy(source, target, libver="latest", track_order=True)


@way
def latest_many_attributes(source, target):
    """Dense attributes: heaps and B-trees of version 2."""
    copy(source, target, many_attributes=40, libver="latest")


@way
def latest_large_attributes(source, target):
    """Attributes too large for a heap's blocks."""
    copy(source, target, many_attributes=10, large_attributes=5, libver="latest")


@way
def latest_many_links(source, target):
    """Dense links, with deep heaps and trees."""
    copy(source, target, extra_links=400, libver="latest")


@way
def earliest_filtered(source, target):
    copy(source, target, filtered)


@way
def earliest_lzf(source, target):
    copy(source, target, lambda v: dict(chunks=chunks(v), shuffle=True, compression="lzf", fletcher32=True))


@way
def earliest_many_chunks(source, target):
    """B-trees of version 1 with several levels."""
    copy(source, target, lambda v: dict(chunks=chunks(v, 70)))


@way
def earliest_many_attributes(source, target):
    copy(source, target, many_attributes=60)


@way
def earliest_many_links(source, target):
    copy(source, target, extra_links=400)


@way
def earliest_track_order(source, target):
    """Version 2 headers in a file of version 0, dense as soon as there are more than eight links."""
    copy(source, target, extra_links=20, track_order=True)


@way
def user_block(source, target):
    copy(source, target, userblock_size=4096)
    with open(target, "r+b") as file:
        file.write(b"#!/bin/sh\n# the block in front belongs to the user\n")


@way
def latest_user_block_filtered(source, target):
    copy(source, target, filtered, userblock_size=512, libver="latest")


@way
def big_endian(source, target):
    def options(value):
        return dict(dtype=value.dtype.newbyteorder(">")) if value.dtype.kind in "fiu" else {}

    copy(source, target, options)


# ---- h5repack

def repack(source, target, *options):
    """Filters are left away from what is smaller than 200 bytes: h5repack fails on them."""
    subprocess.run(["h5repack", "-m", "200", *options, str(source), str(target)], check=True)


@way
def repack_filtered(source, target):
    repack(source, target, "-f", "SHUF", "-f", "GZIP=9", "-f", "FLET")


@way
def repack_latest_compact(source, target):
    repack(source, target, "-L", "-l", "COMPA")


@way
def repack_latest_filtered(source, target):
    repack(source, target, "-L", "-f", "SHUF", "-f", "GZIP=1")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("sources", type=pathlib.Path, nargs="+")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for i, (name, function) in enumerate(WAYS.items()):
        sources = arguments.sources if arguments.all else [arguments.sources[i % len(arguments.sources)]]
        for source in sources:
            target = arguments.out / f"{source.stem}.{name}.h5"
            target.unlink(missing_ok=True)
            function(source, target)
    print(f"{len(WAYS)} ways, files in {arguments.out}")


if __name__ == "__main__":
    main()
