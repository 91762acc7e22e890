package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.report.Goal;
import dev.markhor.benchmarks.report.MemoryReport;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Report;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.benchmarks.report.StartReport;
import dev.markhor.benchmarks.report.StartWay;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Fresh processes: how long until the first prediction, how much memory, and when. */
final class StartSection {
    private StartSection() {}

    static String of(Report report, Colours colours) {
        List<String> content = new ArrayList<>(List.of(colours.legend()));
        content.add("<h3>Seconds from the start of a process to the end of its first prediction</h3>\n");
        content.add(bars(report, colours, "s", StartReport::seconds));
        content.add("<h3>Most resident memory of that process, MB</h3>\n");
        content.add(bars(report, colours, "MB", StartReport::megabytes));
        content.add(
                "<h3>Resident memory over time, MB over ms, without flags</h3>\n<p>Dots: the model is open; the first prediction is done.</p>\n");
        for (ModelReport model : report.models()) {
            if (!model.memory().isEmpty()) {
                content.add(memory(report, model, colours));
            }
        }
        return Page.section(
                "Fresh processes",
                "All processors, files in the page cache; engines take turns. Pale bars: a JVM without flags. Full ones: with an archive of"
                        + " classes that a first run wrote, the serial collector, and the first compiler alone"
                        + " (<code>-XX:SharedArchiveFile=… -XX:+UseSerialGC -XX:TieredStopAtLevel=1</code>), as recommended for programs"
                        + " that predict a few times. Thick marks are goals of Markhor, for the latter.",
                content);
    }

    private static String bars(Report report, Colours colours, String unit, Function<StartReport, Spread> what) {
        Bars bars = new Bars("Fresh processes, " + unit, unit);
        for (ModelReport model : report.models()) {
            List<Bars.Bar> row = new ArrayList<>();
            for (StartReport start : model.starts()) {
                boolean plain = start.way() == StartWay.PLAIN;
                row.add(new Bars.Bar(
                        colours.style(start.engine()) + (plain ? " plain" : ""),
                        colours.title(start.engine()) + ", " + start.way().title(),
                        what.apply(start)));
            }
            bars.add(new Bars.Row(model.title(), row, goal(report, model, unit)));
        }
        return bars.draw();
    }

    private static OptionalDouble goal(Report report, ModelReport model, String unit) {
        return report.goals().stream()
                .filter(goal -> goal.unit().equals(unit) && goal.what().startsWith(model.title() + ","))
                .mapToDouble(Goal::goal)
                .findFirst();
    }

    private static String memory(Report report, ModelReport model, Colours colours) {
        Lines lines = new Lines(model.title() + ", MB over ms", goal(report, model, "MB"));
        for (MemoryReport memory : model.memory()) {
            lines.add(new Lines.Line(
                    colours.style(memory.engine()), memory.points(), List.of(memory.opened(), memory.predicted())));
        }
        return lines.draw();
    }
}
