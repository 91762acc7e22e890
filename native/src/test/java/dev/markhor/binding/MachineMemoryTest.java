package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
    @TempDir
    Path root;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    @Test
    void aMachine() throws IOException {
        write("proc/meminfo", "MemTotal:       24683912 kB\nMemFree:         100 kB\n");
        assertEquals(24683912L << 10, MachineMemory.bytes(root));
    }

    @Test
    void aContainerOfTheFirstVersion() throws IOException {
        write("proc/meminfo", "MemTotal: 24683912 kB\n");
        write("proc/self/cgroup", "5:devices:/docker/1\n4:memory:/docker/1\n0::/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");
        assertEquals(2L << 30, MachineMemory.bytes(root));
        write("sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes", "1073741824\n");
        assertEquals(1L << 30, MachineMemory.bytes(root));
    }

    @Test
    void aContainerOfTheSecondVersion() throws IOException {
        write("proc/meminfo", "MemTotal: 24683912 kB\n");
        write("proc/self/cgroup", "0::/user/service\n");
        write("sys/fs/cgroup/user/service/memory.max", "max\n");
        assertEquals(24683912L << 10, MachineMemory.bytes(root));
        write("sys/fs/cgroup/user/memory.max", "536870912\n");
        assertEquals(512L << 20, MachineMemory.bytes(root));
    }

    @Test
    void aGroupThatIsNotSeenFromInside() throws IOException {
        write("proc/meminfo", "MemTotal: 24683912 kB\n");
        write("proc/self/cgroup", "0::/../../other\n");
        write("sys/fs/cgroup/memory.max", "268435456\n");
        assertEquals(256L << 20, MachineMemory.bytes(root));
    }

    @Test
    void nothingThatTells() {
        assertEquals(Long.MAX_VALUE, MachineMemory.bytes(root));
        assertEquals(Long.MAX_VALUE, MemoryLimit.beyondHeap(Long.MAX_VALUE, 1 << 30));
    }

    @Test
    void theHeapIsLeftOut() {
        assertEquals(3L << 30, MemoryLimit.beyondHeap(4L << 30, 1L << 30));
        assertEquals(2L << 30, MemoryLimit.beyondHeap(4L << 30, 3500L << 20));
    }

    @Test
    void theLimitIsASetting() {
        assertTrue(MemoryLimit.bytes() > 0);
        System.setProperty("markhor.memory.limit", "3");
        try {
            assertEquals(3 << 20, MemoryLimit.bytes());
            assertEquals("-Dmarkhor.memory.limit", MemoryLimit.origin());
        } finally {
            System.clearProperty("markhor.memory.limit");
        }
    }
}
