package dev.markhor.formats.hdf5.structure;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** All global heap collections of a file: where strings of variable length are. */
public final class GlobalHeaps {
    private static final int SMALLEST = 4096;
    private static final int HEAD_BYTES = 16;
    /** Bytes of a reference to a string: length, collection, index. */
    private static final int REFERENCE_BYTES = 16;

    private record Item(long address, long length) {}

    private final FileBytes file;
    private final Claims claims;
    private final Map<Long, Map<Integer, Item>> collections = new HashMap<>();
    private long strings;
    private long stringBytes;
    private long items;

    public GlobalHeaps(FileBytes file, Claims claims) {
        this.file = file;
        this.claims = claims;
    }

    /** Checks references to strings while the file is opened; collections are read and claimed here. */
    public void check(byte[] references) {
        strings += references.length / REFERENCE_BYTES;
        if (strings > Hdf5Limits.STRINGS) {
            throw tooManyStrings();
        }
        ByteBuffer in = ByteBuffer.wrap(references).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long length = in.getInt() & 0xffffffffL;
            long address = in.getLong();
            int index = in.getInt();
            stringBytes += length;
            // each string has its own bytes; many references to a long one would be a bomb
            require(stringBytes <= file.limit(), address, "strings of more bytes than the file has");
            if (isNull(address)) {
                require(length == 0, address, "a null string of " + length + " bytes");
            } else {
                Item item = collection(address).get(index);
                require(item != null, address, "expected string " + index + ", found none of that number");
                require(
                        item.length == length,
                        address,
                        "string " + index + ": expected " + length + " bytes, found " + item.length);
            }
        }
    }

    private UnsupportedModelException tooManyStrings() {
        return file.unsupported("more than " + Hdf5Limits.STRINGS + " strings");
    }

    /** Strings whose references were checked, decoded as UTF-8. */
    public String[] strings(byte[] references) {
        ByteBuffer in = ByteBuffer.wrap(references).order(ByteOrder.LITTLE_ENDIAN);
        String[] texts = new String[references.length / REFERENCE_BYTES];
        for (int i = 0; i < texts.length; i++) {
            in.getInt();
            long address = in.getLong();
            int index = in.getInt();
            texts[i] = isNull(address) ? "" : text(collections.get(address).get(index));
        }
        return texts;
    }

    private String text(Item item) {
        byte[] bytes = new byte[Math.toIntExact(item.length)];
        file.readFully(item.address, ByteBuffer.wrap(bytes));
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static boolean isNull(long address) {
        return address == 0 || address == Cursor.UNDEFINED;
    }

    private Map<Integer, Item> collection(long address) {
        Map<Integer, Item> known = collections.get(address);
        if (known != null) {
            return known;
        }
        Cursor head = file.cursor(address, HEAD_BYTES, "global heap");
        head.signature("GCOL");
        head.version(1);
        head.skip(3);
        long size = head.length("size of the heap");
        head.range("size of the heap", SMALLEST, file.limit(), size);
        claims.claim(address, size, "global heap");
        Map<Integer, Item> read = readItems(head, address + HEAD_BYTES, address + size);
        items += read.size();
        if (items > Hdf5Limits.STRINGS) {
            throw tooManyStrings();
        }
        collections.put(address, read);
        return read;
    }

    private Map<Integer, Item> readItems(Cursor head, long start, long end) {
        Map<Integer, Item> items = new HashMap<>();
        for (long at = start; end - at >= HEAD_BYTES; ) {
            Cursor in = file.cursor(at, HEAD_BYTES, "global heap object");
            int index = in.u16();
            in.skip(6);
            long length = in.length("size of the object");
            if (index == 0) {
                in.expect("free space up to the end of the heap", end - at, length);
                break;
            }
            long room = end - at - HEAD_BYTES;
            in.require(length <= room && ((length + 7) & ~7L) <= room, "an object of %s bytes beyond its heap", length);
            in.require(items.put(index, new Item(at + HEAD_BYTES, length)) == null, "object %s stands twice", index);
            at += HEAD_BYTES + ((length + 7) & ~7L);
        }
        return items;
    }

    private void require(boolean condition, long address, String reason) {
        if (!condition) {
            throw file.malformed("global heap at address " + address + ": " + reason);
        }
    }
}
