package dev.markhor.binding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Memory that control groups and the machine leave to this process. */
final class MachineMemory {
    private MachineMemory() {}

    /** @param root where {@code proc} and {@code sys} are @return {@code Long.MAX_VALUE} if nothing tells */
    static long bytes(Path root) {
        long least = physical(root.resolve("proc/meminfo"));
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                least = Math.min(least, group(root.resolve("sys/fs/cgroup"), parts[2], "memory.max"));
            } else if (parts.length == 3 && (',' + parts[1] + ',').contains(",memory,")) {
                Path controller = root.resolve("sys/fs/cgroup/memory");
                least = Math.min(least, group(controller, parts[2], "memory.limit_in_bytes"));
            }
        }
        return least;
    }

    private static long physical(Path meminfo) {
        for (String line : lines(meminfo)) {
            if (line.startsWith("MemTotal:")) {
                return number(line.replaceAll("\\D", "")) << 10;
            }
        }
        return Long.MAX_VALUE;
    }

    /** The least limit of a group and those around it; in a container the path may be one of the host's, of which only the root is seen. */
    private static long group(Path controller, String path, String file) {
        long least = Long.MAX_VALUE;
        Path group = controller.resolve(path.replaceFirst("^/+", "")).normalize();
        group = group.startsWith(controller) ? group : controller; // a path out of the container's own part
        while (group != null && group.startsWith(controller)) {
            for (String line : lines(group.resolve(file))) {
                least = Math.min(least, number(line.trim()));
            }
            group = group.getParent();
        }
        return least;
    }

    /** {@code max}, and numbers of pages too large for a long, mean that there is no limit. */
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of(); // there, and not for us
        }
    }
}
