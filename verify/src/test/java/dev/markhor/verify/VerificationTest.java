package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    @TempDir
    private Path folder;

    /** Adds up all it was ever given; of its two layers, the second is off by {@code error}. */
    private static class Accumulator implements Subject {
        private final float error;
        private float sum;
        boolean closed;

        Accumulator(float error) {
            this.error = error;
        }

        @Override
        public List<Tensor> predict(List<Tensor> inputs) {
            sum += inputs.get(0).toFloatArray()[0] + error;
            return List.of(Tensor.scalar(sum), Tensor.scalar(7));
        }

        @Override
        public List<String> layers() {
            return List.of("input", "first", "second", "third");
        }

        @Override
        public Optional<List<Tensor>> outputsOf(String layer, List<Tensor> inputs) {
            return Optional.of(List.of(inputs.get(0), Tensor.scalar(layer.equals("second") ? 1 + error : 1)));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private GoldenCase golden(float... inputs) {
        Tensor one = Tensor.scalar(1f);
        Path layers = folder.resolve("x.layers.npz");
        Npz.write(
                layers,
                Map.of(
                        "second.0",
                        Tensor.scalar(inputs[0]),
                        "second.1",
                        one,
                        "first.0",
                        Tensor.scalar(inputs[0]),
                        "first.1",
                        one));
        float sum = 0;
        Stream.Builder<Path> calls = Stream.builder();
        for (float input : inputs) {
            sum += input;
            Path call = folder.resolve("call_" + sum + ".npz");
            Npz.write(
                    call,
                    Map.of(
                            "input_0",
                            Tensor.scalar(input),
                            "output_0",
                            Tensor.scalar(sum),
                            "output_1",
                            Tensor.scalar(7)));
            calls.add(call);
        }
        return new GoldenCase(
                folder.resolve("x.h5"),
                ModelFormat.HDF5,
                List.of(),
                calls.build().toList(),
                Optional.of(layers),
                OptionalDouble.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void severalCallsGoToOneInstance() {
        Accumulator subject = new Accumulator(0);
        Result result = new Verification(golden -> subject, 1e-5).run(golden(1, 2, 3));
        assertTrue(result.passed(), result.message());
        assertEquals(0, result.difference());
        assertTrue(subject.closed);
    }

    @Test
    void aFailureNamesTheFirstDivergingLayer() {
        Result result = new Verification(golden -> new Accumulator(0.5f), 1e-5).run(golden(1));
        assertFalse(result.passed());
        assertEquals(0.5, result.difference());
        assertEquals("differs; first diverging layer: second (5.0e-01)", result.message());
    }

    /** Two samples, of whose layers one is kept: the first layer is right there, the second is not. */
    @Test
    void layersMayBeKeptForTheFirstSamples() {
        Subject subject = new Accumulator(0.5f) {
            @Override
            public Optional<List<Tensor>> outputsOf(String layer, List<Tensor> inputs) {
                float value = layer.equals("second") ? 1.001f : 1.00001f;
                return Optional.of(List.of(Tensor.of(new float[] {value, 9}, 2, 1)));
            }
        };
        GoldenCase golden = golden(1);
        Tensor kept = Tensor.of(new float[] {1}, 1, 1);
        Npz.write(golden.layers().orElseThrow(), Map.of("first", kept, "second", kept));
        Result result = new Verification(any -> subject, 1e-5).run(golden);
        assertEquals("differs; first diverging layer: second (1.0e-03)", result.message());
    }

    @Test
    void theToleranceOfTheGoldenFileComesFirst() {
        GoldenCase golden = golden(1);
        GoldenCase lenient = new GoldenCase(
                golden.model(),
                golden.format(),
                golden.architectures(),
                golden.calls(),
                golden.layers(),
                OptionalDouble.of(0.6),
                List.of(),
                Optional.empty(),
                golden.problem());
        Result result = new Verification(any -> new Accumulator(0.5f), 1e-5).run(lenient);
        assertTrue(result.passed());
        assertEquals(0.6, result.tolerance());
    }

    @Test
    void anotherNumberOfOutputsFails() {
        Npz.write(folder.resolve("one.npz"), Map.of("input_0", Tensor.scalar(1f), "output_0", Tensor.scalar(1f)));
        GoldenCase golden = golden(1);
        GoldenCase other = new GoldenCase(
                golden.model(),
                golden.format(),
                List.of(),
                List.of(folder.resolve("one.npz")),
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        assertEquals(
                "2 outputs in place of 1",
                new Verification(any -> new Accumulator(0), 1).run(other).message());
    }

    @Test
    void aModelThatDoesNotLoadIsAFailedResult() {
        Result result = new Verification(
                        golden -> {
                            throw new UnsupportedModelException("layer Foo is not known");
                        },
                        1e-5)
                .run(golden(1));
        assertFalse(result.passed());
        assertEquals("layer Foo is not known", result.message());
    }

    @Test
    void aCaseWithAProblemFailsWithIt() {
        Result result = new Verification(golden -> new Accumulator(0), 1e-5)
                .run(GoldenCase.broken(folder.resolve("x.golden.npz"), "no model x beside it"));
        assertFalse(result.passed());
        assertEquals("no model x beside it", result.message());
    }
}
