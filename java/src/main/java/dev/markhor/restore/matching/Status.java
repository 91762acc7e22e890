package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.restore.LoadStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A status that asks whoever did the restore. */
final class Status implements LoadStatus {
    private static final int SHOWN = 10;

    /** Where a status gets its lists from. */
    interface Report {
        String source();

        List<Match> matched();

        default List<Skip> skipped() {
            return List.of();
        }

        List<String> missing();

        default List<String> waiting() {
            return List.of();
        }

        List<String> unused();

        default List<String> notes() {
            return List.of();
        }

        /** Those of {@link #unused} that only training needs. */
        default List<String> training() {
            return List.of();
        }

        /** What to do about left-overs, where that is known. */
        default List<String> advice() {
            return List.of();
        }

        /** Whether nothing was found in common. */
        boolean isTrivial();
    }

    private final Report report;
    private boolean partial;

    Status(Report report) {
        this.report = Objects.requireNonNull(report);
    }

    @Override
    public String source() {
        return report.source();
    }

    @Override
    public List<Match> matched() {
        return report.matched();
    }

    @Override
    public List<Skip> skipped() {
        return report.skipped();
    }

    @Override
    public List<String> missing() {
        return report.missing();
    }

    @Override
    public List<String> waiting() {
        return report.waiting();
    }

    @Override
    public List<String> unused() {
        return report.unused();
    }

    @Override
    public List<String> notes() {
        return report.notes();
    }

    @Override
    public LoadStatus assertConsumed() {
        assertExistingObjectsMatched();
        if (!waiting().isEmpty()) {
            throw new WeightMismatchException(source() + ": " + waiting().size()
                    + " stored value(s) wait for layers that are not built: " + some(waiting())
                    + "; build the model or call it before asserting");
        }
        if (!unused().isEmpty()) {
            boolean onlyTraining = report.training().containsAll(unused());
            throw new WeightMismatchException(source() + ": " + unused().size() + " stored value(s) went nowhere: "
                    + some(unused()) + hints()
                    + (onlyTraining
                            ? "; only training needs them, so assertExistingObjectsMatched() may be enough"
                            : ""));
        }
        return this;
    }

    @Override
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

    @Override
    public LoadStatus assertNontrivialMatch() {
        if (report.isTrivial()) {
            if (!matched().isEmpty()) {
                return assertExistingObjectsMatched();
            }
            List<String> stored = new ArrayList<>(unused());
            stored.removeAll(report.training());
            throw new WeightMismatchException(source() + ": nothing of it is in the model; it has " + some(stored)
                    + (missing().isEmpty() ? ", the model has no variables yet" : ", the model has " + some(missing()))
                    + hints());
        }
        return this;
    }

    @Override
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
        String nearest = hints.isEmpty() ? "" : "; did you mean " + String.join(", ", hints) + "?";
        return nearest
                + String.join("", report.advice().stream().map("; "::concat).toList());
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
            line(text, "waiting until the model is built", waiting());
            List<String> training = report.training();
            line(
                    text,
                    "left over in the file",
                    unused().stream().filter(name -> !training.contains(name)).toList());
            if (!training.isEmpty()) {
                text.append("\n  training state, not needed: ").append(training.size());
            }
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
