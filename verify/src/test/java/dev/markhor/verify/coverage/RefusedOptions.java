package dev.markhor.verify.coverage;

import java.util.Optional;

/** Options whose other values Markhor refuses to open, and why. */
final class RefusedOptions {
    private RefusedOptions() {}

    static Optional<String> reason(String layer, String option) {
        return Optional.ofNullable(
                switch (option) {
                    case "sparse" -> "there are no sparse tensors";
                    case "ragged" -> "there are no ragged tensors";
                    default -> null;
                });
    }
}
