package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.MessageType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The messages that describe a group or dataset: object headers of version 1 and 2, with their continuations. */
public final class ObjectHeader {
    /** One message. Shared messages are refused, empty ones left out. */
    public record Message(int type, Cursor body) {}

    private record Continuation(long address, long length) {}

    private static final int SHARED = 0x02;
    /** Constant, not to be shared, or to be marked by libraries that do not know it: no matter to readers. */
    private static final int HARMLESS_FLAGS = 0x15;

    private final FileBytes file;
    private final Claims claims;
    private final List<Message> messages = new ArrayList<>();
    private final Deque<Continuation> continuations = new ArrayDeque<>();
    private int messageCount;

    private ObjectHeader(FileBytes file, Claims claims) {
        this.file = file;
        this.claims = claims;
    }

    public static ObjectHeader read(FileBytes file, Claims claims, long address) {
        ObjectHeader header = new ObjectHeader(file, claims);
        if (file.hasSignature(address, "OHDR")) {
            header.readVersion2(address);
        } else {
            header.readVersion1(address);
        }
        return header;
    }

    public List<Message> messages() {
        return messages;
    }

    // ---- version 1: no signature, no checksum, messages aligned to eight bytes

    private void readVersion1(long address) {
        Cursor prefix = file.cursor(address, 16, "object header");
        int version = prefix.u8();
        prefix.expect("object header version", 1, version);
        prefix.expect("reserved byte", 0, prefix.u8());
        int expectedMessages = prefix.u16();
        prefix.require(prefix.u32() >= 1, "an object without links to it");
        long length = prefix.u32();
        claims.claim(address, 16 + length, "object header");
        readMessages1(file.cursor(address + 16, length, "object header"));
        int count = 0;
        while (!continuations.isEmpty()) {
            Continuation next = nextContinuation(prefix, ++count);
            readMessages1(file.cursor(next.address, next.length, "object header continuation"));
        }
        prefix.expect("number of messages", expectedMessages, messageCount);
    }

    private void readMessages1(Cursor in) {
        while (in.remaining() > 0) {
            int type = in.u16();
            int length = in.u16();
            int flags = in.u8();
            in.skip(3);
            in.require(length % 8 == 0, "message of %s bytes: expected a multiple of 8", length);
            add(type, flags, in.sub(length, "message"));
        }
    }

    // ---- version 2: signatures, checksums, messages without alignment

    private void readVersion2(long address) {
        Cursor prefix = file.cursor(address, Math.min(34, file.limit() - address), "object header");
        prefix.skip(4);
        prefix.version(2);
        int flags = prefix.u8();
        boolean ordered = (flags & 4) != 0;
        prefix.require((flags & 0xc0) == 0 && ((flags & 8) == 0 || ordered), "object header flags %s", flags);
        prefix.skip((flags & 32) != 0 ? 16 : 0); // times
        prefix.skip((flags & 16) != 0 ? 4 : 0); // when attributes become dense
        long length = prefix.unsigned(1 << (flags & 3));
        int start = (int) (prefix.address() - address);
        prefix.require(length >= 0 && length <= file.limit(), "object header longer than the file");
        claims.claim(address, start + length + 4, "object header");
        readMessages2(file.cursor(address, start + length + 4, "object header"), start, ordered);
        int count = 0;
        while (!continuations.isEmpty()) {
            Continuation next = nextContinuation(prefix, ++count);
            Cursor in = file.cursor(next.address, next.length, "object header continuation");
            in.signature("OCHK");
            readMessages2(in, 4, ordered);
        }
    }

    /** @param in a chunk of the header from its first to its last byte, which belong to the checksum */
    private void readMessages2(Cursor in, int start, boolean ordered) {
        in.checksumAtEnd();
        in.seek(start);
        int headBytes = ordered ? 6 : 4;
        while (in.remaining() - 4 >= headBytes) {
            int type = in.u8();
            int length = in.u16();
            int flags = in.u8();
            in.skip(ordered ? 2 : 0);
            in.require(length <= in.remaining() - 4, "message of %s bytes reaches beyond the header", length);
            add(type, flags, in.sub(length, "message"));
        }
    }

    // ---- both

    private Continuation nextContinuation(Cursor prefix, int count) {
        prefix.require(count <= Hdf5Limits.HEADER_CONTINUATIONS, "too many continuations of an object header");
        Continuation next = continuations.poll();
        prefix.require(next.length >= 8, "continuation of an object header of less than 8 bytes");
        claims.claim(next.address, next.length, "object header continuation");
        return next;
    }

    private void add(int type, int flags, Cursor body) {
        messageCount++;
        if (type == MessageType.NIL) {
            return;
        }
        body.support((flags & SHARED) == 0, "shared message (a datatype with a name of its own, for instance)");
        body.support((flags & ~HARMLESS_FLAGS) == 0, "message type " + type + " with flags " + flags);
        if (type == MessageType.CONTINUATION) {
            continuations.add(new Continuation(body.length("address"), body.length("length")));
            return;
        }
        messages.add(new Message(type, body));
    }
}
