package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativeBuffersTest {
    private static final int PART = 128 << 20;

    @Test
    void areAlignedAndInNativeOrder() {
        for (int bytes : new int[] {0, 1, 63, 4097, (8 << 20) + 3}) {
            ByteBuffer buffer = NativeBuffers.allocate(bytes);
            assertEquals(bytes, buffer.capacity());
            assertEquals(ByteOrder.nativeOrder(), buffer.order());
            assertEquals(0, Memory.address(buffer) % 64);
        }
    }

    private static final String LIMIT = "markhor.memory.limit";

    @AfterEach
    void reset() {
        System.clearProperty(LIMIT);
    }

    /** More than the limit in all, of which none is written to. */
    @Test
    void forgottenOnesMakeRoom() {
        System.setProperty(LIMIT, "1024");
        for (long total = 0; total <= 2L << 30; total += PART) {
            assertEquals(PART, NativeBuffers.allocate(PART).remaining());
        }
    }

    @Test
    void whatIsInUseIsLimited() {
        System.setProperty(LIMIT, "1024");
        List<ByteBuffer> kept = new ArrayList<>();
        OutOfMemoryError e = assertThrows(OutOfMemoryError.class, () -> {
            while (true) {
                kept.add(NativeBuffers.allocate(PART));
            }
        });
        assertEquals(true, e.getMessage().contains("-Dmarkhor.memory.limit"), e.getMessage());
        assertEquals(PART, kept.get(0).remaining());
    }

    @Test
    void whatIsFreedMakesRoomAtOnce() {
        System.setProperty(LIMIT, "1024");
        for (int i = 0; i < 20; i++) {
            ByteBuffer buffer = NativeBuffers.allocate(PART);
            NativeBuffers.free(buffer.duplicate());
            NativeBuffers.free(buffer); // again, and others: nothing happens
            NativeBuffers.free(ByteBuffer.allocateDirect(10));
            NativeBuffers.free(ByteBuffer.allocate(10));
        }
        assertEquals(PART, NativeBuffers.allocate(PART).remaining());
    }

    @Test
    void aViewKeepsTheMemory() {
        ByteBuffer view = NativeBuffers.allocate(PART)
                .putInt(PART - 4, 42)
                .asReadOnlyBuffer()
                .slice(PART - 4, 4);
        view.order(ByteOrder.nativeOrder());
        for (int i = 0; i < 20; i++) {
            System.gc();
            NativeBuffers.allocate(PART).putInt(PART - 4, i);
        }
        assertEquals(42, view.getInt(0));
    }
}
