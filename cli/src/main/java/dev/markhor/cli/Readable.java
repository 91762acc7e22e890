package dev.markhor.cli;

import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results for people: the best classes of each sample, its values if they are no classes, or a few numbers of something larger. */
final class Readable {
    private static final int SHOWN = 8;
    private static final int CLASSES_SHOWN = 5;
    /** How far the sum of float32 probabilities may be from 1. */
    private static final double ROUNDING = 1e-3;

    private final PrintStream out;
    private final List<String> labels;
    private final Optional<Integer> top;

    /**
     * @param labels names of the classes; may be empty
     * @param top how many classes were asked for
     */
    Readable(PrintStream out, List<String> labels, Optional<Integer> top) {
        this.out = out;
        this.labels = labels;
        this.top = top;
    }

    /** @param samples what the results are of */
    void print(Samples samples, List<Tensor> results) {
        for (int i = 0; i < results.size(); i++) {
            if (results.size() > 1) {
                out.println("output_" + i + ":");
            }
            Tensor result = results.get(i);
            Shape shape = result.shape();
            boolean scores =
                    shape.rank() == 2 && shape.dim(1) > 1 && result.dtype().isFloating();
            if (scores && (!labels.isEmpty() || top.isPresent() || areProbabilities(result))) {
                printClasses(samples, result);
            } else {
                printValues(samples, result);
            }
        }
    }

    /** Whether every row could be a softmax's. */
    private static boolean areProbabilities(Tensor rows) {
        double[] values = rows.toDoubleArray();
        int width = Math.toIntExact(rows.shape().dim(1));
        for (int from = 0; from < values.length; from += width) {
            double[] row = Arrays.copyOfRange(values, from, from + width);
            boolean negative = Arrays.stream(row).anyMatch(value -> value < 0);
            if (negative || !(Math.abs(Arrays.stream(row).sum() - 1) < ROUNDING)) {
                return false;
            }
        }
        return true;
    }

    private void printClasses(Samples samples, Tensor scores) {
        int rows = Math.toIntExact(scores.shape().dim(0));
        int classes = Math.toIntExact(scores.shape().dim(1));
        if (!labels.isEmpty() && labels.size() != classes) {
            throw new IllegalArgumentException("there are " + labels.size() + " labels for " + classes + " classes");
        }
        for (int row = 0; row < rows; row++) {
            if (rows > 1) {
                out.println(samples.nameOf(row, rows) + ":");
            }
            long first = (long) row * classes;
            Table table = new Table("rl");
            IntStream.range(0, classes)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -scores.getDouble(first + i)))
                    .limit(top.orElse(CLASSES_SHOWN))
                    .forEach(i -> table.row(number(scores.getDouble(first + i)), label(i)));
            table.print(out);
        }
    }

    private String label(int index) {
        return labels.isEmpty() ? "class " + index : labels.get(index);
    }

    private void printValues(Samples samples, Tensor result) {
        Shape shape = result.shape();
        boolean fewPerSample = shape.rank() == 1 || shape.rank() == 2 && shape.dim(1) > 0 && shape.dim(1) <= SHOWN;
        if (!fewPerSample) {
            out.println(result);
            return;
        }
        int rows = Math.toIntExact(shape.dim(0));
        int width = shape.rank() == 1 ? 1 : Math.toIntExact(shape.dim(1));
        int shown = Math.min(rows, Math.max(SHOWN, samples.names().size()));
        Table table = new Table("l" + "r".repeat(width));
        for (int row = 0; row < shown; row++) {
            String[] cells = new String[1 + width];
            cells[0] = samples.nameOf(row, rows) + ":";
            for (int i = 0; i < width; i++) {
                cells[1 + i] = value(result, row * width + i);
            }
            table.row(cells);
        }
        table.print(out);
        if (rows > shown) {
            out.println("... " + rows + " in all; --json prints them");
        }
    }

    private static String value(Tensor result, int index) {
        return result.dtype().isFloating()
                ? number(result.getDouble(index))
                : String.valueOf(
                        NestedLists.of(result.reshape(result.size())) instanceof List<?> list ? list.get(index) : "");
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return size == 0 || size >= 1e-4 && size < 1e6
                ? String.format(Locale.ROOT, "%.4f", value)
                : String.format(Locale.ROOT, "%.3e", value);
    }
}
