package dev.markhor.fuzz.format;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.keras.V3Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/** Writes the list of sharded weights: which group is in which file. */
final class ShardList {
    private ShardList() {}

    /** @param weights a file with all groups @param shards names of files that take turns */
    static String of(byte[] weights, List<String> shards) {
        StringJoiner groups = new StringJoiner(",", "{\"metadata\":{\"total_size\":1},\"weight_map\":{", "}}");
        int count = 0;
        for (String object : objects(weights)) {
            String shard = '"' + shards.get(count++ % shards.size()) + '"';
            groups.add("\"" + (object.isEmpty() ? "" : "/" + object) + "/vars\":"
                    + (count % 2 == 0 ? shard : "[" + shard + "]"));
        }
        return groups.toString();
    }

    /** Those of an object that has any. */
    private static List<String> objects(byte[] weights) {
        try {
            Path file = Files.createTempFile("weights", ".h5");
            try (V3Weights open = V3Weights.open(Files.write(file, weights))) {
                return open.objects().stream()
                        .filter(object -> !object.contains("\"") && !object.contains("\\"))
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (MarkhorException e) {
            return List.of(); // of another kind
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
