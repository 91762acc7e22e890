package dev.markhor.formats.hdf5.message;

/** Numbers of the messages in object headers. */
public final class MessageType {
    public static final int NIL = 0x00;
    public static final int DATASPACE = 0x01;
    public static final int LINK_INFO = 0x02;
    public static final int DATATYPE = 0x03;
    public static final int OLD_FILL_VALUE = 0x04;
    public static final int FILL_VALUE = 0x05;
    public static final int LINK = 0x06;
    public static final int EXTERNAL_FILES = 0x07;
    public static final int DATA_LAYOUT = 0x08;
    public static final int GROUP_INFO = 0x0a;
    public static final int FILTER_PIPELINE = 0x0b;
    public static final int ATTRIBUTE = 0x0c;
    public static final int COMMENT = 0x0d;
    public static final int CONTINUATION = 0x10;
    public static final int SYMBOL_TABLE = 0x11;
    public static final int MODIFICATION_TIME = 0x12;
    public static final int TREE_SIZES = 0x13;
    public static final int ATTRIBUTE_INFO = 0x15;
    public static final int REFERENCE_COUNT = 0x16;
    public static final int FILE_SPACE = 0x17;

    private MessageType() {}

    /** For errors about messages that are not read. */
    public static String describe(int type) {
        return switch (type) {
            case EXTERNAL_FILES -> "values in external files";
            case 0x0e -> "old modification time";
            case 0x0f -> "shared message table";
            case 0x14 -> "driver information";
            default -> "message type " + type;
        };
    }
}
