package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A tensor whose values stand in several places, each a box of it. Together the boxes hold each element once. */
final class PartitionedArray implements StoredArray {
    private record Part(Slice slice, Shape shape, BundleArray array) {}

    private final String name;
    private final BundleEntry entry;
    private final List<Part> parts = new ArrayList<>();

    /** @throws MalformedFileException if the parts are not all there, or do not make up the tensor */
    PartitionedArray(String name, BundleEntry entry, Function<Slice, BundleEntry> stored, TensorBundle bundle) {
        this.name = name;
        this.entry = entry;
        if (entry.slices().size() > Limits.CHECKPOINT_SLICES) {
            throw new UnsupportedModelException(name + ": a tensor in "
                    + entry.slices().size() + " parts; at most " + Limits.CHECKPOINT_SLICES + " are read");
        }
        long elements = 0;
        for (Slice slice : entry.slices()) {
            Shape shape = slice.shapeIn(entry.shape());
            BundleEntry part = stored.apply(slice);
            if (shape == null
                    || part == null
                    || !part.shape().equals(shape)
                    || part.kind() != entry.kind()
                    || part.isPartitioned()) {
                throw new MalformedFileException(
                        name + ": partitioned tensor " + entry.shape() + " is incomplete: no part that begins at "
                                + slice.starts() + " with sizes " + slice.lengths());
            }
            parts.add(new Part(slice, shape, new BundleArray(name, part, bundle)));
            elements += shape.size();
        }
        // boxes inside of the tensor that do not meet and have as many elements cover it
        if (elements != entry.shape().size() || overlap()) {
            throw new MalformedFileException(
                    name + ": partitioned tensor " + entry.shape() + " is incomplete, or its parts overlap");
        }
    }

    private boolean overlap() {
        for (int i = 0; i < parts.size(); i++) {
            for (int j = i + 1; j < parts.size(); j++) {
                if (meet(parts.get(i), parts.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean meet(Part a, Part b) {
        for (int d = 0; d < a.shape().rank(); d++) {
            long fromA = a.slice().starts().get(d);
            long fromB = b.slice().starts().get(d);
            if (fromA + a.shape().dim(d) <= fromB || fromB + b.shape().dim(d) <= fromA) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DType dtype() {
        return BundleArray.dtype(name, entry);
    }

    @Override
    public Shape shape() {
        return entry.shape();
    }

    @Override
    public void readInto(ByteBuffer destination) {
        if (dtype() == DType.STRING) {
            throw new IllegalStateException(name + " holds strings");
        }
        int bytes = Math.toIntExact(byteSize());
        if (destination.remaining() < bytes) {
            throw new IllegalArgumentException(
                    name + ": a buffer of " + destination.remaining() + " bytes for " + bytes);
        }
        ByteBuffer target = destination.slice(destination.position(), bytes);
        for (Part part : parts) {
            place(part, target);
        }
        destination.position(destination.position() + bytes);
    }

    @Override
    public dev.markhor.tensor.Tensor read() {
        if (dtype() == DType.STRING) {
            throw new UnsupportedModelException(name + ": partitioned strings are not read");
        }
        return StoredArray.super.read();
    }

    private void place(Part part, ByteBuffer target) {
        int width = entry.kind().bytes();
        int rank = part.shape().rank();
        if (part.shape().size() == 0) {
            return;
        }
        // from this dimension on, the part has rows as long as the tensor's
        int split = rank;
        while (split > 0 && part.shape().dim(split - 1) == entry.shape().dim(split - 1)) {
            split--;
        }
        split = Math.max(0, split - 1);
        long run = width;
        for (int d = split; d < rank; d++) {
            run *= part.shape().dim(d);
        }
        long[] index = new long[split];
        if (split == 0) {
            part.array().readInto(target.slice((int) offset(part, index, split), (int) run));
            return;
        }
        ByteBuffer values = part.array().read().buffer();
        for (int at = 0; at < values.limit(); at += (int) run) {
            target.put((int) offset(part, index, split), values, at, (int) run);
            for (int d = split - 1; d >= 0 && ++index[d] == part.shape().dim(d); d--) {
                index[d] = 0;
            }
        }
    }

    /** Where the part's row at {@code index} begins in the tensor, in bytes. */
    private long offset(Part part, long[] index, int split) {
        long element = 0;
        for (int d = 0; d < part.shape().rank(); d++) {
            long at = part.slice().starts().get(d) + (d < split ? index[d] : 0);
            element = element * entry.shape().dim(d) + at;
        }
        return element * entry.kind().bytes();
    }
}
