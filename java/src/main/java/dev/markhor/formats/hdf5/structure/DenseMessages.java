package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Lookup3;
import dev.markhor.formats.hdf5.message.AttributeMessage;
import dev.markhor.formats.hdf5.message.DenseStorage;
import dev.markhor.formats.hdf5.message.LinkMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Links and attributes that are too many for an object header: messages in a fractal heap, found by B-trees of version 2. */
public final class DenseMessages {
    /** Identifiers in the heaps of attributes; those of links are one byte shorter. */
    private static final int ATTRIBUTE_ID_BYTES = 8;

    private static final int LINK_ID_BYTES = 7;

    private final FileBytes file;
    private final Claims claims;
    private final FractalHeap heap;
    private final DenseStorage storage;
    private final Set<String> identifiers = new HashSet<>();

    private DenseMessages(FileBytes file, Claims claims, DenseStorage storage, int idBytes) {
        this.file = file;
        this.claims = claims;
        this.storage = storage;
        this.heap = FractalHeap.read(file, claims, storage.heap());
        if (heap.idBytes() != idBytes) {
            throw file.malformed("fractal heap at address " + storage.heap() + ": expected identifiers of " + idBytes
                    + " bytes, found " + heap.idBytes());
        }
    }

    public static List<LinkMessage> readLinks(FileBytes file, Claims claims, DenseStorage storage) {
        return new DenseMessages(file, claims, storage, LINK_ID_BYTES).links();
    }

    public static List<AttributeMessage> readAttributes(FileBytes file, Claims claims, DenseStorage storage) {
        return new DenseMessages(file, claims, storage, ATTRIBUTE_ID_BYTES).attributes();
    }

    private List<LinkMessage> links() {
        List<LinkMessage> links = new ArrayList<>();
        Tree2.read(file, claims, storage.byName(), Tree2.LINKS_BY_NAME, 4 + LINK_ID_BYTES, record -> {
            int hash = (int) record.u32();
            Cursor message = object(record, LINK_ID_BYTES);
            LinkMessage link = LinkMessage.read(message);
            message.requireEnd();
            checkHash(record, hash, link.rawName());
            links.add(link);
        });
        checkCreationIndex(Tree2.LINKS_BY_CREATION, 8 + LINK_ID_BYTES, record -> {
            record.skip(8);
            return record.rawString(LINK_ID_BYTES);
        });
        return links;
    }

    private List<AttributeMessage> attributes() {
        List<AttributeMessage> attributes = new ArrayList<>();
        Tree2.read(file, claims, storage.byName(), Tree2.ATTRIBUTES_BY_NAME, ATTRIBUTE_ID_BYTES + 9, record -> {
            Cursor message = object(record, ATTRIBUTE_ID_BYTES);
            record.support((record.u8() & 2) == 0, "shared attribute");
            record.skip(4); // order of creation
            AttributeMessage attribute = AttributeMessage.read(message);
            checkHash(record, (int) record.u32(), attribute.rawName());
            attributes.add(attribute);
        });
        checkCreationIndex(
                Tree2.ATTRIBUTES_BY_CREATION, ATTRIBUTE_ID_BYTES + 5, record -> record.rawString(ATTRIBUTE_ID_BYTES));
        return attributes;
    }

    private Cursor object(Cursor record, int idBytes) {
        long at = record.position();
        record.require(identifiers.add(record.rawString(idBytes)), "two names for one heap object");
        record.seek(at);
        return heap.object(record.sub(idBytes, "heap identifier"));
    }

    private static void checkHash(Cursor record, int stored, String rawName) {
        int computed = Lookup3.hash(rawName.getBytes(StandardCharsets.ISO_8859_1));
        record.require(stored == computed, "hash of a name: expected another value");
    }

    private void checkCreationIndex(int type, int recordBytes, IdentifierReader reader) {
        if (storage.byCreation() == Cursor.UNDEFINED) {
            return;
        }
        Tree2.read(
                file,
                claims,
                storage.byCreation(),
                type,
                recordBytes,
                record -> record.require(
                        identifiers.remove(reader.read(record)), "an index by creation that names other objects"));
        if (!identifiers.isEmpty()) {
            throw file.malformed(
                    "tree at address " + storage.byCreation() + ": " + identifiers.size() + " objects are missing");
        }
    }

    private interface IdentifierReader {
        String read(Cursor record);
    }
}
