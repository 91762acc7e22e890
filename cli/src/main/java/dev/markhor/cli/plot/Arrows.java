package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Sheet.Point;
import java.util.List;

/** Triangles at the ends of lines. */
final class Arrows {
    private static final double SLIM = 0.5;

    private Arrows() {}

    /** Where the head of a line ends and the line itself begins. */
    static Point base(Point before, Point end, double size) {
        double length = Math.hypot(end.x() - before.x(), end.y() - before.y());
        double share = length == 0 ? 0 : Math.min(1, size / length);
        return new Point(end.x() + (before.x() - end.x()) * share, end.y() + (before.y() - end.y()) * share);
    }

    static List<Point> head(Point before, Point end, double size) {
        Point base = base(before, end, size);
        double dx = (end.x() - base.x()) * SLIM;
        double dy = (end.y() - base.y()) * SLIM;
        return List.of(end, new Point(base.x() - dy, base.y() + dx), new Point(base.x() + dy, base.y() - dx));
    }
}
