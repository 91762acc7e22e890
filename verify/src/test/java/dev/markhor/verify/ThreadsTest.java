package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.Kernels;
import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.keras.LoadOptions;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models under {@code golden/} give the same bits with 1, 2 and 5 threads, on every instruction set, and by OpenBLAS. */
class ThreadsTest {
    private static final Path GOLDEN = Path.of("..", "golden");
    private static final List<Integer> SEVERAL = List.of(2, 5);
    private static final Kernels.Isa USUAL = Kernels.isa();

    @AfterEach
    void restore() {
        Kernels.forceIsa(USUAL);
    }

    static Stream<GoldenCase> some() {
        return LoadableCases.in(GOLDEN.resolve("structures"), GOLDEN.resolve("random"), GOLDEN.resolve("real"));
    }

    static Stream<GoldenCase> all() {
        return LoadableCases.in(GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("some")
    void doNotChangeResults(GoldenCase golden) {
        compare(golden);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void doNotChangeResultsOfAnyModel(GoldenCase golden) {
        compare(golden);
    }

    private static void compare(GoldenCase golden) {
        for (Kernels.Isa isa : Kernels.supportedIsas()) {
            compare(golden, Backend.NATIVE, isa);
        }
        compare(golden, Backend.OPENBLAS, USUAL);
    }

    private static void compare(GoldenCase golden, Backend backend, Kernels.Isa isa) {
        Kernels.forceIsa(isa);
        List<Tensor> alone = run(golden, new ExecutionOptions(1, backend));
        assertTrue(!alone.isEmpty(), golden.model() + " gives nothing");
        for (int threads : SEVERAL) {
            assertEquals(
                    alone,
                    run(golden, new ExecutionOptions(threads, backend)),
                    () -> golden.model() + " with " + threads + " threads by " + backend + " on " + isa);
        }
    }

    /** What all calls of a case give. */
    static List<Tensor> run(GoldenCase golden, ExecutionOptions execution) {
        List<Tensor> results = new ArrayList<>();
        try (Subject subject = ModelSubject.open(golden, LoadOptions.defaults(), execution)) {
            for (Path call : golden.calls()) {
                try (Npz values = Npz.open(call)) {
                    results.addAll(subject.predict(inputs(values)));
                }
            }
        }
        return results;
    }

    private static List<Tensor> inputs(Npz values) {
        List<Tensor> inputs = new ArrayList<>();
        for (Optional<Tensor> next = values.find("input_0");
                next.isPresent();
                next = values.find("input_" + inputs.size())) {
            inputs.add(next.get());
        }
        return inputs;
    }
}
