package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.message.AttributeMessage;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Dataspace;
import dev.markhor.formats.hdf5.message.Datatype;
import dev.markhor.formats.hdf5.message.DenseStorage;
import dev.markhor.formats.hdf5.message.FillValue;
import dev.markhor.formats.hdf5.message.FilterPipeline;
import dev.markhor.formats.hdf5.message.LinkMessage;
import dev.markhor.formats.hdf5.message.MessageType;
import java.util.ArrayList;
import java.util.List;

/** The messages of one object header, each read and allowed as often as it may stand there. */
public final class ObjectMessages {
    private final List<AttributeMessage> attributes = new ArrayList<>();
    private final List<LinkMessage> links = new ArrayList<>();
    private final Cursor header;
    private int seen;
    private Dataspace space;
    private Datatype type;
    private DataLayout layout;
    private FilterPipeline pipeline = FilterPipeline.NONE;
    private byte[] oldFill = new byte[0];
    private byte[] fill = new byte[0];
    private SymbolTable symbolTable;
    private DenseStorage linkInfo;
    private DenseStorage attributeInfo;

    private ObjectMessages(Cursor header) {
        this.header = header;
    }

    /** @param header a cursor at the object, for errors about the object as a whole */
    public static ObjectMessages read(Cursor header, ObjectHeader object) {
        ObjectMessages messages = new ObjectMessages(header);
        for (ObjectHeader.Message message : object.messages()) {
            messages.add(message.type(), message.body());
        }
        messages.checkCombination();
        return messages;
    }

    private void add(int type, Cursor in) {
        if (type != MessageType.ATTRIBUTE && type != MessageType.LINK && type < Integer.SIZE) {
            in.require((seen >> type & 1) == 0, "two messages of type %s", type);
            seen |= 1 << type;
        }
        switch (type) {
            case MessageType.DATASPACE -> space = Dataspace.read(in);
            case MessageType.DATATYPE -> this.type = Datatype.read(in);
            case MessageType.DATA_LAYOUT -> layout = DataLayout.read(in);
            case MessageType.FILTER_PIPELINE -> pipeline = FilterPipeline.read(in);
            case MessageType.OLD_FILL_VALUE -> oldFill = FillValue.readOld(in);
            case MessageType.FILL_VALUE -> fill = FillValue.read(in);
            case MessageType.ATTRIBUTE -> attributes.add(AttributeMessage.read(in));
            case MessageType.LINK -> links.add(LinkMessage.read(in));
            case MessageType.SYMBOL_TABLE -> symbolTable = SymbolTable.read(in);
            case MessageType.LINK_INFO -> linkInfo = DenseStorage.readLinkInfo(in);
            case MessageType.ATTRIBUTE_INFO -> attributeInfo = DenseStorage.readAttributeInfo(in);
            case MessageType.GROUP_INFO -> checkGroupInfo(in);
            case MessageType.MODIFICATION_TIME -> checkModificationTime(in);
            case MessageType.REFERENCE_COUNT -> checkReferenceCount(in);
            case MessageType.COMMENT -> in.rawString();
            default -> throw in.unsupported(MessageType.describe(type));
        }
        boolean mayHaveMore =
                type == MessageType.ATTRIBUTE || type == MessageType.FILL_VALUE || type == MessageType.OLD_FILL_VALUE;
        if (!mayHaveMore) {
            in.requireEnd();
        }
    }

    private static void checkGroupInfo(Cursor in) {
        in.version(0);
        int flags = in.u8();
        in.require((flags & ~3) == 0, "group info flags %s", flags);
        in.skip((flags & 1) != 0 ? 4 : 0);
        in.skip((flags & 2) != 0 ? 4 : 0);
    }

    private static void checkModificationTime(Cursor in) {
        in.version(1);
        in.skip(3 + 4);
    }

    private static void checkReferenceCount(Cursor in) {
        in.version(0);
        in.require(in.u32() >= 1, "an object without links to it");
    }

    private void checkCombination() {
        boolean group = isGroup();
        boolean dataset = layout != null;
        header.support(group || dataset || type == null, "datatype with a name of its own");
        header.require(group != dataset, "expected a group or a dataset, found the messages of neither or both");
        if (group) {
            boolean bare = space == null
                    && type == null
                    && pipeline == FilterPipeline.NONE
                    && !has(MessageType.OLD_FILL_VALUE)
                    && !has(MessageType.FILL_VALUE);
            header.require(bare, "a group with messages of a dataset");
            header.require(symbolTable == null || linkInfo == null, "a group of both old and new style");
            header.require(linkInfo != null || links.isEmpty(), "links in a group of old style");
        } else {
            header.require(space != null, "a dataset without a dataspace");
            header.require(type != null, "a dataset without a datatype");
            header.require(links.isEmpty() && !has(MessageType.GROUP_INFO), "a dataset with messages of a group");
        }
    }

    private boolean has(int type) {
        return (seen >> type & 1) != 0;
    }

    public Cursor header() {
        return header;
    }

    public boolean isGroup() {
        return symbolTable != null || linkInfo != null;
    }

    public List<AttributeMessage> attributes() {
        return attributes;
    }

    public List<LinkMessage> links() {
        return links;
    }

    /** Null for a group of new style. */
    public SymbolTable symbolTable() {
        return symbolTable;
    }

    /** Whether links are in a heap of their own; then {@link #linkInfo} says where. */
    public boolean hasDenseLinks() {
        return linkInfo != null && linkInfo.isDense();
    }

    public DenseStorage linkInfo() {
        return linkInfo;
    }

    /** Whether attributes are in a heap of their own; then {@link #attributeInfo} says where. */
    public boolean hasDenseAttributes() {
        return attributeInfo != null && attributeInfo.isDense();
    }

    public DenseStorage attributeInfo() {
        return attributeInfo;
    }

    Dataspace space() {
        return space;
    }

    Datatype type() {
        return type;
    }

    DataLayout layout() {
        return layout;
    }

    FilterPipeline pipeline() {
        return pipeline;
    }

    /** Fill value of the new message if there is one, else of the old one; they must agree in size. */
    byte[] fill() {
        byte[] value = fill.length > 0 ? fill : oldFill;
        header.require(
                value.length == 0 || value.length == type.bytes(),
                "fill value: expected %s bytes, found %s",
                type.bytes(),
                value.length);
        header.require(
                oldFill.length == 0 || fill.length == 0 || oldFill.length == fill.length,
                "two fill values that differ in size");
        return value;
    }
}
