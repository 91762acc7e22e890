package dev.markhor.benchmarks;

import dev.markhor.Markhor;
import dev.markhor.binding.Hdf5;
import dev.markhor.binding.Kernels;
import dev.markhor.binding.OpenBlas;
import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@link ColdStart} runs in fresh processes: a program that predicts once, or one that only loads the native libraries. */
final class FirstPrediction {
    private FirstPrediction() {}

    /** @param words {@code predict FILE}, or {@code libraries FILE} with an HDF5 file, which prints the milliseconds of each */
    public static void main(String... words) throws IOException {
        Path file = Path.of(words[1]);
        if (words[0].equals("libraries")) {
            libraries(file);
            return;
        }
        try (Model model = Markhor.load(file)) {
            Spec input = model.inputSpecs().values().iterator().next();
            System.out.println(
                    model.predict(Tensor.zeros(input.dtype(), input.shape().with(0, 1)))
                            .shape());
        }
    }

    private static void libraries(Path file) throws IOException {
        long start = System.nanoTime();
        Kernels.load();
        long kernels = System.nanoTime();
        OpenBlas.load();
        long blas = System.nanoTime();
        long size = Files.size(file);
        Hdf5.open(file, 0, size, size, Files.getLastModifiedTime(file)).close();
        long hdf5 = System.nanoTime();
        System.out.println((kernels - start) / 1e6 + " " + (blas - kernels) / 1e6 + " " + (hdf5 - blas) / 1e6);
    }
}
