package dev.markhor.benchmarks.page;

import dev.markhor.benchmarks.engine.BytesFactory;
import dev.markhor.benchmarks.engine.ModelFile;
import dev.markhor.benchmarks.report.LoadReport;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Loading, part by part. */
final class LoadSection {
    private LoadSection() {}

    static String of(Report report, Colours colours) {
        List<String> content = new ArrayList<>();
        content.add("<p class=\"legend\">" + key("open", "opening")
                + key("prepare", "compiling and packing, which some leave to later") + key("first", "the first call")
                + "</p>\n");
        for (ModelReport model : report.models()) {
            if (model.loads().isEmpty()) {
                continue;
            }
            Stacks stacks = new Stacks(model.title() + ", ms", "ms", OptionalDouble.empty());
            for (LoadReport load : model.loads()) {
                stacks.add(new Stacks.Row(label(load, colours), parts(load)));
            }
            content.add(stacks.draw());
        }
        content.add(table(report, colours));
        return Page.section(
                "Loading",
                "To a model that is ready to predict: opening, compiling, packing weights, and no prediction, which is shown behind it. Files"
                        + " are in the page cache. <em>First</em> is the first load: of a process for each engine's first kind of file, of that kind for others; all else is in processes that have loaded again"
                        + " and again until they got no faster or for some seconds, so that the JVM has compiled what it will: engines take turns"
                        + " then. <em>Copying</em> is reading the bytes of the weights once into fresh memory, by one thread; the least time of it counts.",
                content);
    }

    private static String key(String style, String words) {
        return "<span><svg width=\"12\" height=\"12\"><rect class=\"" + style + "\" width=\"12\" height=\"12\"/></svg> "
                + words + "</span>";
    }

    private static String label(LoadReport load, Colours colours) {
        return switch (load.file()) {
            case BYTES -> "copying";
            case KERAS, HDF5, CHECKPOINT ->
                colours.title(load.engine()) + " " + load.file().title();
            default -> colours.title(load.engine()).replaceAll(" Java.*", "");
        };
    }

    private static List<Stacks.Part> parts(LoadReport load) {
        return List.of(
                new Stacks.Part("open", "opening", load.open().median()),
                new Stacks.Part("prepare", "preparing", load.prepare().median()),
                new Stacks.Part("first", "first call", load.first().median()));
    }

    private static String table(Report report, Colours colours) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            for (LoadReport load : model.loads()) {
                rows.add(List.of(
                        model.title() + ", " + label(load, colours),
                        Html.number(load.firstReady()),
                        Integer.toString(load.before()),
                        Html.number(load.ready().median()),
                        Html.number(load.ready().min()),
                        model.loading(BytesFactory.NAME, ModelFile.BYTES)
                                .map(copy -> Html.number(
                                        load.ready().median() / copy.ready().min()))
                                .orElse("-"),
                        Html.number(load.open().median()),
                        Html.number(load.prepare().median()),
                        Html.number(load.first().median())));
            }
        }
        return Html.table(
                List.of(
                        "model, engine",
                        "first, ms",
                        "loads before",
                        "ready, ms",
                        "least",
                        "x copying",
                        "opening",
                        "preparing",
                        "first call"),
                rows);
    }
}
