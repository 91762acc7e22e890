package dev.markhor.keras;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.MarkhorException;
import dev.markhor.formats.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that ask for more than they may have: each is refused soon, by a message with the limit. */
class ResourceBombsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path WEIGHTS = Path.of("../golden/formats/weights.weights.h5");
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private static String refusal(Path file, LoadOptions options) {
        return assertTimeoutPreemptively(
                SOON,
                () -> assertThrows(
                                MarkhorException.class,
                                () -> Markhor.load(file, options).close())
                        .getMessage());
    }

    private static String refusal(String config, LoadOptions options) {
        return assertTimeoutPreemptively(
                SOON,
                () -> assertThrows(
                                MarkhorException.class,
                                () -> Markhor.fromConfig(config, options).close())
                        .getMessage());
    }

    private static String sequential(int inputs, String layers) {
        return "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[{\"class_name\":\"InputLayer\",\"config\":{\"batch_input_shape\":"
                + "[null," + inputs + "],\"dtype\":\"float32\"}}" + layers + "]}}";
    }

    private static String dense(long units) {
        return ",{\"class_name\":\"Dense\",\"config\":{\"units\":" + units + "}}";
    }

    /** A file of so many bytes, hardly any of which are written. */
    private Path sparse(String name, long bytes) throws IOException {
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'{'}));
            channel.write(ByteBuffer.wrap(new byte[] {'}'}), bytes - 1);
        }
        return file;
    }

    /** Where a weight would be that an option leaves out, there is a constant as large. */
    @Test
    void aConstantOfHalfTheHeap() {
        int inputs = (int) Math.min(Runtime.getRuntime().maxMemory() / 8 + MIB, (2L << 30) / Float.BYTES - MIB);
        String layer = ",{\"class_name\":\"LayerNormalization\",\"config\":{\"name\":\"wide\",\"center\":false}}";
        String message = refusal(sequential(inputs, layer), LoadOptions.defaults());
        assertTrue(message.contains("MiB are too many"), message);
    }

    /** Weights of HDF5 cannot wait for variables, and who loads a file has no model to build. */
    @Test
    void aConfigurationWithoutTheShapeOfItsInput() throws IOException {
        String layers = "[{\"class_name\":\"Dense\",\"config\":{\"units\":3}}]";
        Path config = Files.writeString(
                folder.resolve("chain.json"),
                "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"chain\",\"layers\":" + layers + "}}");
        String message = refusal(WEIGHTS, LoadOptions.defaults().withArchitecture(config));
        assertTrue(message.contains("'chain' does not say the shape of its input"), message);
    }

    @Test
    void aConfigurationOf200Megabytes() throws IOException {
        Path config = sparse("large.json", 200L * MIB);
        String limit = "the limit is " + Limits.ZIP_MEMBER_IN_MEMORY;
        assertTrue(refusal(config, LoadOptions.defaults()).contains(limit));
        assertTrue(refusal(WEIGHTS, LoadOptions.defaults().withArchitecture(config))
                .contains(limit));
    }

    @Test
    void aConfigurationThatIsNoText() throws IOException {
        Path config = folder.resolve("binary.json");
        Files.write(config, new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        refusal(WEIGHTS, LoadOptions.defaults().withArchitecture(config));
    }

    @Test
    void aConfigurationThatExpandsTo200Megabytes() throws IOException {
        Path archive = folder.resolve("bomb.keras");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            out.putNextEntry(new ZipEntry("model.weights.h5"));
            out.closeEntry();
            out.putNextEntry(new ZipEntry("config.json"));
            fill(out, 200);
            out.closeEntry();
        }
        assertTrue(Files.size(archive) < MIB);
        assertTrue(refusal(archive, LoadOptions.defaults()).contains("the limit is " + Limits.ZIP_MEMBER_IN_MEMORY));
    }

    private static void fill(OutputStream out, int mebibytes) throws IOException {
        byte[] block = new byte[MIB];
        for (int i = 0; i < mebibytes; i++) {
            out.write(block);
        }
    }

    @Test
    void aMillionLayers() {
        String message = refusal(
                sequential(2, ",{\"class_name\":\"ReLU\",\"config\":{}}".repeat(1_000_000)), LoadOptions.defaults());
        assertTrue(message.contains("too large") || message.contains("more than " + Limits.LAYERS), message);
    }

    @Test
    void nestingWithoutEnd() {
        String message = refusal("[".repeat(1_000_000), LoadOptions.defaults());
        assertTrue(message.contains("" + Limits.JSON_DEPTH), message);
    }

    @Test
    void aNameOfMegabytes() {
        String message = refusal("{\"" + "n".repeat(4 * MIB) + "\":1}", LoadOptions.defaults());
        assertTrue(message.contains("" + MIB), message);
    }

    @Test
    void sizesWhoseProductOverflows() {
        for (String layer : new String[] {
            dense(Long.MAX_VALUE),
            dense(Integer.MAX_VALUE),
            ",{\"class_name\":\"Reshape\",\"config\":{\"target_shape\":[4294967296,4294967296]}}",
            ",{\"class_name\":\"RepeatVector\",\"config\":{\"n\":9223372036854775807}},{\"class_name\":\"Flatten\",\"config\":{}}"
        }) {
            refusal(sequential(1 << 20, layer), LoadOptions.defaults());
        }
    }

    @Test
    void weightsBeyondTheLimitOfTheCaller() {
        String config = sequential(1000, dense(1000) + dense(1000));
        long bytes = 2 * 4 * 1001L * 1000;
        String message = refusal(config, LoadOptions.defaults().withMemoryLimit(bytes - 1));
        assertTrue(message.contains("need 7.7 MiB, the limit is 7.6 MiB (LoadOptions"), message);
        assertDoesNotThrow(
                () -> Markhor.fromConfig(config, LoadOptions.defaults().withMemoryLimit(bytes))
                        .close());
        assertThrows(
                IllegalArgumentException.class, () -> LoadOptions.defaults().withMemoryLimit(-1));
        assertEquals(Long.MAX_VALUE, LoadOptions.defaults().memoryLimit());
    }
}
