package dev.markhor.formats.hdf5;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.LargeArray;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.AttributeMessage;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * A dataset. Its {@link #name} is its absolute path. Unsigned integers of 16 to 64 bits, which have no {@link DType}, are read as the
 * next wider signed type; two opaque bytes are bfloat16, as Keras 3 writes them.
 */
public final class Hdf5Dataset implements StoredArray {
    private final Source source;
    private final Node.Dataset node;
    private final Shape shape;
    private final ElementFormat format;

    Hdf5Dataset(Source source, Node.Dataset node) {
        this.source = source;
        this.node = node;
        boolean isNull =
                node.header().space().rank() == 0 && node.header().space().elements() == 0;
        this.shape = isNull ? Shape.of(0) : Shape.of(node.header().space().dims());
        this.format = ElementFormat.of(node.header().type(), saysBfloat16());
    }

    private boolean saysBfloat16() {
        AttributeMessage attribute = node.attributes().get("dtype");
        return attribute != null
                && attributes().string("dtype").filter("bfloat16"::equals).isPresent();
    }

    @Override
    public String name() {
        return node.location().path();
    }

    /** @throws UnsupportedModelException if it holds opaque data that is not two bytes long */
    @Override
    public DType dtype() {
        return format.dtype(this);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    public Hdf5Attributes attributes() {
        return new Hdf5Attributes(source, node.location(), node.attributes());
    }

    @Override
    public void readInto(ByteBuffer destination) {
        if (dtype() == DType.STRING) {
            throw new IllegalStateException(this + ": an array of strings has no binary form");
        }
        long bytes = byteSize();
        if (destination.remaining() < bytes) {
            throw new IllegalArgumentException(
                    this + ": expected room for " + bytes + " bytes, found " + destination.remaining());
        }
        ByteBuffer target = destination.slice(destination.position(), (int) bytes);
        source.requireOpen();
        if (!readByLibrary(target)) {
            readByJava(target);
        }
        source.file().requireUnchangedAfterRead();
        destination.position(destination.position() + (int) bytes);
    }

    /** The library wants a direct buffer and gives native byte order. */
    private boolean readByLibrary(ByteBuffer target) {
        if (!NativeValues.isWanted(node.header())) {
            return false;
        }
        ByteBuffer stored = target.isDirect() && format.keepsSize()
                ? target
                : Buffers.allocateDirect(node.header().bytes());
        if (!source.library().read(node, stored.duplicate())) {
            return false;
        }
        if (stored != target || !format.isPlainInNativeOrder()) {
            format.convertNative(stored.clear(), target.duplicate(), this);
        }
        return true;
    }

    private void readByJava(ByteBuffer target) {
        if (format.keepsSize()) {
            readStored(target);
            if (!format.isPlain()) {
                format.convert(target.clear(), target.duplicate(), this);
            }
        } else {
            ByteBuffer stored = Buffers.allocate(node.header().bytes());
            readStored(stored);
            format.convert(stored.clear(), target.clear(), this);
        }
    }

    @Override
    public Tensor read() {
        if (dtype() != DType.STRING) {
            return byteSize() >= LargeArray.LEAST ? LargeArray.read(this, isContiguous()) : StoredArray.super.read();
        }
        long bytes = node.header().bytes();
        if (bytes > Hdf5Limits.FIXED_STRING_BYTES || shape.size() > Hdf5Limits.STRINGS) {
            throw new UnsupportedModelException(this + ": " + shape.size() + " strings of " + bytes + " bytes");
        }
        byte[] stored = new byte[(int) bytes];
        source.requireOpen();
        readStored(ByteBuffer.wrap(stored));
        source.file().requireUnchangedAfterRead();
        return Tensor.of(Strings.decode(source, node.header().type(), stored), shape.dims());
    }

    private boolean isContiguous() {
        return node.header().layout() instanceof DataLayout.Contiguous;
    }

    private void readStored(ByteBuffer target) {
        new ValueReader(source, node).read(target);
    }

    /** The file and the path in it. */
    @Override
    public String toString() {
        return source.file().path() + ", " + name();
    }
}
