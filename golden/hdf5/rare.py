"""Writes small files with structures that Keras' files do not have and other programs' may: see RareStructuresTest.

    python golden/hdf5/rare.py java/src/test/resources/hdf5/rare
"""

import pathlib
import sys

import h5py
import numpy as np

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
VALUES = np.arange(24, dtype="<f4").reshape(4, 6)


def create(name, **creation):
    """An empty file; creation: what is set on its property list."""
    plist = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    for key, values in creation.items():
        getattr(plist, f"set_{key}")(*values)
    access = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    access.set_libver_bounds(h5py.h5f.LIBVER_LATEST, h5py.h5f.LIBVER_LATEST)
    path = str(folder / f"{name}.h5").encode()
    return h5py.File(h5py.h5f.create(path, h5py.h5f.ACC_TRUNC, fcpl=plist, fapl=access))


def dataset(file, data, maximum=None, **properties):
    """A dataset "values" with what is set on its property list."""
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    for key, values in properties.items():
        getattr(plist, f"set_{key}")(*values)
    space = h5py.h5s.create_simple(data.shape, maximum or data.shape)
    made = h5py.h5d.create(file.id, b"values", h5py.h5t.py_create(data.dtype), space, dcpl=plist)
    return h5py.Dataset(made)


with create("space_in_pages", file_space_strategy=(h5py.h5f.FSPACE_STRATEGY_PAGE, False, 1), file_space_page_size=(512,)) as file:
    dataset(file, VALUES)[...] = VALUES
with create("implicit_chunks") as file:
    dataset(file, VALUES, chunk=((3, 4),), alloc_time=(h5py.h5d.ALLOC_TIME_EARLY,))[...] = VALUES
# Elements so far apart that blocks between them are never made, in an array whose larger blocks have pages: 40,000 is in the largest that has none.
with create("pages_of_a_growing_array") as file:
    far = dataset(file, np.zeros(140_000, "u1"), (h5py.h5s.UNLIMITED,), chunk=((1,),))
    for place in 0, 1000, 40_000, 135_000, 139_999:
        far[place] = place % 251
with create("every_filter") as file:
    dataset(file, VALUES, chunk=((3, 4),), shuffle=(), deflate=(4,), fletcher32=())[...] = VALUES
with create("checksum_before_compression") as file:
    dataset(file, VALUES, chunk=((3, 4),), fletcher32=(), deflate=(4,))[...] = VALUES
with create("nothing") as file:
    file.create_dataset("values", data=h5py.Empty("f4"))
with create("never_written") as file:  # what is not there has the fill value
    file.create_dataset("whole", (2, 3), "<f4", fillvalue=7)
    file.create_dataset("chunks", (2, 3), "<f4", chunks=(2, 2), fillvalue=7)[0, 0] = 1
with create("large_unsigned") as file:
    file["values"] = np.array([1, 2**63], "<u8")
with create("opaque") as file:
    file["values"] = np.zeros(2, "V3")
with create("backslashes") as file:  # as if two systems had written one object
    file["a/b/vars/0"] = VALUES
    file["a\\b/vars/0"] = VALUES
    file.create_group("a/b/vars/no_array")
