package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How near each engine is to Keras, and who could not take part. */
final class AgreementSection {
    private AgreementSection() {}

    static String of(Report report, Colours colours) {
        List<String> head = new ArrayList<>(List.of("model"));
        head.addAll(colours.names().stream().map(colours::title).toList());
        List<List<String>> rows = new ArrayList<>();
        StringBuilder problems = new StringBuilder();
        for (ModelReport model : report.models()) {
            List<String> row = new ArrayList<>(List.of(model.title()));
            for (String engine : colours.names()) {
                Double difference = model.differences().get(engine);
                row.add(difference == null ? "-" : String.format(Locale.ROOT, "%.1e", difference));
            }
            rows.add(row);
            for (String problem : model.problems()) {
                problems.append("<li>")
                        .append(Html.escape(model.title() + ": " + problem))
                        .append("</li>\n");
            }
        }
        List<String> content = new ArrayList<>(List.of(Html.table(head, rows)));
        if (!problems.isEmpty()) {
            content.add("<h3>Who could not take part</h3>\n<ul>\n" + problems + "</ul>\n");
        }
        return Page.section(
                "Agreement",
                "Before anything is timed, each engine computes eight samples, as one batch and the first alone; the largest difference from"
                        + " Keras' own output, relative to the largest output. From 1e-3 on an engine is not measured.",
                content);
    }
}
