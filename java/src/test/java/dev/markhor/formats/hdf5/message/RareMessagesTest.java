package dev.markhor.formats.hdf5.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Cursor;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values at the edges of what messages may hold: the last that is read and the first that is refused. */
class RareMessagesTest {
    @TempDir
    private Path folder;

    private <T> T read(Function<Cursor, T> reader, Bytes bytes) {
        return reader.apply(bytes.cursor(folder));
    }

    private void refused(String reason, Function<Cursor, ?> reader, Bytes bytes) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> read(reader, bytes));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static Bytes type(int classAndVersion, int bits, int size) {
        return new Bytes()
                .u8(classAndVersion, bits & 0xff, bits >> 8 & 0xff, bits >> 16)
                .u32(size);
    }

    private static Bytes integer(int size) {
        return type(0x10, 8, size).u16(0).u16(size * 8);
    }

    @Test
    void datatypes() {
        for (int size : new int[] {1, 2, 4, 8}) {
            assertEquals(size, read(Datatype::read, integer(size)).bytes());
        }
        refused("integer of 16 bytes", Datatype::read, integer(16));
        refused("integer bit offset", Datatype::read, type(0x10, 0, 4).u16(1).u16(32));
        refused("datatype version", Datatype::read, type(0x00, 0, 4));
        refused("datatype size", Datatype::read, type(0x13, 0, (1 << 24) + 1));
        assertEquals(1 << 24, read(Datatype::read, type(0x13, 0, 1 << 24)).bytes());
        assertEquals(3, read(Datatype::read, type(0x13, 0x12, 3)).bytes());
        refused("string bits 32", Datatype::read, type(0x13, 0x20, 3));
        refused("opaque tag of 256 bytes", Datatype::read, type(0x15, 256, 2).zeros(256));
        assertEquals(2, read(Datatype::read, type(0x15, 0, 2)).bytes());
        refused("datatype class 14", Datatype::read, type(0x1e, 0, 2));
        refused("datatype class 12", Datatype::read, type(0x1c, 0, 2));
        refused("datatype class time", Datatype::read, type(0x12, 0, 2));
    }

    @Test
    void variableLength() {
        Bytes characters = type(0x13, 0x10, 1);
        assertEquals(
                16,
                read(Datatype::read, type(0x19, 0x121, 16).bytes(characters.toArray()))
                        .bytes());
        refused("variable-length bits", Datatype::read, type(0x19, 0x201, 16).bytes(characters.toArray()));
        refused("variable-length bits", Datatype::read, type(0x19, 0x131, 16).bytes(characters.toArray()));
        Bytes inner = type(0x19, 1, 16).bytes(characters.toArray());
        refused("wide characters", Datatype::read, type(0x19, 1, 16).bytes(inner.toArray()));
        for (int i = 0; i < 2; i++) {
            inner = type(0x19, 1, 16).bytes(inner.toArray());
        }
        refused("datatypes nested too deep", Datatype::read, inner);
    }

    @Test
    void enumerations() {
        for (int[] values : new int[][] {{1, 0}, {0, 2}, {1, 1}}) {
            Bytes other = type(0x38, 2, 1)
                    .bytes(integer(1).toArray())
                    .text("FALSE\0TRUE\0")
                    .u8(values);
            assertEquals(Datatype.Kind.SIGNED, read(Datatype::read, other).kind());
        }
        Bytes wide = type(0x38, 2, 2)
                .bytes(integer(2).toArray())
                .text("FALSE\0TRUE\0")
                .u16(0)
                .u16(1);
        assertEquals(new Datatype(Datatype.Kind.SIGNED, 2, false), read(Datatype::read, wide));
        refused(
                "enumeration names",
                Datatype::read,
                type(0x38, 1, 1).bytes(integer(1).toArray()).text("\0").u8(0));
        refused(
                "enumeration of something else than integers",
                Datatype::read,
                type(0x38, 1, 1).bytes(type(0x13, 0, 1).toArray()).text("A\0").u8(0));
    }

    @Test
    void allValuesOfAnEnumerationAreThere() {
        Bytes type = type(0x38, 4, 2).bytes(integer(2).toArray()).text("A\0B\0C\0D\0");
        refused("expected 8 more bytes, found 7", Datatype::read, type.zeros(7));
        assertEquals(2, read(Datatype::read, type.zeros(1)).bytes());
    }

    @Test
    void floats() {
        Bytes shifted = type(0x11, 0x1f20, 4).u16(1).u16(32).u8(23, 8, 0, 23).u32(127);
        refused("floating type's bit offset: expected 0, found 1", Datatype::read, shifted);
    }

    @Test
    void dataspaces() {
        Bytes most = new Bytes().u8(2, 2, 0, 1).u64(1 << 20).u64(1 << 20);
        assertEquals(1L << 40, read(Dataspace::read, most).elements());
        refused(
                "more elements than the limit",
                Dataspace::read,
                new Bytes().u8(2, 2, 0, 1).u64(1 << 20).u64((1 << 20) + 1));
    }

    private static Bytes chunked(int rank, int width) {
        return new Bytes().u8(4, 2, 0, rank, width).zeros(400);
    }

    @Test
    void chunks() {
        Bytes most = new Bytes().u8(3, 2, 2).u64(-1).u32(1 << 25).u32(4);
        assertEquals(1 << 27, ((DataLayout.Chunked) read(DataLayout::read, most)).chunkBytes());
        refused(
                "chunk of more than 134217728 bytes",
                DataLayout::read,
                new Bytes().u8(3, 2, 2).u64(-1).u32((1 << 25) + 1).u32(4));
        refused("chunk rank: expected 2 to 33, found 1", DataLayout::read, chunked(1, 1));
        refused("chunk rank: expected 2 to 33, found 34", DataLayout::read, chunked(34, 1));
        refused("bytes of a chunk dimension: expected 1 to 8, found 0", DataLayout::read, chunked(2, 0));
        refused("bytes of a chunk dimension: expected 1 to 8, found 9", DataLayout::read, chunked(2, 9));
    }

    @Test
    void linksThatBeginAsPaths() {
        for (String name : new String[] {"/a", "\0a"}) {
            refused(
                    "empty or a path",
                    LinkMessage::read,
                    new Bytes().u8(1, 0, 2).text(name).u64(5));
        }
        Bytes set = new Bytes().u8(1, 0x10, 2, 1).text("a").u64(5);
        refused("character set: expected 0 to 1, found 2", LinkMessage::read, set);
    }

    private static Bytes filter(int version, int id, int nameBytes, int flags, int... values) {
        Bytes bytes = new Bytes().u8(version, 1).zeros(version == 1 ? 6 : 0).u16(id);
        if (version == 1 || id >= 256) {
            bytes.u16(nameBytes);
        }
        bytes.u16(flags).u16(values.length).zeros(nameBytes);
        for (int value : values) {
            bytes.u32(value);
        }
        return version == 1 && values.length % 2 == 1 ? bytes.u32(0) : bytes;
    }

    @Test
    void filters() {
        refused("filter pipeline version", FilterPipeline::read, new Bytes().u8(0, 1));
        refused("filter pipeline version", FilterPipeline::read, new Bytes().u8(3, 1));
        refused("number of filters: expected 1 to 8, found 9", FilterPipeline::read, new Bytes().u8(2, 9));
        refused("filter name of 4 bytes", FilterPipeline::read, filter(1, 1, 4, 0, 9));
        refused("filter name: expected 0 to 256, found 257", FilterPipeline::read, filter(2, 32000, 257, 0));
        assertEquals(
                1,
                read(FilterPipeline::read, filter(2, 32000, 256, 0, 1, 2, 3))
                        .filters()
                        .size());
        refused("values of filter LZF", FilterPipeline::read, filter(2, 32000, 0, 0, 1, 2, 3, 4));
        refused("values of filter fletcher32", FilterPipeline::read, filter(1, 3, 8, 0, 1));
        refused("values of filter deflate", FilterPipeline::read, filter(1, 1, 8, 0));
        refused("values of filter deflate", FilterPipeline::read, filter(1, 1, 8, 0, 1, 1));
        assertEquals(
                9,
                read(FilterPipeline::read, filter(1, 1, 8, 1, 9))
                        .filters()
                        .get(0)
                        .value());
        refused("filter 5 (n-bit)", FilterPipeline::read, filter(1, 5, 0, 0));
        refused("filter 6 (scale-offset)", FilterPipeline::read, filter(1, 6, 0, 0));
    }

    @Test
    void fillValues() {
        refused("fill value version", FillValue::read, new Bytes().u8(0, 0, 0, 0));
        refused("time of allocation", FillValue::read, new Bytes().u8(2, 4, 0, 0));
        refused("fill value defined", FillValue::read, new Bytes().u8(2, 0, 0, 2));
        refused("fill value flags 64", FillValue::read, new Bytes().u8(3, 0x40));
        refused("fill value flags 12", FillValue::read, new Bytes().u8(3, 0x0c));
        assertEquals(0, read(FillValue::read, new Bytes().u8(3, 0x1b)).length);
        assertEquals(0, read(FillValue::read, new Bytes().u8(1, 3, 2, 0).u32(0)).length);
    }

    private static Bytes attribute(int version, Bytes space, int dataBytes) {
        byte[] type = integer(4).toArray();
        return new Bytes()
                .u8(version, 0)
                .u16(8)
                .u16(type.length)
                .u16(space.toArray().length)
                .bytes(version == 3 ? new byte[1] : new byte[0])
                .text("numbers\0")
                .bytes(type)
                .bytes(version == 1 ? new byte[(8 - type.length % 8) % 8] : new byte[0])
                .bytes(space.toArray())
                .bytes(version == 1 ? new byte[(8 - space.toArray().length % 8) % 8] : new byte[0])
                .zeros(dataBytes);
    }

    @Test
    void attributes() {
        Bytes two = new Bytes().u8(2, 1, 0, 1).u64(2);
        for (int version = 1; version <= 3; version++) {
            assertEquals(
                    8, read(AttributeMessage::read, attribute(version, two, 8)).data().length);
        }
        for (int version = 1; version <= 3; version++) {
            Bytes numbers = attribute(version, two, 0).u32(3).u32(4);
            assertArrayEquals(
                    new byte[] {3, 0, 0, 0, 4, 0, 0, 0},
                    read(AttributeMessage::read, numbers).data());
        }
        refused("attribute version", AttributeMessage::read, attribute(0, two, 8));
        refused("attribute version", AttributeMessage::read, attribute(4, two, 8));
        refused(
                "an attribute of 9 elements in 8 bytes",
                AttributeMessage::read,
                attribute(3, new Bytes().u8(2, 1, 0, 1).u64(9), 8));
        refused(
                "more bytes",
                AttributeMessage::read,
                attribute(3, new Bytes().u8(2, 1, 0, 1).u64(3), 8));
        assertEquals(
                0,
                read(
                                AttributeMessage::read,
                                attribute(3, new Bytes().u8(2, 1, 0, 1).u64(0), 8))
                        .data()
                        .length);
    }

    private static Bytes attribute(int charset, String name, Bytes type, Bytes space) {
        return new Bytes()
                .u8(3, 0)
                .u16(name.length())
                .u16(type.toArray().length)
                .u16(space.toArray().length)
                .u8(charset)
                .text(name)
                .bytes(type.toArray())
                .bytes(space.toArray());
    }

    /** Fields of an attribute are as long as they say, padded to eight bytes at most. */
    @Test
    void partsOfAttributes() {
        Bytes scalar = new Bytes().u8(2, 0, 0, 0);
        Bytes whole = attribute(1, "a\0", integer(4), scalar).u32(5);
        assertEquals("a", read(AttributeMessage::read, whole).rawName());
        assertEquals(4, read(AttributeMessage::read, whole.zeros(7)).data().length);
        refused("expected the end, found 8 more bytes", AttributeMessage::read, whole.zeros(1));
        refused(
                "character set: expected 0 to 1, found 2",
                AttributeMessage::read,
                attribute(2, "a\0", integer(4), scalar).u32(5));
        refused(
                "datatype of attribute a at address 11: expected the end, found 8",
                AttributeMessage::read,
                attribute(1, "a\0", integer(4).zeros(8), scalar).u32(5));
        refused(
                "dataspace of attribute a at address 23: expected the end, found 8",
                AttributeMessage::read,
                attribute(1, "a\0", integer(4), new Bytes().u8(2, 0, 0, 0).zeros(8))
                        .u32(5));
        Bytes tagged = attribute(1, "a\0", type(0x15, 16, 4).text("a tag of 16 byte"), scalar)
                .u32(5);
        assertEquals(
                Datatype.Kind.OPAQUE,
                read(AttributeMessage::read, tagged).type().kind());
    }
}
