package dev.markhor.cli;

import dev.markhor.error.MalformedFileException;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tables of numbers or words, one sample a line. */
final class CsvReader {
    private static final int MOST_BYTES = 256 << 20;
    private static final int LONGEST_QUOTED = 30;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final Spec input;
    private final List<Line> lines = new ArrayList<>();

    /** @param number in the file, from 1 on */
    private record Line(int number, String[] cells) {}

    private CsvReader(Path file, Spec input) {
        this.file = file;
        this.input = input;
    }

    /**
     * All lines as one batch. Values are separated by tabs, semicolons or commas, whichever the first line has, unless a sample is a single
     * text; values may be in quotation marks; a first line without a number is taken for the columns' names.
     *
     * @throws MalformedFileException if lines differ in length or a value is no number
     */
    static Tensor read(Path file, Spec input) {
        return new CsvReader(file, input).read();
    }

    private Tensor read() {
        boolean words = input.dtype() == DType.STRING;
        split(text());
        if (lines.isEmpty()) {
            throw new MalformedFileException(file + ": no values; " + expected());
        }
        Line first = lines.get(0);
        if (!words && Arrays.stream(first.cells()).noneMatch(CsvReader::isNumber)) {
            lines.remove(0);
            if (lines.isEmpty()) {
                throw new MalformedFileException(
                        file + ": no numbers, only " + quoted(String.join(" ", first.cells())) + "; " + expected());
            }
        }
        int columns = lines.get(0).cells().length;
        for (Line line : lines) {
            if (line.cells().length != columns) {
                throw new MalformedFileException(file + ": line " + lines.get(0).number() + " has " + columns
                        + " values, line " + line.number() + " has " + line.cells().length);
            }
        }
        long[] dims = shape(input.shape(), lines.size(), columns).dims();
        return words
                ? Tensor.of(
                        lines.stream()
                                .flatMap(line -> Arrays.stream(line.cells()))
                                .toArray(String[]::new),
                        dims)
                : Tensor.of(numbers(columns), dims);
    }

    private String text() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new MalformedFileException(file + ": a table may have " + (MOST_BYTES >> 20) + " MiB at most");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file + ": not a text in UTF-8; " + expected(), e);
        } catch (FileSystemException e) { // names its file
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
        }
    }

    private void split(String text) {
        int number = 0;
        String separator = null;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            if (separator == null) {
                separator = separator(line);
            }
            lines.add(new Line(number, cells(line, separator)));
        }
    }

    private String[] cells(String line, String separator) {
        return isText()
                ? new String[] {line.strip()}
                : Arrays.stream(line.split(separator, -1))
                        .map(CsvReader::unquoted)
                        .toArray(String[]::new);
    }

    /** A line is a text, whatever is in it, where a sample is one. */
    private boolean isText() {
        return input.dtype() == DType.STRING && isOneValue(input.shape());
    }

    private static String separator(String line) {
        return line.contains("\t") ? "\t" : line.contains(";") ? ";" : ",";
    }

    private static String unquoted(String cell) {
        String text = cell.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private double[] numbers(int columns) {
        double[] values = new double[lines.size() * columns];
        int next = 0;
        for (Line line : lines) {
            for (int column = 0; column < columns; column++) {
                String cell = line.cells()[column];
                if (!isNumber(cell)) {
                    throw new MalformedFileException(file + ": line " + line.number() + ", value " + (column + 1)
                            + (cell.isEmpty() ? " is empty" : ": " + quoted(cell) + " is no number") + "; "
                            + expected());
                }
                values[next++] = Double.parseDouble(cell);
            }
        }
        return values;
    }

    /** {@code each line is to be a sample: 4 numbers, separated by commas, semicolons or tabs}. */
    private String expected() {
        String kind = input.dtype() == DType.STRING ? "text" : "number";
        if (isOneValue(input.shape())) {
            return "each line is to be a sample: a " + kind;
        }
        Shape sample = sample(input.shape());
        return "each line is to be a sample: " + (sample.isStatic() ? sample.size() + " " : "") + kind
                + "s, separated by commas, semicolons or tabs";
    }

    private static String quoted(String text) {
        return "'" + Printable.text(text.length() > LONGEST_QUOTED ? text.substring(0, LONGEST_QUOTED) + "..." : text)
                + "'";
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isOneValue(Shape shape) {
        Shape sample = sample(shape);
        return sample.isStatic() && sample.size() == 1;
    }

    private static Shape sample(Shape shape) {
        return shape.rank() == 0 ? shape : shape.slice(1, shape.rank());
    }

    /** A line is a whole sample of the model's shape, if it has that many values. */
    private static Shape shape(Shape wanted, int rows, int columns) {
        Shape sample = sample(wanted);
        boolean whole = wanted.rank() > 2 && sample.isStatic() && sample.size() == columns;
        return whole ? sample.prepend(rows) : Shape.of(rows, columns);
    }
}
