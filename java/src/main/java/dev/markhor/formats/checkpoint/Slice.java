package dev.markhor.formats.checkpoint;

import dev.markhor.formats.proto.Proto;
import dev.markhor.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a partitioned tensor that one entry holds.
 *
 * @param starts first index along each dimension
 * @param lengths number of indices along each dimension; {@link #WHOLE} for all
 */
record Slice(List<Long> starts, List<Long> lengths) {
    static final long WHOLE = -1;

    Slice {
        starts = List.copyOf(starts);
        lengths = List.copyOf(lengths);
    }

    int rank() {
        return starts.size();
    }

    /** The slice's shape in a tensor; null if it does not lie inside. */
    Shape shapeIn(Shape tensor) {
        if (rank() != tensor.rank()) {
            return null;
        }
        long[] dims = new long[rank()];
        for (int i = 0; i < dims.length; i++) {
            long start = starts.get(i);
            dims[i] = lengths.get(i) == WHOLE ? tensor.dim(i) : lengths.get(i);
            if (start < 0 || dims[i] < 0 || start > tensor.dim(i) - dims[i]) {
                return null;
            }
        }
        return Shape.of(dims);
    }

    static Slice read(String place, byte[] message) {
        List<Long> starts = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        Proto.read(place, message, field -> {
            if (field.number() == 1) {
                starts.add(0L);
                lengths.add(WHOLE);
                readExtent(place, field.bytes(), starts, lengths);
            }
        });
        return new Slice(starts, lengths);
    }

    private static void readExtent(String place, byte[] message, List<Long> starts, List<Long> lengths)
            throws IOException {
        int last = starts.size() - 1;
        Proto.read(place, message, field -> {
            if (field.number() == 1) {
                starts.set(last, field.varint());
            } else if (field.number() == 2) {
                lengths.set(last, field.varint());
            }
        });
    }
}
