package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
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

    /** More than the heap's size in all, of which none is written to. */
    @Test
    void forgottenOnesMakeRoom() {
        for (long total = 0; total <= 2 * Runtime.getRuntime().maxMemory(); total += PART) {
            assertEquals(PART, NativeBuffers.allocate(PART).remaining());
        }
    }

    @Test
    void whatIsInUseIsLimited() {
        List<ByteBuffer> kept = new ArrayList<>();
        OutOfMemoryError e = assertThrows(OutOfMemoryError.class, () -> {
            while (true) {
                kept.add(NativeBuffers.allocate(PART));
            }
        });
        assertEquals(true, e.getMessage().contains("-Xmx"), e.getMessage());
        assertEquals(PART, kept.get(0).remaining());
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
