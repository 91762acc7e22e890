package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The report as one file of HTML that needs nothing else: no script, no font, no picture from elsewhere. */
public final class Page {
    private Page() {}

    public static String of(Report report) {
        Colours colours = Colours.of(report.engines());
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>Markhor benchmarks</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n"
                + head(report)
                + GoalsSection.of(report)
                + SpeedSection.of(report, colours)
                + LimitsSection.of(report, colours)
                + LoadSection.of(report, colours)
                + StartSection.of(report, colours)
                + AgreementSection.of(report, colours)
                + "</body>\n</html>\n";
    }

    private static String head(Report report) {
        StringBuilder text = new StringBuilder("<h1>Markhor benchmarks</h1>\n<p class=\"quiet\">")
                .append(Html.escape(report.when()))
                .append(", ")
                .append(Html.escape(report.form()))
                .append(" form");
        for (Map.Entry<String, String> fact : report.machine().entrySet()) {
            text.append("; ").append(Html.escape(fact.getKey() + " " + fact.getValue()));
        }
        text.append("</p>\n");
        if (report.busy()) {
            text.append("<p class=\"missed\">Other programs seem to run as well: the numbers mean little.</p>\n");
        }
        return text.toString();
    }

    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A section of the page. */
    static String section(String title, String introduction, List<String> content) {
        return "<h2>" + Html.escape(title) + "</h2>\n<p>" + introduction + "</p>\n" + String.join("", content);
    }
}
