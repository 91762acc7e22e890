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

    private CsvReader() {}

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new MalformedFileException(file + ": a table may have " + (MOST_BYTES >> 20) + " MiB at most");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /**
     * All lines as one batch. Values are separated by commas, semicolons or tabs, unless a sample is a single text; a first line without a number is taken for the
     * columns' names.
     *
     * @throws MalformedFileException if lines differ in length or a value is no number
     */
    static Tensor read(Path file, Spec input) {
        boolean words = input.dtype() == DType.STRING;
        String separators = words && isOneText(input.shape()) ? "\\R" : "[,;\t]"; // a line is a text, whatever is in it
        List<String[]> rows = new ArrayList<>();
        try {
            for (String line : text(file).lines().toList()) {
                if (!line.isBlank()) {
                    rows.add(Arrays.stream(line.split(separators, -1))
                            .map(String::strip)
                            .toArray(String[]::new));
                }
            }
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new MalformedFileException(file + ": not a text in UTF-8", e);
        } catch (FileSystemException e) { // names its file
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
        }
        if (!words && !rows.isEmpty() && Arrays.stream(rows.get(0)).noneMatch(CsvReader::isNumber)) {
            rows.remove(0);
        }
        if (rows.isEmpty()) {
            throw new MalformedFileException(file + ": no values");
        }
        int columns = rows.get(0).length;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).length != columns) {
                throw new MalformedFileException(
                        file + ": row 1 has " + columns + " values, row " + (i + 1) + " has " + rows.get(i).length);
            }
        }
        Shape shape = shape(input.shape(), rows.size(), columns);
        String[] cells = rows.stream().flatMap(Arrays::stream).toArray(String[]::new);
        if (words) {
            return Tensor.of(cells, shape.dims());
        }
        double[] values = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            if (!isNumber(cells[i])) {
                throw new MalformedFileException(
                        file + ": row " + (i / columns + 1) + ": '" + cells[i] + "' is no number");
            }
            values[i] = Double.parseDouble(cells[i]);
        }
        return Tensor.of(values, shape.dims());
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether a sample is a single value. */
    private static boolean isOneText(Shape shape) {
        Shape sample = shape.rank() == 0 ? shape : shape.slice(1, shape.rank());
        return sample.isStatic() && sample.size() == 1;
    }

    /** A line is a whole sample of the model's shape, if it has that many values. */
    private static Shape shape(Shape wanted, int rows, int columns) {
        if (wanted.rank() > 2) {
            Shape sample = wanted.slice(1, wanted.rank());
            if (sample.isStatic() && sample.size() == columns) {
                return sample.prepend(rows);
            }
        }
        return Shape.of(rows, columns);
    }
}
