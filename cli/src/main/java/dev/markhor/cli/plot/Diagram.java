package dev.markhor.cli.plot;

import java.util.List;

/**
 * What a picture of a model shows, without any places.
 *
 * @param boxes by position
 * @param frames around the boxes of models inside, outer ones before inner ones
 */
public record Diagram(String title, List<Box> boxes, List<Link> links, List<Frame> frames) {
    /** Outside of all frames. */
    static final int NO_FRAME = -1;

    public Diagram {
        boxes = List.copyOf(boxes);
        links = List.copyOf(links);
        frames = List.copyOf(frames);
    }

    /**
     * A layer, and those small ones that follow it and nothing else does.
     *
     * @param frame position of the innermost frame around it
     * @param lines below the first band: name and parameters, then shapes
     */
    public record Box(int frame, List<Band> bands, List<Line> lines) {
        public Box {
            bands = List.copyOf(bands);
            lines = List.copyOf(lines);
        }
    }

    /** One layer. @param hint everything that is known about it */
    public record Band(Paint paint, String className, String note, String hint) {}

    public record Line(String left, String right) {}

    /** A value that goes from a box to another. @param call which calls of a shared layer it comes from or goes to; empty for others */
    public record Link(int from, int to, String call) {}

    /** A model inside. @param outer position of the frame around it */
    public record Frame(int outer, String title, String hint) {}
}
