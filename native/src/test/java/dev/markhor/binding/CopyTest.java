package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CopyTest {
    @Test
    void copiesBytes() {
        Random random = new Random(1);
        for (int size : KernelTester.SIZES) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            KernelTester tester = new KernelTester();
            long x = tester.bytes(bytes);
            long y = tester.output(ElementType.U8, size);
            tester.run(new Copy(x, y, size), isa -> assertArrayEquals(bytes, tester.bytesOf(y), size + " " + isa));
        }
    }
}
