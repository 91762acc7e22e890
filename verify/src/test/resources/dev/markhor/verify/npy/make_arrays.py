"""Writes the arrays that NpyTest and NpzTest read. Needs NumPy; run it in this folder."""

import numpy as np

DTYPES = ["<f2", "<f4", "<f8", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", ">f4", ">i8", ">u2"]

arrays = {dtype.translate({60: "little_", 62: "big_", 124: "byte_"}): np.arange(6).reshape(2, 3).astype(dtype) for dtype in DTYPES}
arrays["bool"] = np.array([True, False, True])
arrays["scalar"] = np.float32(2.5)
arrays["empty"] = np.zeros((0, 4), np.float32)
arrays["bytes"] = np.array(["Gämse".encode(), b"", b"ab"])
arrays["text"] = np.array([["Gämse", ""], ["markhor", "\U0001f410"]])
arrays["column_major"] = np.asfortranarray(np.arange(24, dtype=np.int32).reshape(2, 3, 4))
arrays["large"] = np.zeros(1 << 20, np.uint8)
arrays["column_major_text"] = np.asfortranarray(np.array([["a", "bb"], ["ccc", "d"]], "S3"))

np.savez_compressed("deflated.npz", **arrays)
np.savez("stored.npz", **{name: array for name, array in arrays.items() if name != "large"})
np.savez("other.npz", complex=np.array([1j]), structure=np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f4")]), objects=np.array([{}, []], dtype=object))
np.save("single.npy", np.arange(3, dtype=np.float32))
