package dev.markhor.formats.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class V3ObjectTest {
    private final V3Object object = new V3Object(Path.of("w.weights.h5"), "layers/dense");

    private record Named(String name) implements StoredArray {
        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }

        @Override
        public Shape shape() {
            return Shape.of();
        }

        @Override
        public void readInto(ByteBuffer destination) {
            throw new UnsupportedOperationException();
        }
    }

    private void add(String... keys) {
        for (String key : keys) {
            object.add(key, new Named(key));
        }
    }

    @Test
    void numbersCountAndNamesDoNot() {
        add("10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0");
        add("", "00", "01", "1a", "1/", "1:", "-1", "1234567890", "idf_weights");
        assertEquals(
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
                object.weights().stream().map(StoredArray::name).toList());
        assertEquals(
                Set.of("", "00", "01", "1a", "1/", "1:", "-1", "1234567890", "idf_weights"),
                object.named().keySet());
    }

    @Test
    void eachOnce() {
        add("0", "x");
        for (String key : List.of("0", "x")) {
            String message =
                    assertThrows(MalformedFileException.class, () -> add(key)).getMessage();
            assertEquals("w.weights.h5, object 'layers/dense': variable " + key + " is stored twice", message);
        }
    }

    @Test
    void noGaps() {
        add("0", "2", "999999999");
        String message =
                assertThrows(MalformedFileException.class, object::weights).getMessage();
        assertTrue(message.contains("has variables [0, 2, 999999999]: index 1 is missing"), message);
    }
}
