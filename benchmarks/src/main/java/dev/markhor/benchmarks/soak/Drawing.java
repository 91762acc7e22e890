package dev.markhor.benchmarks.soak;

import dev.markhor.cli.drawing.Scale;
import dev.markhor.cli.drawing.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Resident memory, threads and throughput over time, one above the other. */
final class Drawing {
    private static final double WIDTH = 760;
    private static final double PANEL = 150;
    private static final double LEFT = 56;
    private static final double RIGHT = 16;
    private static final double TITLE = 24;
    private static final double BOTTOM = 34;
    private static final int MOST_POINTS = 150;

    private final Svg svg = new Svg(WIDTH, 3 * PANEL + BOTTOM, "soak");
    private final Scale across;

    private Drawing(double minutes) {
        across = Scale.linear(minutes, LEFT, WIDTH - RIGHT);
    }

    static String of(List<Sample> samples) {
        Drawing drawing = new Drawing(samples.get(samples.size() - 1).seconds() / 60);
        List<double[]> memory = new ArrayList<>();
        List<double[]> threads = new ArrayList<>();
        List<double[]> throughput = new ArrayList<>();
        int stride = Math.max(1, samples.size() / MOST_POINTS);
        for (int i = stride; i < samples.size(); i += stride) {
            Sample before = samples.get(i - stride);
            Sample now = samples.get(i);
            double minute = now.seconds() / 60;
            memory.add(new double[] {minute, now.resident()});
            threads.add(new double[] {minute, now.threads()});
            throughput.add(new double[] {
                minute, (now.calls() - before.calls()) / Math.max(1e-9, now.processor() - before.processor()) / 1000
            });
        }
        drawing.panel(0, "e0", "resident memory, MB", memory);
        drawing.panel(1, "e1", "threads", threads);
        drawing.panel(2, "e2", "thousand calls in a second of processor time", throughput);
        return drawing.finish();
    }

    private void panel(int which, String style, String title, List<double[]> points) {
        double top = which * PANEL + TITLE;
        double bottom = (which + 1) * PANEL - 8;
        double largest = points.stream().mapToDouble(point -> point[1]).max().orElse(1);
        Scale up = Scale.linear(largest, bottom, top);
        svg.label("title", LEFT, top - 8, "start", title);
        for (double tick : up.ticks()) {
            svg.line("grid", LEFT, up.at(tick), WIDTH - RIGHT, up.at(tick));
            svg.label("tick", LEFT - 6, up.at(tick) + 4, "end", Scale.name(tick));
        }
        StringBuilder line = new StringBuilder();
        for (double[] point : points) {
            line.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.at(point[0]), up.at(point[1])));
        }
        svg.path("roof", line);
        points.forEach(point -> svg.dot(style, across.at(point[0]), up.at(point[1]), 1.5, Scale.name(point[1])));
    }

    private String finish() {
        for (double tick : across.ticks()) {
            svg.label("tick", across.at(tick), 3 * PANEL + 10, "middle", Scale.name(tick));
        }
        svg.label("tick", WIDTH - RIGHT, 3 * PANEL + 26, "end", "minutes");
        return svg.document();
    }
}
