package dev.markhor.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.error.MalformedFileException;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    private static final Spec FOUR = Spec.of(DType.FLOAT32, Shape.FREE, 4);
    private static final String EXPECTED =
            "each line is to be a sample: 4 numbers, separated by commas, semicolons or tabs";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("x.csv"), text);
    }

    /** What spreadsheets and pandas write: names, quotation marks, a byte order mark, other separators and ends of lines. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2.5,-3,4e0\n",
                "a,b,c,d\n1,2.5,-3,4\n",
                "\"a\",\"b\",\"c\",\"d\"\r\n\"1\",\"2.5\",\"-3\",\"4\"\r\n",
                "\uFEFF1;2.5;-3;4",
                "1\t2.5\t-3\t4\n\n"
            })
    void aLineIsASample(String text) throws IOException {
        Tensor read = CsvReader.read(file(text), FOUR);
        assertEquals(Shape.of(1, 4), read.shape());
        assertArrayEquals(new double[] {1, 2.5, -3, 4}, read.toDoubleArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|no values",
                "'a,b,c,d\n'|no numbers, only 'a b c d'",
                "'1 2 3 4\n'|no numbers, only '1 2 3 4'",
                "'id,a,b,c\n\nx1,1,2,3\n'|line 3, value 1: 'x1' is no number",
                "'1,2,,4\n'|line 1, value 3 is empty",
                "'1,5;2;3;4\n'|line 1, value 1: '1,5' is no number"
            })
    void whatWasExpectedIsSaid(String text, String message) throws IOException {
        Path file = file(text);
        assertEquals(
                file + ": " + message + "; " + EXPECTED,
                assertThrows(MalformedFileException.class, () -> CsvReader.read(file, FOUR))
                        .getMessage());
    }

    @Test
    void linesOfOtherLengthsAreNamed() throws IOException {
        Path file = file("a,b,c,d\n1,2,3,4\n5,6\n");
        assertEquals(
                file + ": line 2 has 4 values, line 3 has 2",
                assertThrows(MalformedFileException.class, () -> CsvReader.read(file, FOUR))
                        .getMessage());
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        Path file = Files.write(folder.resolve("x.csv"), "größe\n1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                file + ": not a text in UTF-8; each line is to be a sample: a number",
                assertThrows(
                                MalformedFileException.class,
                                () -> CsvReader.read(file, Spec.of(DType.INT32, Shape.FREE, 1)))
                        .getMessage());
    }

    @Test
    void aTextIsALineWhateverIsInIt() throws IOException {
        Tensor read = CsvReader.read(file("\"red\", green;\nblue\n"), Spec.of(DType.STRING, Shape.FREE, 1));
        assertArrayEquals(new String[] {"\"red\", green;", "blue"}, read.toStringArray());
    }
}
