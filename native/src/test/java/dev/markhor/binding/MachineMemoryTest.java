package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineMemoryTest {
    private static final String LIMIT = "markhor.memory.limit";

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
        assertEquals((3L << 30) - (256 << 20), MemoryLimit.beyondHeap(4L << 30, 1L << 30));
        assertEquals(640 << 20, MemoryLimit.beyondHeap(1 << 30, 256 << 20));
        assertEquals(2L << 30, MemoryLimit.beyondHeap(4L << 30, 3500L << 20));
    }

    @AfterEach
    void reset() {
        System.clearProperty(LIMIT);
    }

    @Test
    void theLimitIsASetting() {
        assertTrue(MemoryLimit.bytes() > 0);
        System.setProperty(LIMIT, "3");
        assertEquals(3 << 20, MemoryLimit.bytes());
        assertEquals("-Dmarkhor.memory.limit", MemoryLimit.origin());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1g, 1073741824",
        "1G, 1073741824",
        "512m, 536870912",
        "100k, 102400",
        "2t, 2199023255552",
        "' 7 ', 7340032",
        "999999999999999999g, 9223372035781033984"
    })
    void theSettingHasUnits(String setting, long bytes) {
        System.setProperty(LIMIT, setting);
        assertEquals(bytes, MemoryLimit.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "g", "-1", "1.5g", "1gb", "1 g", "0x10", "lots", "1000000000000000000"})
    void whatIsNoSizeIsRefused(String setting) {
        System.setProperty(LIMIT, setting);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, MemoryLimit::bytes);
        assertEquals(
                "-Dmarkhor.memory.limit is '" + setting
                        + "', not a size: a whole number of MiB, or one with k, m, g or t behind it, such as 512m or 2g",
                e.getMessage());
    }

    @Test
    void words() {
        assertEquals("0 bytes", MemoryWords.needed(0));
        assertEquals("1 byte", MemoryWords.allowed(1));
        assertEquals("1048575 bytes", MemoryWords.needed((1 << 20) - 1));
        assertEquals("1 MiB", MemoryWords.needed(1 << 20));
        assertEquals("1.1 MiB", MemoryWords.needed((1 << 20) + 1));
        assertEquals("1 MiB", MemoryWords.allowed((1 << 20) + 1));
        assertEquals("1.9 MiB", MemoryWords.allowed((2 << 20) - 1));
        assertEquals("2 MiB", MemoryWords.needed((2 << 20) - 1));
        assertEquals("8796093022208 MiB", MemoryWords.needed(Long.MAX_VALUE));
    }
}
