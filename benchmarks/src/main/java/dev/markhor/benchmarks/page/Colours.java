package dev.markhor.benchmarks.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One colour for each engine, the same all over the page. */
record Colours(List<String> names, Map<String, String> titles) {
    static Colours of(Map<String, String> engines) {
        return new Colours(new ArrayList<>(engines.keySet()), engines);
    }

    String style(String engine) {
        return names.contains(engine) ? "e" + names.indexOf(engine) : "other";
    }

    String title(String engine) {
        return titles.getOrDefault(engine, engine);
    }

    String legend() {
        return legend("", names);
    }

    /** @param title what the colours tell, before them; may be empty */
    String legend(String title, List<String> engines) {
        StringBuilder text = new StringBuilder("<p class=\"legend\">");
        if (!title.isEmpty()) {
            text.append("<span>").append(Html.escape(title)).append("</span>");
        }
        for (String name : engines) {
            text.append("<span><svg width=\"12\" height=\"12\"><rect class=\"")
                    .append(style(name))
                    .append("\" width=\"12\" height=\"12\"/></svg> ")
                    .append(Html.escape(title(name)))
                    .append("</span>");
        }
        return text.append("</p>\n").toString();
    }
}
