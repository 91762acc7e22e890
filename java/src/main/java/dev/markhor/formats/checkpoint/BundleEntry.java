package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.proto.Proto;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What the index says of one tensor.
 *
 * @param kind of its elements
 * @param shape of the tensor
 * @param shard number of the data file
 * @param offset of the first byte there
 * @param size in bytes
 * @param checksum of these bytes, masked
 * @param slices that hold the values, if they do not stand together; offset, size and checksum say nothing then
 */
record BundleEntry(ElementKind kind, Shape shape, int shard, long offset, long size, int checksum, List<Slice> slices) {
    private static final int MOST_DIMENSIONS = 254;

    BundleEntry {
        slices = List.copyOf(slices);
    }

    boolean isPartitioned() {
        return !slices.isEmpty();
    }

    /** @throws MalformedFileException if this is no entry, or its numbers cannot be */
    static BundleEntry read(String place, byte[] message) {
        Reading reading = new Reading(place);
        Proto.read(place, message, reading::field);
        return reading.entry();
    }

    private static final class Reading {
        private final String place;
        private final List<Slice> slices = new ArrayList<>();
        private long kind;
        private Shape shape = Shape.of();
        private long shard;
        private long offset;
        private long size;
        private int checksum;

        Reading(String place) {
            this.place = place;
        }

        void field(Proto.Field field) throws java.io.IOException {
            switch (field.number()) {
                case 1 -> kind = field.varint();
                case 2 -> shape = readShape(place, field.bytes());
                case 3 -> shard = field.varint();
                case 4 -> offset = field.varint();
                case 5 -> size = field.varint();
                case 6 -> checksum = field.fixed32();
                case 7 -> slices.add(Slice.read(place, field.bytes()));
                default -> {
                    // not of interest
                }
            }
        }

        BundleEntry entry() {
            ElementKind element = ElementKind.of(kind)
                    .orElseThrow(() -> new MalformedFileException(place + ": unknown element type " + kind));
            if (shard < 0 || shard > Integer.MAX_VALUE || offset < 0 || size < 0 || offset > Long.MAX_VALUE - size) {
                throw new MalformedFileException(
                        place + ": shard " + shard + ", offset " + offset + " and size " + size + " cannot be");
            }
            BundleEntry entry = new BundleEntry(element, shape, (int) shard, offset, size, checksum, slices);
            entry.requireSize(place);
            return entry;
        }
    }

    private void requireSize(String place) {
        long bytes;
        try {
            bytes = Math.multiplyExact(shape.size(), (long) kind.bytes());
        } catch (ArithmeticException e) {
            throw new MalformedFileException(place + ": more elements than can be, " + shape, e);
        }
        if (kind.bytes() > 0 && !isPartitioned() && size != bytes) {
            throw new MalformedFileException(place + ": shape " + shape + " of " + kind.title() + " needs " + bytes
                    + " bytes, the entry says " + size);
        }
    }

    private static Shape readShape(String place, byte[] message) {
        List<Long> dims = new ArrayList<>();
        Proto.read(place + ", shape", message, field -> {
            if (field.number() == 2) {
                dims.add(readDim(place, field.bytes()));
            } else if (field.number() == 3 && field.varint() != 0) {
                throw new MalformedFileException(place + ": a tensor of unknown rank");
            }
        });
        if (dims.size() > MOST_DIMENSIONS) {
            throw new MalformedFileException(place + ": a tensor of rank " + dims.size());
        }
        return Shape.of(dims.stream().mapToLong(d -> d).toArray());
    }

    private static long readDim(String place, byte[] message) {
        long[] size = {0};
        Proto.read(place + ", dimension", message, field -> {
            if (field.number() == 1) {
                size[0] = field.varint();
            }
        });
        if (size[0] < 0) {
            throw new MalformedFileException(place + ": a dimension of " + size[0]);
        }
        return size[0];
    }
}
