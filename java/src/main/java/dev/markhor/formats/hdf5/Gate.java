package dev.markhor.formats.hdf5;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.AttributeMessage;
import dev.markhor.formats.hdf5.message.Datatype;
import dev.markhor.formats.hdf5.message.LinkMessage;
import dev.markhor.formats.hdf5.structure.DatasetCheck;
import dev.markhor.formats.hdf5.structure.DenseMessages;
import dev.markhor.formats.hdf5.structure.GlobalHeaps;
import dev.markhor.formats.hdf5.structure.GroupTree;
import dev.markhor.formats.hdf5.structure.ObjectHeader;
import dev.markhor.formats.hdf5.structure.ObjectMessages;
import dev.markhor.formats.hdf5.structure.Superblock;
import dev.markhor.formats.hdf5.structure.SymbolTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the whole structure of a file and lets it pass only if everything is understood: every structure lies in the file, no two
 * overlap, nothing leads in a circle, all numbers are within bounds. Values are looked at later, when they are read.
 */
final class Gate {
    /** A name in a group whose object is still to be read. @param cached its symbol table as its parent repeats it, or null */
    private record Pending(Node.Group parent, String name, long address, SymbolTable cached) {}

    private final FileBytes file;
    private final Claims claims;
    private final GlobalHeaps heaps;
    private final Map<Long, Node> objects = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Superblock superblock;
    private DatasetCheck datasets;

    private Gate(FileBytes file, Claims claims) {
        this.file = file;
        this.claims = claims;
        this.heaps = new GlobalHeaps(file, claims);
    }

    /** What passed. */
    record Passed(Node.Group root, GlobalHeaps heaps) {}

    static Passed check(FileBytes file) {
        return check(file, new Claims(file));
    }

    /** @param claims told of each structure; nothing may be claimed yet */
    static Passed check(FileBytes file, Claims claims) {
        return new Gate(file, claims).check();
    }

    private Passed check() {
        superblock = Superblock.read(file, claims);
        datasets = new DatasetCheck(file, claims, superblock.treeSizes(), heaps);
        Node root = readObject(Location.ROOT, superblock.root(), superblock.cachedRoot());
        if (!(root instanceof Node.Group group)) {
            throw file.malformed("expected a group as root, found a dataset");
        }
        while (!pending.isEmpty()) {
            Pending next = pending.pollLast();
            next.parent.children().put(next.name, resolve(next));
        }
        file.setPlace("");
        file.dropPages();
        file.requireUnchanged();
        return new Passed(group, heaps);
    }

    private Node resolve(Pending next) {
        Location location = next.parent.location().child(next.name);
        Node known = objects.get(next.address);
        if (known instanceof Node.Group) {
            file.setPlace(location);
            if (known.location().isAncestorOf(location)) {
                throw file.malformed("the group leads back to its ancestor " + known.location());
            }
            throw file.unsupported("a group with two names, the other is " + known.location());
        }
        return known != null ? known : readObject(location, next.address, next.cached);
    }

    private Node readObject(Location location, long address, SymbolTable cached) {
        file.setPlace(location);
        if (location.depth() > Hdf5Limits.GROUP_DEPTH) {
            throw file.unsupported("groups nested deeper than " + Hdf5Limits.GROUP_DEPTH);
        }
        if (objects.size() >= Hdf5Limits.OBJECTS) {
            throw file.unsupported("more than " + Hdf5Limits.OBJECTS + " objects");
        }
        ObjectHeader header = ObjectHeader.read(file, claims, address);
        ObjectMessages messages = ObjectMessages.read(file.cursor(address, 0, "object"), header);
        Map<String, AttributeMessage> attributes = readAttributes(messages);
        checkCached(messages, cached);
        Node node = messages.isGroup()
                ? readGroup(new Node.Group(location, attributes), messages)
                : new Node.Dataset(location, datasets.check(messages), attributes);
        objects.put(address, node);
        return node;
    }

    private void checkCached(ObjectMessages messages, SymbolTable cached) {
        if (cached == null || cached.isSame(messages.symbolTable())) {
            return;
        }
        if (messages.symbolTable() == null && messages.isGroup()) {
            throw file.unsupported("a group of old style that was converted, as happens when it gets an external link");
        }
        throw file.malformed("symbol table: its parent repeats it with other addresses");
    }

    private Map<String, AttributeMessage> readAttributes(ObjectMessages messages) {
        List<AttributeMessage> all = messages.attributes();
        if (messages.hasDenseAttributes()) {
            messages.header().require(all.isEmpty(), "attributes both in the header and in a heap");
            all = DenseMessages.readAttributes(file, claims, messages.attributeInfo());
        }
        if (all.isEmpty()) {
            return Map.of();
        }
        Map<String, AttributeMessage> attributes = new LinkedHashMap<>();
        for (AttributeMessage attribute : all) {
            if (attribute.type().kind() == Datatype.Kind.VARIABLE_STRING) {
                heaps.check(attribute.data());
            }
            String name = decode(attribute.rawName());
            messages.header().require(attributes.put(name, attribute) == null, "attribute %s stands twice", name);
        }
        return attributes;
    }

    private Node.Group readGroup(Node.Group group, ObjectMessages messages) {
        Cursor header = messages.header();
        if (messages.symbolTable() != null) {
            for (GroupTree.Entry entry : GroupTree.read(file, claims, superblock.treeSizes(), messages.symbolTable())) {
                addChild(header, group, entry.rawName(), entry.kind(), entry.address(), entry.cached());
            }
            return group;
        }
        List<LinkMessage> links = messages.links();
        if (messages.hasDenseLinks()) {
            header.require(links.isEmpty(), "links both in the header and in a heap");
            links = DenseMessages.readLinks(file, claims, messages.linkInfo());
        }
        for (LinkMessage link : links) {
            addChild(header, group, link.rawName(), link.kind(), link.address(), null);
        }
        return group;
    }

    private void addChild(
            Cursor header, Node.Group group, String rawName, LinkMessage.Kind kind, long address, SymbolTable cached) {
        String name = decode(rawName);
        Node link = new Node.Link(group.location().child(name), kind);
        header.require(group.children().put(name, link) == null, "name %s stands twice", name);
        if (kind == LinkMessage.Kind.HARD) {
            pending.add(new Pending(group, name, address, cached)); // takes the place of the link when it is resolved
        }
    }

    private static String decode(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) >= 0x80) {
                return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return raw;
    }
}
