package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Dense;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written to, cut or replaced while they are read: errors at worst, and no other values where there are checksums. */
class ChangingFilesTest {
    private static final Path GOLDEN = Path.of("../golden");
    private static final Path REWRITES = Path.of("src/test/resources/hdf5/rewrites");
    private static final int MILLIS = 1500;
    private static final int SEED = 7;

    @TempDir
    Path folder;

    static final class Blend extends Model {
        private final Dense first = new Dense(3).activation("tanh");
        private final Dense second = new Dense(3);

        @Override
        protected Value call(Value x) {
            return second.apply(first.apply(x));
        }
    }

    private static Map<String, Tensor> values(Model model) {
        Map<String, Tensor> values = new TreeMap<>();
        model.weightsByPath().forEach((path, weight) -> values.put(path, weight.get()));
        return values;
    }

    /** Spoils a file again and again, and mends it a moment later. */
    private static void spoil(Path file, AtomicBoolean stopped) {
        Random random = new Random(SEED);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer sound = ByteBuffer.allocate((int) channel.size());
            channel.read(sound, 0);
            while (!stopped.get()) {
                if (random.nextInt(4) == 0) {
                    channel.truncate(random.nextInt(sound.capacity()));
                } else {
                    byte[] bytes = new byte[1 + random.nextInt(8)];
                    random.nextBytes(bytes);
                    channel.write(ByteBuffer.wrap(bytes), random.nextInt(sound.capacity() - bytes.length));
                }
                LockSupport.parkNanos(random.nextInt(200_000));
                channel.write(sound.clear(), 0);
                LockSupport.parkNanos(random.nextInt(1_500_000));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param checked whether checksums keep other values out */
    private void loadWhileItChanges(Path changing, boolean checked, Supplier<Map<String, Tensor>> load)
            throws Exception {
        Map<String, Tensor> expected = load.get();
        AtomicBoolean stopped = new AtomicBoolean();
        Thread writer = new Thread(() -> spoil(changing, stopped), "writer");
        writer.start();
        int refused = 0;
        int loads = 0;
        try {
            for (long end = System.nanoTime() + MILLIS * 1_000_000L; System.nanoTime() < end; loads++) {
                try {
                    Map<String, Tensor> found = load.get();
                    assertTrue(!checked || expected.equals(found), changing + ": other values");
                } catch (MarkhorException | UncheckedIOException e) {
                    refused++;
                }
            }
        } finally {
            stopped.set(true);
            writer.join();
        }
        assertTrue(refused > 0, changing + ": all of " + loads + " loads went well");
        assertEquals(expected, load.get());
    }

    private static Map<String, Tensor> load(Path file, LoadOptions options) {
        try (Model model = Markhor.load(file, options)) {
            return values(model);
        }
    }

    private Path copy(Path file) throws IOException {
        return Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Contiguous values, read in Java. */
    @Test
    void hdf5() throws Exception {
        Path file = copy(GOLDEN.resolve("real/mlperf-tiny/ad01.h5"));
        loadWhileItChanges(file, false, () -> load(file, LoadOptions.defaults()));
    }

    /** Chunks with filters, which the HDF5 library reads: one that sees another file than the one that was checked dies. */
    @Test
    void hdf5InChunks() throws Exception {
        for (String name : new String[] {"multiplier_k2.earliest_filtered.h5", "multiplier_k2.latest_filtered.h5"}) {
            Path file = copy(REWRITES.resolve(name));
            loadWhileItChanges(file, false, () -> load(file, LoadOptions.defaults()));
        }
    }

    @Test
    void archive() throws Exception {
        Path file = copy(GOLDEN.resolve("structures/transformer.keras"));
        loadWhileItChanges(file, true, () -> load(file, LoadOptions.defaults()));
    }

    @Test
    void deflatedArchive() throws Exception {
        Path file = folder.resolve("deflated.keras");
        try (ZipFile in = new ZipFile(
                        GOLDEN.resolve("structures/transformer.keras").toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry : java.util.Collections.list(in.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.getInputStream(entry).transferTo(out);
            }
        }
        loadWhileItChanges(file, true, () -> load(file, LoadOptions.defaults()));
    }

    @Test
    void shards() throws Exception {
        for (String name : new String[] {"sharded.weights.json", "sharded.json", "sharded_00000.weights.h5"}) {
            copy(GOLDEN.resolve("formats").resolve(name));
        }
        Path changing = copy(GOLDEN.resolve("formats/sharded_00001.weights.h5"));
        copy(GOLDEN.resolve("formats/sharded_00002.weights.h5"));
        loadWhileItChanges(changing, false, () -> load(folder.resolve("sharded.weights.json"), LoadOptions.defaults()));
    }

    private Map<String, Tensor> restoreAndBuild() {
        try (Blend model = new Blend()) {
            model.loadWeights(folder.resolve("blend"));
            model.build(1, 3);
            return values(model);
        }
    }

    @Test
    void checkpoint() throws Exception {
        Path index = copy(GOLDEN.resolve("restoring/blend.index"));
        Path data = copy(GOLDEN.resolve("restoring/blend.data-00000-of-00001"));
        loadWhileItChanges(data, true, this::restoreAndBuild);
        loadWhileItChanges(index, true, this::restoreAndBuild);
    }

    /** What waits for its variable is read when that is made. */
    @Test
    void checkpointBetweenLoadingAndBuilding() throws Exception {
        copy(GOLDEN.resolve("restoring/blend.index"));
        Path data = copy(GOLDEN.resolve("restoring/blend.data-00000-of-00001"));
        byte[] sound = Files.readAllBytes(data);
        Map<String, Tensor> expected = restoreAndBuild();
        byte[] longer = java.util.Arrays.copyOf(sound, sound.length + 1);
        byte[] other = sound.clone();
        other[other.length - 2] ^= 1;
        for (byte[] bytes : new byte[][] {new byte[0], longer, other, null}) {
            Files.write(data, sound);
            try (Blend model = new Blend()) {
                model.loadWeights(folder.resolve("blend"));
                if (bytes == null) {
                    Files.delete(data);
                } else {
                    Files.write(data, bytes);
                }
                MalformedFileException e = assertThrows(MalformedFileException.class, () -> model.build(1, 3));
                assertTrue(e.getMessage().contains(data.getFileName().toString()), e.getMessage());
                Files.write(data, sound);
                model.loadWeights(folder.resolve("blend"));
                model.build(1, 3);
                assertEquals(expected, values(model));
            }
        }
    }
}
