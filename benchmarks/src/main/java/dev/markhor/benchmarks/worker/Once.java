package dev.markhor.benchmarks.worker;

import dev.markhor.benchmarks.engine.Engine;
import dev.markhor.benchmarks.engine.EngineFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that opens a model, predicts, and ends, with nothing else in its way: no JSON, no look-up of engines. */
public final class Once {
    private Once() {}

    /**
     * Prints {@code opened} and {@code predicted} when that was so, and at the end the peak of resident memory in kilobytes.
     *
     * @param words the class of an engine's factory, the model's folder, the calls to make, and the sizes of one sample
     */
    public static void main(String... words) throws ReflectiveOperationException, IOException {
        EngineFactory factory =
                (EngineFactory) Class.forName(words[0]).getDeclaredConstructor().newInstance();
        int calls = Integer.parseInt(words[2]);
        long[] sample = new long[words.length - 3];
        int size = 1;
        for (int i = 0; i < sample.length; i++) {
            sample[i] = Long.parseLong(words[i + 3]);
            size *= (int) sample[i];
        }
        int threads = Runtime.getRuntime().availableProcessors();
        try (Engine engine = factory.open(Path.of(words[1]), factory.files().get(0), sample, threads)) {
            System.out.println("opened");
            float[] input = new float[size];
            engine.run(input, 1);
            System.out.println("predicted");
            for (int call = 1; call < calls; call++) {
                engine.run(input, 1);
            }
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                System.out.println(line.replaceAll("\\D", ""));
            }
        }
        System.exit(0);
    }
}
