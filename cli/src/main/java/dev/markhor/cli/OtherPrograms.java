package dev.markhor.cli;

import dev.markhor.model.Profile;
import dev.markhor.model.Profile.StepCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** Whether other programs disturb a profile: what the system's processors do meanwhile beside this program's work. */
final class OtherPrograms {
    static final String WARNING = "Other programs run as well, so that the numbers mean little: ";

    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    /** The last ones are of guests, which count among the first. */
    private static final int KINDS = 8;

    /** Of processors: what others may take, and what has to be idle for more not to matter. */
    private static final double FEW = 0.2;

    /** Layers above the peak, while much of the time is nobody's: both the limits and the calls were disturbed. */
    private static final double ABOVE_PEAK = 1.1;

    private static final double EXPLAINED = 0.6;

    private final Optional<Usage> start = Usage.now();

    /**
     * What processors did since the system started.
     *
     * @param all ticks of all processors together
     * @param idle of them those with nothing to do
     * @param own seconds of this process on all of them
     */
    record Usage(int processors, long nanos, long all, long idle, double own) {
        /** Empty where the system does not say it. */
        static Optional<Usage> now() {
            try {
                return Optional.of(of(Files.readAllLines(STATISTICS)));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private static Usage of(List<String> lines) {
            long[] ticks = Arrays.stream(lines.get(0).split(" +"))
                    .skip(1)
                    .limit(KINDS)
                    .mapToLong(Long::parseLong)
                    .toArray();
            int processors = (int)
                    lines.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
            double own = ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toMillis()
                    * 1e-3;
            return new Usage(
                    processors, System.nanoTime(), LongStream.of(ticks).sum(), ticks[IDLE] + ticks[WAITING], own);
        }

        /** How many processors others took since then, if that was much. */
        Optional<String> others(Usage later) {
            double free = processors * (double) (later.idle - idle) / Math.max(1, later.all - all);
            double others = processors - free - (later.own - own) / ((later.nanos - nanos) * 1e-9);
            return others > FEW && free < FEW
                    ? Optional.of(String.format(Locale.ROOT, "they took %.1f of %d processors", others, processors))
                    : Optional.empty();
        }
    }

    /** What they show by, since this object was made. */
    Optional<String> signs(Profile profile) {
        return start.flatMap(then -> Usage.now().flatMap(then::others)).or(() -> contradiction(profile));
    }

    /** Winograd's convolutions do less than the definition has, and OpenBLAS chooses its own instruction set. */
    static Optional<String> contradiction(Profile profile) {
        double explained = profile.total().millis() / profile.millis();
        Optional<StepCost> fastest = profile.layers().stream()
                .flatMap(layer -> layer.steps().stream())
                .filter(step -> !step.kernel().matches(".*(winograd|blas).*"))
                .max(Comparator.comparingDouble(step -> step.cost().shareOfPeak()));
        return fastest.filter(step -> explained < EXPLAINED && step.cost().shareOfPeak() > ABOVE_PEAK)
                .map(step -> String.format(
                        Locale.ROOT,
                        "a %s ran at %.0f %% of the measured peak, while layers explain %.0f %% of a prediction",
                        step.kernel(),
                        100 * step.cost().shareOfPeak(),
                        100 * explained));
    }
}
