package dev.markhor.formats.hdf5.filter;

/** The shuffle filter: first the first bytes of all elements, then the second bytes, and so on. */
final class Shuffle {
    private Shuffle() {}

    static byte[] undo(byte[] data, int elementBytes) {
        int elements = data.length / elementBytes;
        if (elementBytes == 1 || elements <= 1) {
            return data;
        }
        byte[] out = new byte[data.length];
        for (int b = 0; b < elementBytes; b++) {
            int from = b * elements;
            for (int i = 0, to = b; i < elements; i++, to += elementBytes) {
                out[to] = data[from + i];
            }
        }
        int whole = elements * elementBytes;
        System.arraycopy(data, whole, out, whole, data.length - whole);
        return out;
    }
}
