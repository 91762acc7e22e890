package dev.markhor.cli;

import dev.markhor.cli.weights.Statistics;
import dev.markhor.cli.weights.StoredWeight;
import dev.markhor.cli.weights.ValueReader;
import dev.markhor.cli.weights.Weights;
import dev.markhor.tensor.DType;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the values of a file's arrays are like. Holds one array at a time. */
record StatsReport(Path file) {
    void print(PrintStream out) {
        Table table = new Table("lllrrrrrrl");
        table.row("array", "dtype", "shape", "min", "max", "mean", "std", "zeros", "NaN, Inf", "histogram, min to max");
        try (Weights weights = Weights.open(file);
                ValueReader reader = new ValueReader()) {
            out.println(file + ": " + weights.title() + ", " + weights.arrays().size() + " arrays");
            for (StoredWeight weight : weights.arrays()) {
                String type = weight.array().dtype().kerasName();
                String shape = weight.array().shape().toString();
                Optional<Statistics> statistics = statistics(weight, reader);
                if (statistics.isEmpty()) {
                    table.row(weight.path(), type, shape);
                } else {
                    Statistics values = statistics.get();
                    table.row(
                            weight.path(),
                            type,
                            shape,
                            number(values.min()),
                            number(values.max()),
                            number(values.mean()),
                            number(values.deviation()),
                            String.format(Locale.ROOT, "%.1f%%", 100.0 * values.zeros() / Math.max(1, values.size())),
                            odd(values),
                            "[" + values.bars() + "]");
                }
            }
        }
        table.print(out);
    }

    private static String odd(Statistics values) {
        return values.nans() + values.infinities() == 0
                ? ""
                : Sizes.count(values.nans()) + ", " + Sizes.count(values.infinities());
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4g", value);
    }

    private static Optional<Statistics> statistics(StoredWeight weight, ValueReader reader) {
        return weight.array().dtype() == DType.STRING
                ? Optional.empty()
                : Optional.of(Statistics.of(reader.read(weight.array())));
    }

    Map<String, Object> json() {
        List<Map<String, Object>> arrays = new ArrayList<>();
        Map<String, Object> object = new LinkedHashMap<>();
        try (Weights weights = Weights.open(file);
                ValueReader reader = new ValueReader()) {
            object.put("file", file);
            object.put("kind", weights.title());
            for (StoredWeight weight : weights.arrays()) {
                Map<String, Object> array = new LinkedHashMap<>();
                array.put("name", weight.path());
                array.put("dtype", weight.array().dtype().kerasName());
                array.put("shape", weight.array().shape().dims());
                statistics(weight, reader).ifPresent(values -> {
                    array.put("min", values.min());
                    array.put("max", values.max());
                    array.put("mean", values.mean());
                    array.put("std", values.deviation());
                    array.put("zeros", values.zeros());
                    array.put("nan", values.nans());
                    array.put("inf", values.infinities());
                    array.put("histogram", values.histogram());
                });
                arrays.add(array);
            }
        }
        object.put("arrays", arrays);
        return object;
    }
}
