package dev.markhor.benchmarks.page;

import dev.markhor.cli.drawing.Digits;
import dev.markhor.cli.drawing.Svg;
import java.util.List;
import java.util.Locale;

/** Small pieces of the page. */
final class Html {
    private Html() {}

    static String escape(String text) {
        return Svg.escape(text);
    }

    /** Cells are text, not markup; those after the first are numbers and stand to the right. */
    static String table(List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
        head.forEach(
                cell -> text.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
        text.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            text.append("<tr><th scope=\"row\">").append(escape(row.get(0))).append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> text.append("<td>").append(escape(cell)).append("</td>"));
            text.append("</tr>\n");
        }
        return text.append("</tbody></table></div>\n").toString();
    }

    /** Three digits that count, no exponent. */
    static String number(double value) {
        return Digits.of(value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
