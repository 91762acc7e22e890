package dev.markhor.benchmarks;

import dev.markhor.Markhor;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Dense;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@link Restoring} runs in processes of its own: one way of loading, several times. */
final class RestoreOnce {
    private static final int LAYERS = 30;
    private static final int UNITS = 2048;
    private static final LoadOptions UNVERIFIED = LoadOptions.defaults().withChecksums(false);

    /** Ways of loading. */
    enum Kind {
        NOTHING("nothing"),
        READ("checkpoint's bytes, read into fresh memory"),
        READ_SMALL("checkpoint's bytes, read into 1 MB of memory"),
        BUILT_UNVERIFIED("checkpoint, built, without checksums"),
        BUILT("checkpoint, built"),
        UNBUILT_UNVERIFIED("checkpoint, before build, without checksums"),
        UNBUILT("checkpoint, before build"),
        LEGACY("weights.h5, built"),
        V3("model.weights.h5, built"),
        ARCHIVE("model.keras, the whole model");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private RestoreOnce() {}

    /** @param words kind, folder, runs; prints the peak of resident memory in bytes, then the milliseconds of each run */
    public static void main(String... words) throws IOException {
        Kind kind = Kind.valueOf(words[0]);
        StringBuilder times = new StringBuilder();
        for (int run = 0; run < Integer.parseInt(words[2]); run++) {
            times.append(' ').append(time(kind, Path.of(words[1])));
            if (kind != Kind.NOTHING) {
                System.gc(); // what the last run loaded
            }
        }
        System.out.println(peakBytes() + times.toString());
    }

    private static double time(Kind kind, Path folder) throws IOException {
        Path checkpoint = folder.resolve("ckpt");
        return switch (kind) {
            case NOTHING -> 0;
            case READ -> read(folder, true);
            case READ_SMALL -> read(folder, false);
            case BUILT_UNVERIFIED -> built(checkpoint, UNVERIFIED);
            case BUILT -> built(checkpoint, LoadOptions.defaults());
            case UNBUILT_UNVERIFIED -> unbuilt(checkpoint, UNVERIFIED);
            case UNBUILT -> unbuilt(checkpoint, LoadOptions.defaults());
            case LEGACY -> built(folder.resolve("weights.h5"), LoadOptions.defaults());
            case V3 -> built(folder.resolve("model.weights.h5"), LoadOptions.defaults());
            case ARCHIVE -> archive(folder.resolve("model.keras"));
        };
    }

    private static double read(Path folder, boolean fresh) throws IOException {
        ByteBuffer small = ByteBuffer.allocateDirect(1 << 20);
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(folder.resolve("ckpt.data-00000-of-00001"))) {
            ByteBuffer target = fresh ? ByteBuffer.allocateDirect(Math.toIntExact(channel.size())) : small;
            while (channel.read(target) >= 0) {
                if (!target.hasRemaining() && fresh) {
                    break;
                }
                if (!fresh) {
                    target.clear();
                }
            }
        }
        return millisSince(start);
    }

    private static double built(Path file, LoadOptions options) {
        try (Model model = new Sequential(Input.of(UNITS), layers().toArray(Layer[]::new))) {
            long start = System.nanoTime();
            model.loadWeights(file, options).assertConsumed();
            return millisSince(start);
        }
    }

    private static double unbuilt(Path file, LoadOptions options) {
        try (Model model = new Sequential(Optional.empty(), layers())) {
            long start = System.nanoTime();
            var status = model.loadWeights(file, options);
            model.build(Shape.FREE, UNITS);
            status.assertConsumed();
            return millisSince(start);
        }
    }

    private static double archive(Path file) {
        long start = System.nanoTime();
        Markhor.load(file).close();
        return millisSince(start);
    }

    private static List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < LAYERS; i++) {
            layers.add(new Dense(UNITS));
        }
        return layers;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static long peakBytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String line = lines.filter(l -> l.startsWith("VmHWM:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
    }
}
