package dev.markhor.cli.bench;

import dev.markhor.tensor.Tensor;
import dev.markhor.verify.Difference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether two engines compute the same.
 *
 * @param difference the largest, relative to the largest value of its output
 * @param problem what no tolerance excuses: other shapes, other integers
 */
public record Agreement(double difference, Optional<String> problem) {
    public boolean isWithin(double tolerance) {
        return problem.isEmpty() && difference <= tolerance;
    }

    /** For a person: {@code differs by 1.2e-01 of the largest value}. */
    public String describe() {
        return problem.orElseGet(() -> String.format(Locale.ROOT, "differs by %.1e of the largest value", difference));
    }

    /** Outputs are compared in order; their types may differ in width. */
    static Agreement between(List<Tensor> ours, List<Tensor> theirs) {
        if (ours.size() != theirs.size()) {
            return new Agreement(
                    Double.NaN, Optional.of("has " + ours.size() + " outputs in place of " + theirs.size()));
        }
        double worst = 0;
        for (int i = 0; i < ours.size(); i++) {
            Difference difference = Difference.between(alike(ours.get(i), theirs.get(i)), theirs.get(i));
            if (difference.problem().isPresent()) {
                String output = ours.size() == 1 ? "" : "output " + i + ": ";
                return new Agreement(Double.NaN, difference.problem().map(problem -> output + problem));
            }
            worst = Math.max(worst, difference.relative());
        }
        return new Agreement(worst, Optional.empty());
    }

    private static Tensor alike(Tensor ours, Tensor theirs) {
        boolean convertible = ours.dtype().isFloating() && theirs.dtype().isFloating()
                || ours.dtype().isInteger() && theirs.dtype().isInteger();
        return convertible ? ours.cast(theirs.dtype()) : ours;
    }
}
