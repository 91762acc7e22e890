package dev.markhor.cli.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.Memory;
import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Files of any size are compared in the memory of their largest arrays. */
class ValueReaderTest {
    /** 0, 1, 2, ... */
    private record Counting(int count) implements StoredArray {
        @Override
        public String name() {
            return "counting";
        }

        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }

        @Override
        public Shape shape() {
            return Shape.of(count);
        }

        @Override
        public void readInto(ByteBuffer destination) {
            for (int i = 0; i < count; i++) {
                destination.putFloat(i);
            }
        }
    }

    @Test
    void arraysAreReadToTheSameMemory() {
        try (ValueReader reader = new ValueReader()) {
            Tensor large = reader.read(new Counting(100_000));
            long address = Memory.address(large.buffer());
            assertEquals(99_999, large.getDouble(99_999));
            Tensor small = reader.read(new Counting(10));
            assertEquals(address, Memory.address(small.buffer()));
            assertEquals(10, small.size());
            assertEquals(9, small.getDouble(9));
            assertTrue(large.buffer().isDirect(), "outside of the Java heap");
        }
    }
}
