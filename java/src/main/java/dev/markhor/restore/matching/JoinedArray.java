package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Stored arrays side by side, along the last axis. */
final class JoinedArray implements StoredArray {
    private final List<StoredArray> parts;
    private final Shape shape;

    private JoinedArray(List<StoredArray> parts, Shape shape) {
        this.parts = parts;
        this.shape = shape;
    }

    /** The first part itself if the parts do not go together: its shape then shows in the error that follows. */
    static StoredArray of(List<StoredArray> parts) {
        StoredArray first = parts.get(0);
        int last = first.shape().rank() - 1;
        long size = 0;
        for (StoredArray part : parts) {
            boolean fits = part.shape().rank() == last + 1
                    && part.shape().slice(0, last).equals(first.shape().slice(0, last))
                    && part.dtype() == first.dtype();
            if (!fits) {
                return first;
            }
            size += part.shape().dim(last);
        }
        return new JoinedArray(List.copyOf(parts), first.shape().with(last, size));
    }

    @Override
    public String name() {
        return parts.get(0).name();
    }

    @Override
    public DType dtype() {
        return parts.get(0).dtype();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void readInto(ByteBuffer destination) {
        List<ByteBuffer> sources = new ArrayList<>();
        for (StoredArray part : parts) {
            ByteBuffer values = Buffers.allocate(part.byteSize());
            part.readInto(values);
            values.rewind();
            sources.add(values);
        }
        long rows = shape.dim(-1) == 0 ? 0 : shape.size() / shape.dim(-1);
        for (long row = 0; row < rows; row++) {
            for (int i = 0; i < sources.size(); i++) {
                byte[] values = new byte[Math.toIntExact(parts.get(i).shape().dim(-1) * dtype().bytes())];
                sources.get(i).get(values);
                destination.put(values);
            }
        }
    }
}
