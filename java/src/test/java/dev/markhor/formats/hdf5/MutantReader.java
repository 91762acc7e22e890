package dev.markhor.formats.hdf5;

import dev.markhor.error.MarkhorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Program of {@link MutationTest}: makes mutants and reads them, by the library and in Java, until one does harm. */
public final class MutantReader {
    private static final long SLOW_MILLIS = 8000;
    private static final int LARGEST_SOURCE = 120_000;

    private final Random random;
    private final List<byte[]> sources = new ArrayList<>();
    private final Path mutant;
    private int accepted;

    private MutantReader(Path folder, long seed) throws IOException {
        this.random = new Random(seed);
        this.mutant = folder.resolve("mutant-" + seed + ".h5");
        for (Path file : TestFiles.below(TestFiles.HDF5)) {
            if (file.toString().endsWith(".h5")
                    && !file.toString().contains("attacks")
                    && Files.size(file) < LARGEST_SOURCE) {
                sources.add(Files.readAllBytes(file));
            }
        }
    }

    /** @param arguments folder, seed, number of mutants */
    public static void main(String[] arguments) throws IOException {
        MutantReader reader = new MutantReader(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        int count = Integer.parseInt(arguments[2]);
        for (int i = 0; i < count; i++) {
            reader.readOne(i);
        }
        System.out.println(
                "sources: " + reader.sources.size() + ", mutants: " + count + ", accepted: " + reader.accepted);
    }

    private void readOne(int number) throws IOException {
        byte[] bytes = sources.get(random.nextInt(sources.size())).clone();
        mutate(bytes);
        Files.write(mutant, bytes);
        long start = System.nanoTime();
        try {
            var byLibrary = TestFiles.contents(mutant);
            accepted++;
            try (Hdf5File file = Hdf5File.openWithoutLibrary(mutant)) {
                if (!byLibrary.equals(TestFiles.contents(file))) {
                    throw new IllegalStateException("mutant " + number + ": library and Java read different values");
                }
            }
        } catch (MarkhorException e) {
            // refused, as it should be
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException("mutant " + number + ", kept as " + mutant, e);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > SLOW_MILLIS) {
            throw new IllegalStateException("mutant " + number + " took " + millis + " ms, kept as " + mutant);
        }
    }

    /** Changes a few bytes, mostly near signatures and where small numbers and addresses stand; mends checksums mostly. */
    private void mutate(byte[] bytes) {
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : structure(bytes);
            change(bytes, at);
        }
        if (random.nextInt(5) > 0) {
            Checksums.mend(bytes);
        }
    }

    /** A place that holds no zero and no value, if one is found soon. */
    private int structure(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        for (int tries = 0; tries < 30; tries++) {
            boolean signature = at + 4 <= bytes.length
                    && isUpper(bytes[at])
                    && isUpper(bytes[at + 1])
                    && isUpper(bytes[at + 2])
                    && isUpper(bytes[at + 3]);
            if (signature) {
                return Math.min(bytes.length - 1, at + 4 + random.nextInt(60));
            }
            at = random.nextInt(bytes.length - 8);
        }
        return random.nextInt(Math.min(bytes.length, 4096));
    }

    private static boolean isUpper(byte value) {
        return value >= 'A' && value <= 'Z';
    }

    private void change(byte[] bytes, int at) {
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
            case 3 -> bytes[at] = (byte) (random.nextBoolean() ? 0 : 0xff);
            case 4 -> putLong(bytes, at & ~7, random.nextInt(bytes.length));
            default -> putLong(bytes, at & ~7, random.nextBoolean() ? -1 : Long.MAX_VALUE >> random.nextInt(40));
        }
    }

    private static void putLong(byte[] bytes, int at, long value) {
        if (at + 8 <= bytes.length) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
        }
    }
}
