/** NumPy's {@code .npy} and {@code .npz} files as tensors, read with limits and without ever touching a pickle. */
package dev.markhor.verify.npy;
