package dev.markhor.fuzz.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chunks of values that end with a checksum (the filter fletcher32), found through B-trees of version 1. */
final class HdfChunks {
    private static final int HIGHEST_RANK = 6;
    private static final int MOST = 64;
    private static final int SHORTEST = 6;

    private HdfChunks() {}

    /** @param base where address 0 lies */
    static void find(byte[] file, int base, List<HdfMap.Part> parts) {
        for (int at = 0; at + 24 <= file.length; at++) {
            if (Image.has(file, at, "TREE") && file[at + 4] == 1 && file[at + 5] == 0) {
                for (int rank = 2; rank <= HIGHEST_RANK; rank++) { // it is not said: that of the values, and one more
                    List<HdfMap.Part> found = chunks(file, base, at, 8 + 8 * rank);
                    if (!found.isEmpty()) {
                        parts.addAll(found);
                        break;
                    }
                }
            }
        }
    }

    /** None if one of them has another checksum: then keys are not of this size, or there is no such filter. */
    private static List<HdfMap.Part> chunks(byte[] file, int base, int node, int keyBytes) {
        int count = Math.min(MOST, (int) Image.get(file, node + 6, 2));
        List<HdfMap.Part> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int key = node + 24 + i * (keyBytes + 8);
            long size = Image.get(file, key, 4);
            long from = base + Image.get(file, key + keyBytes, 8);
            if (size < SHORTEST || from < 0 || from > file.length - size) {
                return List.of();
            }
            int end = (int) (from + size) - 4;
            if (fletcher32(Arrays.copyOfRange(file, (int) from, end)) != (int) Image.get(file, end, 4)) {
                return List.of();
            }
            found.add(new HdfMap.Part("chunk", (int) from, end, HdfMap.Seal.FLETCHER32));
        }
        return found;
    }

    static int fletcher32(byte[] bytes) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            int next = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
            low += (bytes[i] & 0xff) << 8 | next;
            high += low = fold(low);
            high = fold(high);
        }
        return (int) (high << 16 | low);
    }

    /** Sums modulo 65535 that are never 0 again once they were not, as HDF5 has them. */
    private static long fold(long sum) {
        return (sum & 0xffff) + (sum >>> 16);
    }
}
