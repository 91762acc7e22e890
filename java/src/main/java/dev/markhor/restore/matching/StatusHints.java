package dev.markhor.restore.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        for (String variable : report.missing()) {
            if (hints.size() < MOST && Arrays.stream(variable.split("/")).noneMatch(explained::contains)) {
                meant(variable).filter(hint -> !hints.contains(hint)).ifPresent(hints::add);
            }
        }
        return hints;
    }

    /** The left-over value that this variable may have under another name: one that differs in similar steps of its path. */
    private Optional<String> meant(String variable) {
        return Similarity.nearest(variable, report.unused()).flatMap(stored -> {
            List<String> model = new ArrayList<>(List.of(variable.split("/")));
            List<String> file = new ArrayList<>(List.of(stored.split("/")));
            while (!model.isEmpty() && !file.isEmpty() && last(model).equals(last(file))) {
                model.remove(model.size() - 1);
                file.remove(file.size() - 1);
            }
            while (!model.isEmpty() && !file.isEmpty() && model.get(0).equals(file.get(0))) {
                model.remove(0);
                file.remove(0);
            }
            if (model.size() != 1 || file.size() != 1) {
                return Optional.of("did you mean '" + stored + "' for '" + variable + "'?");
            }
            return Similarity.areAlike(model.get(0), file.get(0))
                    ? Optional.of("did you mean '" + file.get(0) + "' for '" + model.get(0) + "'?"
                            + report.remedy(model.get(0), file.get(0)))
                    : Optional.empty();
        });
    }

    private static String last(List<String> steps) {
        return steps.get(steps.size() - 1);
    }
}
