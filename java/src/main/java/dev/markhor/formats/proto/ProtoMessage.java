package dev.markhor.formats.proto;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A protocol buffer that is put together field by field, in the order of the calls. As in proto3, zeros and empty texts are left out. */
public final class ProtoMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);

    private interface Step {
        void run() throws IOException;
    }

    public ProtoMessage number(int field, long value) {
        return value == 0 ? this : write(() -> out.writeInt64(field, value));
    }

    public ProtoMessage fixed32(int field, int value) {
        return value == 0 ? this : write(() -> out.writeFixed32(field, value));
    }

    public ProtoMessage text(int field, String value) {
        return value.isEmpty() ? this : write(() -> out.writeString(field, value));
    }

    /** A message inside of this one, which is there even if it is empty. */
    public ProtoMessage message(int field, ProtoMessage value) {
        return write(() -> out.writeByteArray(field, value.toBytes()));
    }

    public byte[] toBytes() {
        write(out::flush);
        return bytes.toByteArray();
    }

    private ProtoMessage write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
        return this;
    }
}
