package dev.markhor.formats.hdf5.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Cursor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of object headers, byte by byte as the file format specification lays them out. */
class MessagesTest {
    @TempDir
    private Path folder;

    private <T> T read(Function<Cursor, T> reader, Bytes bytes) {
        return reader.apply(bytes.cursor(folder));
    }

    private void malformed(String reason, Function<Cursor, ?> reader, Bytes bytes) {
        refuses(MalformedFileException.class, reason, reader, bytes);
    }

    private void unsupported(String reason, Function<Cursor, ?> reader, Bytes bytes) {
        refuses(UnsupportedModelException.class, reason, reader, bytes);
    }

    private void refuses(
            Class<? extends MarkhorException> type, String reason, Function<Cursor, ?> reader, Bytes bytes) {
        MarkhorException e = assertThrows(type, () -> read(reader, bytes));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    // ---- dataspace

    @Test
    void dataspaces() {
        Dataspace old = read(
                Dataspace::read,
                new Bytes().u8(1, 2, 1).zeros(5).u64(3).u64(4).u64(3).u64(-1));
        assertArrayEquals(new long[] {3, 4}, old.dims());
        assertArrayEquals(new long[] {3, Dataspace.UNLIMITED}, old.maxDims());
        assertEquals(12, old.elements());
        Dataspace scalar = read(Dataspace::read, new Bytes().u8(2, 0, 0, 0));
        assertEquals(0, scalar.rank());
        assertEquals(1, scalar.elements());
        assertEquals(0, read(Dataspace::read, new Bytes().u8(2, 0, 0, 2)).elements());
        assertEquals(
                0,
                read(Dataspace::read, new Bytes().u8(2, 2, 0, 1).u64(0).u64(1L << 30))
                        .elements());
    }

    @Test
    void dataspacesThatAreWrong() {
        malformed(
                "more elements than the limit",
                Dataspace::read,
                new Bytes().u8(2, 3, 0, 1).u64(1L << 62).u64(1L << 62).u64(0));
        malformed("dataspace version", Dataspace::read, new Bytes().u8(3, 0, 0, 0));
        malformed("dataspace flags", Dataspace::read, new Bytes().u8(2, 0, 4, 0));
        malformed("rank: expected 0 to 32", Dataspace::read, new Bytes().u8(2, 33, 0, 1));
        malformed("rank 0 in a dataspace of kind 1", Dataspace::read, new Bytes().u8(2, 0, 0, 1));
        malformed("dataspace kind", Dataspace::read, new Bytes().u8(2, 0, 0, 3));
        malformed(
                "more elements than the limit",
                Dataspace::read,
                new Bytes().u8(2, 2, 0, 1).u64(1L << 30).u64(1L << 30));
        malformed(
                "dimension: expected less than 2^63",
                Dataspace::read,
                new Bytes().u8(2, 1, 0, 1).u64(-3));
        malformed(
                "a dimension exceeds its maximum",
                Dataspace::read,
                new Bytes().u8(2, 1, 1, 1).u64(5).u64(4));
        malformed(
                "expected 8 more bytes",
                Dataspace::read,
                new Bytes().u8(2, 1, 0, 1).u32(5));
    }

    // ---- datatype

    private static Bytes type(int classAndVersion, int bits, int size) {
        return new Bytes()
                .u8(classAndVersion, bits & 0xff, bits >> 8 & 0xff, bits >> 16)
                .u32(size);
    }

    private static Bytes integer(int bits, int size) {
        return type(0x10, bits, size).u16(0).u16(size * 8);
    }

    private static Bytes floating(int bits, int size, int... fields) {
        return type(0x11, bits, size)
                .u16(0)
                .u16(size * 8)
                .u8(fields[0], fields[1], fields[2], fields[3])
                .u32(fields[4]);
    }

    @Test
    void numbers() {
        assertEquals(new Datatype(Datatype.Kind.SIGNED, 4, false), read(Datatype::read, integer(8, 4)));
        assertEquals(new Datatype(Datatype.Kind.UNSIGNED, 2, true), read(Datatype::read, integer(1, 2)));
        assertEquals(
                new Datatype(Datatype.Kind.FLOAT, 4, false),
                read(Datatype::read, floating(0x1f20, 4, 23, 8, 0, 23, 127)));
        assertEquals(
                new Datatype(Datatype.Kind.FLOAT, 8, true),
                read(Datatype::read, floating(0x3f21, 8, 52, 11, 0, 52, 1023)));
        assertEquals(
                new Datatype(Datatype.Kind.FLOAT, 2, false),
                read(Datatype::read, floating(0x0f20, 2, 10, 5, 0, 10, 15)));
        assertEquals(
                new Datatype(Datatype.Kind.BFLOAT16, 2, false),
                read(Datatype::read, floating(0x0f20, 2, 7, 8, 0, 7, 127)));
        malformed("integer of 3 bytes", Datatype::read, integer(0, 3));
        malformed("integer precision", Datatype::read, type(0x10, 0, 4).u16(0).u16(31));
        malformed("integer bits", Datatype::read, integer(2, 4));
        unsupported("floating type", Datatype::read, floating(0x1f20, 4, 23, 8, 0, 23, 128));
        unsupported("floating type with bits", Datatype::read, floating(0x1f60, 4, 23, 8, 0, 23, 127));
        malformed("datatype size: expected 1 to", Datatype::read, type(0x10, 0, 0));
        malformed("datatype version", Datatype::read, type(0x60, 0, 4));
    }

    @Test
    void strings() {
        assertEquals(
                Datatype.Kind.FIXED_STRING,
                read(Datatype::read, type(0x13, 0x11, 7)).kind());
        Bytes variable = type(0x19, 0x101, 16).bytes(type(0x13, 0x10, 1).toArray());
        assertEquals(
                Datatype.Kind.VARIABLE_STRING, read(Datatype::read, variable).kind());
        malformed("string bits", Datatype::read, type(0x13, 3, 7));
        unsupported(
                "variable-length sequence",
                Datatype::read,
                type(0x19, 0, 16).bytes(integer(8, 4).toArray()));
        malformed(
                "size of a variable-length",
                Datatype::read,
                type(0x19, 1, 12).bytes(type(0x13, 0, 1).toArray()));
        malformed(
                "wide characters",
                Datatype::read,
                type(0x19, 1, 16).bytes(integer(8, 4).toArray()));
    }

    @Test
    void booleansAndOtherEnumerations() {
        Bytes padded = type(0x18, 2, 1)
                .bytes(integer(8, 1).toArray())
                .text("FALSE\0\0\0TRUE\0\0\0\0")
                .u8(0, 1);
        assertEquals(Datatype.Kind.BOOLEAN, read(Datatype::read, padded).kind());
        Bytes packed = type(0x38, 2, 1)
                .bytes(integer(8, 1).toArray())
                .text("FALSE\0TRUE\0")
                .u8(0, 1);
        assertEquals(Datatype.Kind.BOOLEAN, read(Datatype::read, packed).kind());
        Bytes other =
                type(0x38, 1, 2).bytes(integer(8, 2).toArray()).text("RED\0").u16(5);
        assertEquals(new Datatype(Datatype.Kind.SIGNED, 2, false), read(Datatype::read, other));
        malformed(
                "enumeration names",
                Datatype::read,
                type(0x38, 2, 1).bytes(integer(8, 1).toArray()).text("A\0A\0").u8(0, 1));
        malformed(
                "enumeration size",
                Datatype::read,
                type(0x38, 1, 4).bytes(integer(8, 2).toArray()).text("A\0").u32(0));
        malformed("enumeration members", Datatype::read, type(0x38, 0, 1));
    }

    @Test
    void otherTypes() {
        assertEquals(
                new Datatype(Datatype.Kind.OPAQUE, 2, false),
                read(Datatype::read, type(0x15, 8, 2).text("bfloat16")));
        malformed("opaque tag", Datatype::read, type(0x15, 5, 2).text("12345"));
        unsupported("datatype class compound", Datatype::read, type(0x16, 1, 8));
        unsupported("datatype class reference", Datatype::read, type(0x17, 0, 8));
        unsupported("datatype class complex", Datatype::read, type(0x5b, 0, 8));
        malformed("nested too deep", Datatype::read, nested(4));
    }

    private static Bytes nested(int levels) {
        Bytes type = levels == 0 ? integer(8, 1) : nested(levels - 1);
        return type(0x38, 1, 1).bytes(type.toArray());
    }

    // ---- fill value

    @Test
    void fillValues() {
        assertArrayEquals(
                new byte[] {1, 2}, read(FillValue::readOld, new Bytes().u32(2).u8(1, 2)));
        assertArrayEquals(
                new byte[] {7},
                read(FillValue::read, new Bytes().u8(2, 2, 2, 1).u32(1).u8(7)));
        assertEquals(0, read(FillValue::read, new Bytes().u8(2, 2, 2, 0)).length);
        assertEquals(0, read(FillValue::read, new Bytes().u8(1, 2, 2, 1).u32(0xffffffffL)).length);
        assertArrayEquals(
                new byte[] {7},
                read(FillValue::read, new Bytes().u8(3, 0x2a).u32(1).u8(7)));
        assertEquals(0, read(FillValue::read, new Bytes().u8(3, 0x0a)).length);
        malformed("fill value flags", FillValue::read, new Bytes().u8(3, 0x30));
        malformed("fill value version", FillValue::read, new Bytes().u8(4, 0));
        malformed("time of fill", FillValue::read, new Bytes().u8(2, 2, 3, 0));
        malformed(
                "more bytes",
                FillValue::read,
                new Bytes().u8(2, 2, 2, 1).u32(100).u8(7));
    }

    // ---- filters

    @Test
    void filterPipelines() {
        Bytes version1 = new Bytes()
                .u8(1, 2)
                .zeros(6)
                .u16(2)
                .u16(8)
                .u16(1)
                .u16(1)
                .text("shuffle\0")
                .u32(4)
                .u32(0)
                .u16(1)
                .u16(0)
                .u16(1)
                .u16(1)
                .u32(9)
                .u32(0);
        List<FilterPipeline.Filter> filters =
                read(FilterPipeline::read, version1).filters();
        assertEquals(FilterPipeline.Kind.SHUFFLE, filters.get(0).kind());
        assertEquals(FilterPipeline.Kind.DEFLATE, filters.get(1).kind());
        assertTrue(filters.get(1).optional());
        Bytes version2 = new Bytes()
                .u8(2, 2)
                .u16(32000)
                .u16(4)
                .u16(1)
                .u16(3)
                .text("lzf\0")
                .u32(4)
                .u32(0x105)
                .u32(64)
                .u16(3)
                .u16(0)
                .u16(0);
        filters = read(FilterPipeline::read, version2).filters();
        assertEquals(FilterPipeline.Kind.LZF, filters.get(0).kind());
        assertFalse(filters.get(1).optional());
        unsupported(
                "filter 4 (szip)",
                FilterPipeline::read,
                new Bytes().u8(2, 1).u16(4).u16(0).u16(0));
        unsupported(
                "filter 32015",
                FilterPipeline::read,
                new Bytes().u8(2, 1).u16(32015).u16(0).u16(0).u16(0));
        malformed(
                "values of filter deflate",
                FilterPipeline::read,
                new Bytes().u8(2, 1).u16(1).u16(0).u16(1).u32(10));
        malformed(
                "values of filter shuffle",
                FilterPipeline::read,
                new Bytes().u8(2, 1).u16(2).u16(0).u16(0));
        malformed("number of filters", FilterPipeline::read, new Bytes().u8(2, 0));
        malformed(
                "filter flags",
                FilterPipeline::read,
                new Bytes().u8(2, 1).u16(3).u16(8).u16(0));
        malformed(
                "stands twice",
                FilterPipeline::read,
                new Bytes().u8(2, 2).u16(3).u16(0).u16(0).u16(3).u16(0).u16(0));
    }

    // ---- data layout

    @Test
    void dataLayouts() {
        DataLayout.Compact compact = (DataLayout.Compact)
                read(DataLayout::read, new Bytes().u8(3, 0).u16(3).u8(1, 2, 3));
        assertArrayEquals(new byte[] {1, 2, 3}, compact.data());
        assertEquals(
                new DataLayout.Contiguous(16, 40),
                read(DataLayout::read, new Bytes().u8(3, 1).u64(16).u64(40).zeros(40)));
        DataLayout.Chunked tree = (DataLayout.Chunked) read(
                DataLayout::read, new Bytes().u8(3, 2, 3).u64(-1).u32(5).u32(6).u32(4));
        assertArrayEquals(new long[] {5, 6, 4}, tree.dims());
        assertEquals(120, tree.chunkBytes());
        assertEquals(Cursor.UNDEFINED, tree.address());
    }

    private static Bytes chunked(int flags, int index) {
        return new Bytes().u8(4, 2, flags, 2, 2).u16(300).u16(4).u8(index);
    }

    @Test
    void chunkIndexes() {
        assertEquals(new ChunkIndexKind.Single(-1, 0), index(chunked(0, 1).u64(0)));
        assertEquals(
                new ChunkIndexKind.Single(99, 1),
                index(chunked(2, 1).u64(99).u32(1).u64(0)));
        assertEquals(new ChunkIndexKind.Implicit(), index(chunked(0, 2).u64(0)));
        assertEquals(
                new ChunkIndexKind.FixedArray(10), index(chunked(0, 3).u8(10).u64(0)));
        assertEquals(
                new ChunkIndexKind.ExtensibleArray(32, 4, 4, 16, 10),
                index(chunked(0, 4).u8(32, 4, 4, 16, 10).u64(0)));
        assertEquals(
                new ChunkIndexKind.TreeV2(2048),
                index(chunked(1, 5).u32(2048).u8(100, 40).u64(0)));
        assertEquals(
                3, ((DataLayout.Chunked) read(DataLayout::read, chunked(0, 2).u64(0))).sizeBytes());
    }

    private ChunkIndexKind index(Bytes bytes) {
        return ((DataLayout.Chunked) read(DataLayout::read, bytes)).index();
    }

    @Test
    void dataLayoutsThatAreWrong() {
        unsupported("virtual dataset", DataLayout::read, new Bytes().u8(4, 3).zeros(12));
        unsupported(
                "data layout of version 1",
                DataLayout::read,
                new Bytes().u8(1, 2, 1).zeros(20));
        unsupported("chunk index 9", DataLayout::read, chunked(0, 9).u64(0));
        unsupported(
                "chunk of more than",
                DataLayout::read,
                new Bytes().u8(3, 2, 3).u64(-1).u32(1 << 20).u32(1 << 20).u32(4));
        malformed(
                "chunk dimension: expected 1 to",
                DataLayout::read,
                new Bytes().u8(3, 2, 2).u64(-1).u32(0).u32(4));
        malformed(
                "chunk rank", DataLayout::read, new Bytes().u8(3, 2, 1).u64(-1).u32(4));
        malformed("data layout: expected 0 to 3", DataLayout::read, new Bytes().u8(3, 7));
        malformed("chunk flags", DataLayout::read, chunked(8, 1).u64(0));
        malformed(
                "flag of a filtered single chunk",
                DataLayout::read,
                chunked(2, 3).u8(10).u64(0));
        malformed(
                "address of the data: expected an address",
                DataLayout::read,
                new Bytes().u8(3, 1).u64(1000).u64(40));
    }

    // ---- attributes, links, dense storage

    @Test
    void attributes() {
        byte[] type = integer(8, 4).toArray();
        byte[] space = new Bytes().u8(1, 1, 0).zeros(5).u64(2).toArray();
        Bytes version1 = new Bytes()
                .u8(1, 0)
                .u16(5)
                .u16(12)
                .u16(16)
                .text("size\0\0\0\0")
                .bytes(type)
                .zeros(4)
                .bytes(space)
                .u32(3)
                .u32(4);
        AttributeMessage attribute = read(AttributeMessage::read, version1);
        assertEquals("size", attribute.rawName());
        assertEquals(2, attribute.space().elements());
        assertArrayEquals(new byte[] {3, 0, 0, 0, 4, 0, 0, 0}, attribute.data());
        assertEquals(48, attribute.dataAddress());
        Bytes version3 = new Bytes()
                .u8(3, 0)
                .u16(5)
                .u16(12)
                .u16(16)
                .u8(1)
                .text("size\0")
                .bytes(type)
                .bytes(space)
                .u32(3)
                .u32(4);
        assertEquals("size", read(AttributeMessage::read, version3).rawName());
        unsupported(
                "shared type",
                AttributeMessage::read,
                new Bytes().u8(3, 1).u16(5).u16(12).u16(16).u8(1));
        malformed("attribute version", AttributeMessage::read, new Bytes().u8(4, 0));
        malformed(
                "without a name",
                AttributeMessage::read,
                new Bytes().u8(2, 0).u16(1).u16(12).u16(16).u8(0));
        malformed(
                "length of an attribute's name",
                AttributeMessage::read,
                new Bytes()
                        .u8(2, 0)
                        .u16(5)
                        .u16(12)
                        .u16(16)
                        .text("si\0e\0")
                        .bytes(type)
                        .bytes(space));
        malformed(
                "more bytes",
                AttributeMessage::read,
                new Bytes()
                        .u8(2, 0)
                        .u16(5)
                        .u16(12)
                        .u16(16)
                        .text("size\0")
                        .bytes(type)
                        .bytes(space)
                        .u32(3));
    }

    @Test
    void links() {
        assertEquals(
                new LinkMessage("ab", LinkMessage.Kind.HARD, 5),
                read(LinkMessage::read, new Bytes().u8(1, 0, 2).text("ab").u64(5)));
        assertEquals(
                new LinkMessage("ab", LinkMessage.Kind.HARD, 5),
                read(
                        LinkMessage::read,
                        new Bytes()
                                .u8(1, 0x1d, 0)
                                .u64(9)
                                .u8(1)
                                .u16(2)
                                .text("ab")
                                .u64(5)));
        assertEquals(
                LinkMessage.Kind.SOFT,
                read(
                                LinkMessage::read,
                                new Bytes().u8(1, 8, 1, 1).text("a").u16(2).text("/x"))
                        .kind());
        assertEquals(
                LinkMessage.Kind.EXTERNAL,
                read(
                                LinkMessage::read,
                                new Bytes().u8(1, 8, 64, 1).text("a").u16(3).text("f\0x"))
                        .kind());
        unsupported(
                "link of type 65",
                LinkMessage::read,
                new Bytes().u8(1, 8, 65, 1).text("a").u64(0));
        for (String name : new String[] {"a/b", ".", "a\0b"}) {
            malformed(
                    "empty or a path",
                    LinkMessage::read,
                    new Bytes().u8(1, 0, name.length()).text(name).u64(5));
        }
        malformed(
                "length of a link's name",
                LinkMessage::read,
                new Bytes().u8(1, 0, 0).u64(5));
        malformed(
                "link flags",
                LinkMessage::read,
                new Bytes().u8(1, 0x20, 1).text("a").u64(5));
    }

    @Test
    void denseStorage() {
        DenseStorage none =
                read(DenseStorage::readLinkInfo, new Bytes().u8(0, 0).u64(-1).u64(-1));
        assertFalse(none.isDense());
        DenseStorage ordered = read(
                DenseStorage::readAttributeInfo,
                new Bytes().u8(0, 3).u16(7).u64(1).u64(2).u64(3));
        assertEquals(new DenseStorage(1, 2, 3), ordered);
        malformed(
                "a heap without an index",
                DenseStorage::readLinkInfo,
                new Bytes().u8(0, 0).u64(1).u64(-1));
        malformed(
                "index by creation without a heap",
                DenseStorage::readLinkInfo,
                new Bytes().u8(0, 2).u64(-1).u64(-1).u64(1));
        malformed(
                "flags 4",
                DenseStorage::readLinkInfo,
                new Bytes().u8(0, 4).u64(-1).u64(-1));
    }
}
