package dev.markhor.binding;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The errors of the vector functions over all floats, a dense sample of them. */
class VectorMathTest {
    private static final int STEP = 19937; // prime: every pattern of low bits comes by

    @ParameterizedTest
    @CsvSource({
        "EXP, 1.1",
        "EXPM1, 1.7",
        "TANH, 2.6",
        "SIGMOID, 2.4",
        "LOG, 1.0",
        "LOG1P, 1.6",
        "SOFTPLUS, 1.8",
        "ERF, 1.8"
    })
    void staysWithinItsBound(UnaryFunction function, double ulps) {
        float[] x = new float[(int) ((1L << 32) / STEP)];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            float value = Float.intBitsToFloat(i * STEP);
            if (Math.abs(value) >= Float.MIN_NORMAL || value == 0 || Float.isNaN(value)) { // denormals are flushed
                x[count++] = value;
            }
        }
        float[] sample = Arrays.copyOf(x, count);
        double[] expected = new double[count];
        for (int i = 0; i < count; i++) {
            expected[i] = NaiveUnary.apply(function, sample[i], 0, 0, 0);
        }
        KernelTester tester = new KernelTester();
        long in = tester.floats(sample);
        long out = tester.output(ElementType.F32, count);
        tester.run(
                Unary.of(function, ElementType.F32, in, out, count),
                isa -> KernelTester.assertClose(
                        expected,
                        tester.realsOf(ElementType.F32, out),
                        ElementType.F32,
                        ulps,
                        0,
                        function + " " + isa));
    }
}
