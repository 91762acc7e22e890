package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.report.Goal;
import dev.markhor.benchmarks.report.Report;
import java.util.List;

/** Figures to reach, met or missed. */
final class GoalsSection {
    private GoalsSection() {}

    static String of(Report report) {
        long met = report.goals().stream().filter(Goal::met).count();
        StringBuilder rows = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr><th>figure</th><th>goal</th>"
                + "<th>measured</th><th></th><th>beside</th></tr></thead>\n<tbody>\n");
        String group = "";
        for (Goal goal : report.goals()) {
            if (!goal.group().equals(group)) {
                group = goal.group();
                rows.append("<tr><th scope=\"rowgroup\" colspan=\"5\" class=\"group\">")
                        .append(Html.escape(group))
                        .append("</th></tr>\n");
            }
            rows.append("<tr><th scope=\"row\">")
                    .append(Html.escape(goal.what()))
                    .append("</th><td>")
                    .append(goal.atMost() ? "≤ " : "≥ ")
                    .append(Html.number(goal.goal()))
                    .append(' ')
                    .append(Html.escape(goal.unit()))
                    .append("</td><td>")
                    .append(Html.number(goal.measured()))
                    .append(' ')
                    .append(Html.escape(goal.unit()))
                    .append(goal.met() ? "</td><td class=\"met\">met" : "</td><td class=\"missed\">missed")
                    .append("</td><td class=\"quiet\">")
                    .append(Html.escape(goal.beside()))
                    .append("</td></tr>\n");
        }
        rows.append("</tbody></table></div>\n");
        return Page.section(
                report.form().equals("trial") ? "Figures to reach: a trial judges nothing" : "Figures to reach",
                met + " of " + report.goals().size()
                        + " met. Medians of this run; ratios are medians of pairs of turns in one round. Loading"
                        + " is judged in a process that has loaded for long enough to be compiled, a fresh process with an archive of classes and"
                        + " the flags that go with it; what the first load takes, and a process without flags, stands beside.",
                List.of(rows.toString()));
    }
}
