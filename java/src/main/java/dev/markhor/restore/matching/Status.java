package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.restore.LoadStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A status that asks whoever did the restore. */
final class Status implements LoadStatus {
    /** Where a status gets its lists from. */
    interface Report {
        String source();

        List<Match> matched();

        default List<Skip> skipped() {
            return List.of();
        }

        List<String> missing();

        /** What the values come from, in words. */
        default String origin() {
            return "the file";
        }

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

        /** Names of what the model is made of, where values go by that. */
        default List<String> attributes() {
            return List.of();
        }

        /** Attributes that the file seems to have under another name. */
        default List<RenamedAttributes.Rename> renames() {
            return List.of();
        }

        /** What to do if a file calls an attribute so, if there is a way; begins with a space. */
        default String remedy(String attribute, String stored) {
            return "";
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
            throw failed(count(waiting().size(), "value waits", "values wait")
                    + " for layers that are not built: " + Names.some(waiting())
                    + "; build the model, or call it, before asserting");
        }
        List<String> training = report.training();
        List<String> leftOver = new ArrayList<>(unused());
        leftOver.removeAll(training);
        if (!leftOver.isEmpty()) {
            throw failed(
                    count(leftOver.size(), "value of the file has", "values of the file have")
                            + " no variable in the model: " + Names.some(leftOver) + hints()
                            + "; give the model a field for each, or track(name, x); if it needs none of them, assertExistingObjectsMatched() is enough");
        }
        if (!training.isEmpty()) {
            throw failed(count(training.size(), "value of the file has", "values of the file have")
                    + " no variable in the model, all of them the state of training: " + Names.some(training)
                    + "; as in TensorFlow, assertConsumed() fails on these: use assertExistingObjectsMatched()");
        }
        return this;
    }

    @Override
    public LoadStatus assertExistingObjectsMatched() {
        if (!skipped().isEmpty()) {
            throw failed(count(skipped().size(), "mismatch was", "mismatches were") + " skipped: "
                    + Names.some(skipped().stream()
                            .map(skip -> skip.target() + " (" + skip.reason() + ")")
                            .toList())
                    + "; make these as they are in the file, or leave the assertion out");
        }
        if (!missing().isEmpty()) {
            throw failed(count(missing().size(), "variable of the model has", "variables of the model have")
                    + " no value in " + report.origin() + " and stayed as they were: " + Names.some(missing())
                    + " (" + matched().size() + " others were restored)"
                    + orElse(hints(), "; leave them out of the model, or load what has values for them"));
        }
        return this;
    }

    @Override
    public LoadStatus assertNontrivialMatch() {
        if (report.isTrivial()) {
            if (!matched().isEmpty()) {
                return assertExistingObjectsMatched();
            }
            List<String> stored = new ArrayList<>(waiting());
            stored.addAll(unused());
            stored.removeAll(report.training());
            throw failed("nothing of it is in the model; the file has " + Names.some(stored)
                    + (missing().isEmpty()
                            ? ", the model has no variables yet, and the attributes " + Names.some(report.attributes())
                            : ", the model has " + Names.some(missing()))
                    + orElse(hints(), elsewhere(stored)));
        }
        return this;
    }

    /** For a file in which nothing is called as in the model. */
    private String elsewhere(List<String> stored) {
        String other = "; it seems to be of another model: check the path";
        if (report.attributes().isEmpty() || stored.isEmpty()) {
            return other;
        }
        return other + "; if it is of this one, LoadOptions.withRenamed(\""
                + report.attributes().get(0) + "\", \"" + stored.get(0).split("/")[0]
                + "\") says what the file calls an attribute";
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }

    private WeightMismatchException failed(String what) {
        return new WeightMismatchException(source() + ": " + what);
    }

    private static String count(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }

    private String hints() {
        return new StatusHints(report).sentences().stream().map("; "::concat).collect(Collectors.joining());
    }

    @Override
    public LoadStatus expectPartial() {
        partial = true;
        return this;
    }

    /** A short report: how many variables were restored, then a line for each kind of left-over. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(source() + ": " + count(matched().size(), "value restored", "values restored"));
        skipped()
                .forEach(skip -> text.append("\n  skipped ")
                        .append(skip.target())
                        .append(": ")
                        .append(skip.reason()));
        if (!partial) {
            List<String> training = report.training();
            line(text, "not in " + report.origin() + ", left as they were", missing());
            line(text, "waiting until the model is built", waiting());
            line(
                    text,
                    "in " + report.origin() + ", not in the model",
                    unused().stream().filter(name -> !training.contains(name)).toList());
            if (!training.isEmpty()) {
                text.append("\n  training state, not needed: ").append(training.size());
            }
            new StatusHints(report)
                    .sentences()
                    .forEach(hint -> text.append("\n  hint: ").append(hint));
        }
        if (!partial && skipped().isEmpty() && missing().isEmpty() && waiting().isEmpty() && unused().isEmpty()) {
            text.append(", nothing left over");
        }
        notes().forEach(note -> text.append("\n  note: ").append(note));
        return text.toString();
    }

    private static void line(StringBuilder text, String title, List<String> names) {
        if (!names.isEmpty()) {
            text.append("\n  " + title + " (" + names.size() + "): " + Names.some(names));
        }
    }
}
