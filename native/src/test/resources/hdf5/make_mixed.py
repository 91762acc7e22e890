"""Writes mixed.h5: one dataset for each thing that the HDF5 shim reads or refuses. Needs h5py and numpy."""

import h5py
import numpy as np

with h5py.File("mixed.h5", "w", libver="earliest", track_order=False) as f:
    f.create_dataset("group/float32", data=np.arange(6, dtype="<f4").reshape(2, 3) / 2)
    f.create_dataset("group/bigEndian64", data=np.array([1.5, -2.25, 1e300], dtype=">f8"))
    f.create_dataset("group/half", data=np.array([1.0, -0.5, 65504.0], dtype="<f2"))
    f.create_dataset("group/deflated", data=np.arange(1000, dtype="<i4"), chunks=(64,), compression="gzip", shuffle=True,
                     fletcher32=True)
    f.create_dataset("group/unsigned8", data=np.array([0, 128, 255], dtype="u1"))
    f.create_dataset("group/flags", data=np.array([True, False, True]))
    f.create_dataset("group/strings", data=np.array([b"ab", b"c"], dtype="S3"))
    f.create_dataset("group/opaque", data=np.array([b"\x80\x3f", b"\x00\x40"], dtype="V2"))
    f.create_dataset("group/scalar", data=np.int64(-7))
    f.create_dataset("group/empty", data=np.zeros((0, 4), dtype="<f4"))
    f.create_dataset("group/variable", data=np.array(["x", "yy"], dtype=object), dtype=h5py.string_dtype())
    f.create_dataset("group/outside", shape=(4,), dtype="<f4", external=[("/etc/hostname", 0, 16)])
    f["soft"] = h5py.SoftLink("/group")
    f["elsewhere"] = h5py.ExternalLink("other.h5", "/group")
