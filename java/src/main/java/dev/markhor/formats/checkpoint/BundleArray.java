package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.LargeArray;
import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor whose values stand together in one data file. */
final class BundleArray implements StoredArray {
    private final String name;
    private final BundleEntry entry;
    private final TensorBundle bundle;

    BundleArray(String name, BundleEntry entry, TensorBundle bundle) {
        this.name = name;
        this.entry = entry;
        this.bundle = bundle;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DType dtype() {
        return dtype(name, entry);
    }

    static DType dtype(String name, BundleEntry entry) {
        return entry.kind()
                .dtype()
                .orElseThrow(() -> new UnsupportedModelException(
                        name + ": values of type " + entry.kind().title() + " are not read; convert them in "
                                + "TensorFlow, or leave this variable out of the model"));
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
        if (destination.remaining() < entry.size()) {
            throw new IllegalArgumentException(
                    name + ": a buffer of " + destination.remaining() + " bytes for " + entry.size());
        }
        ByteBuffer part = destination.slice(destination.position(), (int) entry.size());
        PartedRead read = new PartedRead(bundle, name, entry.shard(), entry.offset());
        int checksum = read.into(part);
        if (bundle.isVerified() && checksum != Checksum.unmask(entry.checksum())) {
            throw new MalformedFileException(name + ": checksum mismatch; the file is damaged, copy it anew "
                    + "(LoadOptions.withChecksums(false) reads it all the same)");
        }
        if (bundle.isBigEndian() != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN)) {
            swap(part, entry.kind().bytes());
        }
        if (entry.kind() == ElementKind.BOOL) {
            requireBooleans(part);
        }
        destination.position(destination.position() + (int) entry.size());
    }

    private static void swap(ByteBuffer values, int width) {
        for (int at = 0; at < values.limit(); at += width) {
            for (int low = at, high = at + width - 1; low < high; low++, high--) {
                byte kept = values.get(low);
                values.put(low, values.get(high));
                values.put(high, kept);
            }
        }
    }

    private void requireBooleans(ByteBuffer values) {
        for (int i = 0; i < values.limit(); i++) {
            if ((values.get(i) & ~1) != 0) {
                throw new MalformedFileException(name + ": expected booleans, found a byte of " + values.get(i));
            }
        }
    }

    @Override
    public Tensor read() {
        if (dtype() != DType.STRING) {
            // before memory is taken for them
            bundle.shards().require(name, entry.shard(), entry.offset(), entry.size());
            return entry.size() < LargeArray.LEAST ? StoredArray.super.read() : LargeArray.read(this, true);
        }
        return Tensor.of(
                new StringValues(name, entry, bundle).readText(), entry.shape().dims());
    }
}
