package dev.markhor.cli;

import dev.markhor.cli.diff.Difference;
import dev.markhor.cli.diff.Distance;
import dev.markhor.cli.diff.Status;
import dev.markhor.cli.diff.Swaps;
import dev.markhor.cli.weights.StoredWeight;
import dev.markhor.cli.weights.Weights;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code markhor diff} found, as a table or as JSON. */
record DiffReport(Path fileA, Weights a, Path fileB, Weights b, List<Difference> differences, boolean training) {
    /** @param all whether to list what is the same */
    void print(PrintStream out, boolean all) {
        out.println("A: " + fileA + ": " + a.title());
        out.println("B: " + fileB + ": " + b.title());
        Table table = new Table("llll");
        for (Difference difference : differences) {
            if (all || difference.status() != Status.SAME) {
                String path = difference.path();
                String other = difference.b() == null || difference.b().path().equals(path)
                        ? ""
                        : "B: " + difference.b().path();
                table.row(difference.status().title(), path, other, difference.detail());
            }
        }
        table.print(out);
        Swaps.in(differences).texts().forEach(pair -> out.println("Swapped: " + pair));
        out.println(summary());
        note(out, "A", a);
        note(out, "B", b);
    }

    private String summary() {
        List<String> parts = new ArrayList<>();
        counts().forEach((status, count) -> parts.add(Sizes.count(count) + " " + status));
        return (parts.isEmpty() ? "No arrays" : String.join(", ", parts)) + ".";
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            long count = differences.stream()
                    .filter(difference -> difference.status() == status)
                    .count();
            if (count > 0) {
                counts.put(status.title(), count);
            }
        }
        return counts;
    }

    private void note(PrintStream out, String side, Weights weights) {
        long skipped = skipped(weights);
        if (skipped > 0) {
            out.println("Not compared in " + side + ": " + Sizes.count(skipped) + (skipped == 1 ? " array" : " arrays")
                    + " of optimizers, metrics and random generators (--training does)");
        }
        if (!weights.unread().isEmpty()) {
            out.println("Not compared in " + side + ", as their types are not read: "
                    + String.join(", ", weights.unread()));
        }
    }

    private long skipped(Weights weights) {
        return training
                ? 0
                : weights.arrays().stream().filter(StoredWeight::training).count();
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a", file(fileA, a));
        object.put("b", file(fileB, b));
        object.put("same", differences.stream().allMatch(difference -> difference.status() == Status.SAME));
        object.put("counts", counts());
        object.put("swapped", Swaps.in(differences).texts());
        object.put("arrays", differences.stream().map(DiffReport::json).toList());
        return object;
    }

    private Map<String, Object> file(Path path, Weights weights) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", path);
        object.put("kind", weights.title());
        object.put("skipped", skipped(weights));
        object.put("unread", weights.unread());
        return object;
    }

    private static Map<String, Object> json(Difference difference) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("status", difference.status().title());
        object.put("a", array(difference.a()));
        object.put("b", array(difference.b()));
        object.put("detail", difference.detail());
        Distance values = difference.values();
        if (values != null) {
            object.put("values", values.total());
            object.put("differing", values.differing());
            object.put("max_abs", values.maxAbs());
            object.put("max_rel", values.maxRel());
        }
        return object;
    }

    private static Map<String, Object> array(StoredWeight weight) {
        if (weight == null) {
            return null;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", weight.path());
        object.put("dtype", weight.array().dtype().kerasName());
        object.put("shape", weight.array().shape().dims());
        return object;
    }
}
