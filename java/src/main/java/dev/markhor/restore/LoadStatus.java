package dev.markhor.restore;

import dev.markhor.error.WeightMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What became of stored weights: which variable has which value, what was skipped and why, what is left over on either side. A load into
 * a model that is not built yet goes on as the model is built; the status tells how it stands when it is asked.
 */
public final class LoadStatus {
    private static final int SHOWN = 10;

    /** A variable and the stored value it has now. */
    public record Match(String variable, String stored) {}

    /** A variable or layer that was to be skipped if it did not fit, and did not fit. */
    public record Skip(String target, String reason) {}

    /** Where a status gets its lists from. */
    interface Report {
        String source();

        List<Match> matched();

        default List<Skip> skipped() {
            return List.of();
        }

        List<String> missing();

        List<String> unused();

        default List<String> notes() {
            return List.of();
        }

        /** Whether nothing was found in common. */
        boolean isTrivial();
    }

    private final Report report;
    private boolean partial;

    LoadStatus(Report report) {
        this.report = Objects.requireNonNull(report);
    }

    /** Where the weights came from. */
    public String source() {
        return report.source();
    }

    /** Variables of the model with the stored values they have. */
    public List<Match> matched() {
        return report.matched();
    }

    /** What was skipped because it did not fit, if that was allowed. */
    public List<Skip> skipped() {
        return report.skipped();
    }

    /** Variables of the model for which nothing was stored; they keep their values. */
    public List<String> missing() {
        return report.missing();
    }

    /** Stored values that no variable has. */
    public List<String> unused() {
        return report.unused();
    }

    /** Remarks on how the weights were brought to fit. */
    public List<String> notes() {
        return report.notes();
    }

    /**
     * Asserts that every variable of the model has a stored value and every stored value its variable.
     *
     * @throws WeightMismatchException if not; the message lists what is left over
     */
    public LoadStatus assertConsumed() {
        assertExistingObjectsMatched();
        if (!unused().isEmpty()) {
            throw new WeightMismatchException(
                    source() + ": " + unused().size() + " stored value(s) went nowhere: " + some(unused()) + hints());
        }
        return this;
    }

    /**
     * Asserts that every variable the model has now has a stored value. Stored values for layers that are not built are no matter.
     *
     * @throws WeightMismatchException if not; the message lists the variables
     */
    public LoadStatus assertExistingObjectsMatched() {
        if (!skipped().isEmpty()) {
            throw new WeightMismatchException(source() + ": " + skipped().size() + " skipped: "
                    + some(skipped().stream()
                            .map(skip -> skip.target() + " (" + skip.reason() + ")")
                            .toList()));
        }
        if (!missing().isEmpty()) {
            throw new WeightMismatchException(source() + ": " + missing().size()
                    + " variable(s) of the model have no stored value: " + some(missing()) + hints());
        }
        return this;
    }

    /**
     * Asserts that model and weights have anything in common.
     *
     * @throws WeightMismatchException if not
     */
    public LoadStatus assertNontrivialMatch() {
        if (report.isTrivial()) {
            throw new WeightMismatchException(source() + ": nothing of it is in the model; it has " + some(unused())
                    + (missing().isEmpty()
                            ? ", the model has no variables yet"
                            : ", the model has " + some(missing())));
        }
        return this;
    }

    /** Says that left-over values are expected; {@link #toString} does not mention them then. */
    public LoadStatus expectPartial() {
        partial = true;
        return this;
    }

    /** For each variable without a value, the left-over stored value with the most similar name, if it is similar. */
    private String hints() {
        List<String> unused = unused();
        List<String> hints = new ArrayList<>();
        for (String variable : missing()) {
            Similarity.nearest(variable, unused)
                    .ifPresent(stored -> hints.add("'" + stored + "' for '" + variable + "'"));
            if (hints.size() == 3) {
                break;
            }
        }
        return hints.isEmpty() ? "" : "; did you mean " + String.join(", ", hints) + "?";
    }

    private static String some(List<String> names) {
        List<String> shown = names.subList(0, Math.min(SHOWN, names.size()));
        int more = names.size() - shown.size();
        return (shown.isEmpty() ? "nothing" : String.join(", ", shown)) + (more == 0 ? "" : " and " + more + " more");
    }

    /** A short report: how many variables were restored, then a line for each kind of left-over. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source());
        int matched = matched().size();
        text.append(": ").append(matched).append(matched == 1 ? " value restored" : " values restored");
        for (Skip skip : skipped()) {
            text.append("\n  skipped ").append(skip.target()).append(": ").append(skip.reason());
        }
        if (!partial) {
            line(text, "not in the file", missing());
            line(text, "left over in the file", unused());
            if (!hints().isEmpty()) {
                text.append("\n  ").append(hints().substring(2));
            }
        }
        notes().forEach(note -> text.append("\n  note: ").append(note));
        return text.toString();
    }

    private static void line(StringBuilder text, String title, List<String> names) {
        if (!names.isEmpty()) {
            text.append("\n  ")
                    .append(title)
                    .append(" (")
                    .append(names.size())
                    .append("): ")
                    .append(some(names));
        }
    }
}
