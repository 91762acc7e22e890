package dev.markhor.restore.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the user may have meant, for what is left over. */
final class StatusHints {
    private static final int MOST = 3;

    private final Status.Report report;

    StatusHints(Status.Report report) {
        this.report = report;
    }

    /** Renamed attributes; for other variables without a value the left-over ones with similar names; what else is known. */
    List<String> sentences() {
        List<String> hints = new ArrayList<>(report.advice());
        List<RenamedAttributes.Rename> renames = hints.isEmpty() ? report.renames() : List.of();
        renames.stream()
                .limit(MOST)
                .forEach(rename -> hints.add("'" + rename.stored()
                        + "' in the file looks like '" + rename.attribute() + "' in the model; if it is, load with "
                        + "LoadOptions.withRenamed(\"" + rename.attribute() + "\", \"" + rename.stored() + "\")"));
        Set<String> explained =
                renames.stream().map(RenamedAttributes.Rename::lastStep).collect(Collectors.toSet());
        List<String> unused = report.unused();
        List<String> pairs = new ArrayList<>();
        for (String variable : report.missing()) {
            if (pairs.size() < MOST && List.of(variable.split("/")).stream().noneMatch(explained::contains)) {
                Similarity.nearest(variable, unused)
                        .ifPresent(stored -> pairs.add("'" + stored + "' for '" + variable + "'"));
            }
        }
        if (!pairs.isEmpty()) {
            hints.add("did you mean " + String.join(", ", pairs) + "?" + report.remedy());
        }
        return hints;
    }
}
