package dev.markhor.benchmarks.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A model's folder as {@code make_models.py} wrote it.
 *
 * @param input the shape of one sample, without the batch
 * @param samples how many samples input.f32 has
 * @param operations floating-point operations for one sample
 */
public record Samples(
        String name,
        String title,
        long[] input,
        long[] output,
        int samples,
        double operations,
        double parameters,
        String writer) {

    /** @throws UncheckedIOException if there is no such model */
    public static Samples in(Path folder) {
        try {
            return new JsonMapper().readValue(folder.resolve("about.json").toFile(), Samples.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first samples of the input. */
    public float[] input(Path folder, int batch) {
        return floats(folder.resolve("input.f32"), Math.toIntExact(product(input) * batch));
    }

    /** What Keras computed for them. */
    public float[] expected(Path folder, int batch) {
        return floats(folder.resolve("output.f32"), Math.toIntExact(product(output) * batch));
    }

    private static long product(long[] dims) {
        return Arrays.stream(dims).reduce(1, Math::multiplyExact);
    }

    private static float[] floats(Path file, int count) {
        try {
            float[] values = new float[count];
            ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
