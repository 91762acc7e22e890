package dev.markhor.cli;

import dev.markhor.model.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether other programs disturbed a profile. */
final class OtherPrograms {
    static final String WARNING = "Other programs seem to run as well: the numbers mean little.";

    /** Layers above the peak, while much of the time is nobody's: both the limits and the calls were disturbed. */
    private static final double ABOVE_PEAK = 1.1;

    private static final double EXPLAINED = 0.6;

    private OtherPrograms() {}

    static boolean seemToRun(Profile profile) {
        return load() > Runtime.getRuntime().availableProcessors() + 1 || isContradictory(profile);
    }

    /** Winograd's convolutions do less than the definition has, and OpenBLAS chooses its own instruction set. */
    static boolean isContradictory(Profile profile) {
        return profile.total().millis() < EXPLAINED * profile.millis()
                && profile.layers().stream()
                        .flatMap(layer -> layer.steps().stream())
                        .anyMatch(step -> !step.kernel().matches(".*(winograd|blas).*")
                                && step.cost().shareOfPeak() > ABOVE_PEAK);
    }

    /** How many programs wanted to run in the last minute; 0 where the system does not say. */
    private static double load() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        } catch (IOException e) {
            return 0;
        }
    }
}
