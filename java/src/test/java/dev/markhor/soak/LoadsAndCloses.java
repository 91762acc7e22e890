package dev.markhor.soak;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads a model, predicts once and closes it, again and again; prints the process' resident memory in KiB after each hundredth time. */
final class LoadsAndCloses {
    private LoadsAndCloses() {}

    /** @param arguments file, times */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int times = Integer.parseInt(arguments[1]);
        for (int i = 1; i <= times; i++) {
            try (Model model = Markhor.load(file)) {
                var input = model.inputSpecs().values().iterator().next();
                model.predict(Tensor.zeros(input.dtype(), input.shape().with(0, 1)));
            }
            if (i % 100 == 0) {
                System.out.println(i + " " + resident());
            }
        }
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
