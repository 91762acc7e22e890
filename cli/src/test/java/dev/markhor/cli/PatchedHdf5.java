package dev.markhor.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of an HDF5 file of contiguous arrays, some of them with other values. */
final class PatchedHdf5 {
    private final Path original;
    private final byte[] file;

    PatchedHdf5(Path original) throws IOException {
        this.original = original;
        this.file = Files.readAllBytes(original);
    }

    Tensor read(String path) {
        try (Hdf5File hdf5 = Hdf5File.open(original)) {
            StoredArray array = hdf5.root().dataset(path).orElseThrow();
            return array.read();
        }
    }

    PatchedHdf5 put(String path, Tensor values) {
        write(values, place(path));
        return this;
    }

    PatchedHdf5 swap(String one, String other) {
        int at = place(one);
        int there = place(other);
        write(read(other), at);
        write(read(one), there);
        return this;
    }

    private void write(Tensor values, int at) {
        byte[] bytes = bytes(values);
        System.arraycopy(bytes, 0, file, at, bytes.length);
    }

    private int place(String path) {
        byte[] values = bytes(read(path));
        int at = find(values, 0);
        assertTrue(at >= 0 && find(values, at + 1) < 0, path + " is in the file once");
        return at;
    }

    private int find(byte[] wanted, int from) {
        for (int at = from; at <= file.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && file[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] bytes(Tensor tensor) {
        ByteBuffer values = tensor.buffer();
        byte[] bytes = new byte[values.remaining()];
        values.get(bytes);
        return bytes;
    }

    Path write(Path target) throws IOException {
        return Files.write(target, file);
    }
}
