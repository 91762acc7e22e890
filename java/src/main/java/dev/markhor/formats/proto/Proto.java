package dev.markhor.formats.proto;

import com.google.protobuf.CodedInputStream;
import dev.markhor.error.MalformedFileException;
import java.io.IOException;

/** Reads protocol buffers field by field, for the few messages of checkpoints and SavedModels. Fields that nobody wants are skipped. */
public final class Proto {
    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    public static final int FIXED32 = 5;

    /** A field of a message; exactly one of its values is read, by the method for it, or none. */
    public interface Field {
        int number();

        int wireType();

        long varint() throws IOException;

        int fixed32() throws IOException;

        byte[] bytes() throws IOException;

        String string() throws IOException;
    }

    /** Takes the fields of a message in their order. */
    public interface Visitor {
        void visit(Field field) throws IOException;
    }

    private static final class Reader implements Field {
        private final CodedInputStream in;
        private int tag;
        private boolean isRead;

        Reader(byte[] message) {
            in = CodedInputStream.newInstance(message);
        }

        @Override
        public int number() {
            return tag >>> 3;
        }

        @Override
        public int wireType() {
            return tag & 7;
        }

        private void take(int wireType) throws IOException {
            if (wireType() != wireType) {
                throw new IOException("field " + number() + " has wire type " + wireType());
            }
            isRead = true;
        }

        @Override
        public long varint() throws IOException {
            take(VARINT);
            return in.readRawVarint64();
        }

        @Override
        public int fixed32() throws IOException {
            take(FIXED32);
            return in.readFixed32();
        }

        @Override
        public byte[] bytes() throws IOException {
            take(BYTES);
            return in.readByteArray();
        }

        @Override
        public String string() throws IOException {
            take(BYTES);
            return in.readString();
        }
    }

    private Proto() {}

    /**
     * Visits all fields of a message.
     *
     * @param place for messages: which message, of which file
     * @throws MalformedFileException if it is none
     */
    public static void read(String place, byte[] message, Visitor visitor) {
        Reader reader = new Reader(message);
        try {
            while ((reader.tag = reader.in.readTag()) != 0) {
                reader.isRead = false;
                visitor.visit(reader);
                if (!reader.isRead) {
                    reader.in.skipField(reader.tag);
                }
            }
        } catch (IOException e) {
            throw new MalformedFileException(place + " is not readable: " + e.getMessage(), e);
        }
    }
}
