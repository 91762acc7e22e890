package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;
import java.util.ArrayList;
import java.util.List;

/** Filter pipeline message: what was done to each chunk, in the order it was done when writing. */
public record FilterPipeline(List<Filter> filters) {
    public static final FilterPipeline NONE = new FilterPipeline(List.of());

    private static final int MAX_FILTERS = 8;
    private static final int FIRST_NAMED_ID = 256;
    private static final int MAX_NAME = 256;

    /**
     * One step of the pipeline.
     *
     * @param optional whether a chunk may lack it
     * @param value the first number stored with it: for shuffle, the bytes of an element; 0 if there is none
     */
    public record Filter(Kind kind, boolean optional, long value) {}

    /** The filters that are read. */
    public enum Kind {
        DEFLATE(1),
        SHUFFLE(2),
        FLETCHER32(3),
        LZF(32000);

        private final int id;

        Kind(int id) {
            this.id = id;
        }
    }

    public static FilterPipeline read(Cursor in) {
        int version = in.u8();
        int count = in.u8();
        in.require(version == 1 || version == 2, "filter pipeline version: expected 1 or 2, found %s", version);
        in.range("number of filters", 1, MAX_FILTERS, count);
        if (version == 1) {
            in.skip(6);
        }
        List<Filter> filters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Filter filter = readFilter(in, version);
            for (Filter other : filters) {
                in.require(other.kind != filter.kind, "filter %s stands twice", filter.kind);
            }
            filters.add(filter);
        }
        return new FilterPipeline(List.copyOf(filters));
    }

    private static Filter readFilter(Cursor in, int version) {
        int id = in.u16();
        int nameBytes = version == 1 || id >= FIRST_NAMED_ID ? in.u16() : 0;
        int flags = in.u16();
        int valueCount = in.u16();
        in.require((flags & ~1) == 0, "filter flags %s", flags);
        in.range("filter name", 0, MAX_NAME, nameBytes);
        in.require(version != 1 || nameBytes % 8 == 0, "filter name of %s bytes", nameBytes);
        in.skip(nameBytes);
        Kind kind = kind(in, id);
        long[] values = new long[valueCount];
        for (int i = 0; i < valueCount; i++) {
            values[i] = in.u32();
        }
        if (version == 1 && valueCount % 2 == 1) {
            in.skip(4);
        }
        checkValues(in, kind, values);
        return new Filter(kind, (flags & 1) != 0, values.length == 0 ? 0 : values[0]);
    }

    private static Kind kind(Cursor in, int id) {
        for (Kind kind : Kind.values()) {
            if (kind.id == id) {
                return kind;
            }
        }
        throw in.unsupported("filter " + id
                + switch (id) {
                    case 4 -> " (szip)";
                    case 5 -> " (n-bit)";
                    case 6 -> " (scale-offset)";
                    default -> "";
                });
    }

    private static void checkValues(Cursor in, Kind kind, long[] values) {
        switch (kind) {
            case DEFLATE -> in.require(values.length == 1 && values[0] <= 9, "values of filter deflate");
            case SHUFFLE -> in.require(values.length == 1, "values of filter shuffle");
            case FLETCHER32 -> in.require(values.length == 0, "values of filter fletcher32");
            case LZF -> in.require(values.length <= 3, "values of filter LZF");
        }
    }
}
