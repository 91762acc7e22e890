package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Sheet.Point;
import java.util.List;

/** Bends of lines, and triangles at their ends. */
final class Arrows {
    private static final double SLIM = 0.5;
    private static final double CORNER = 5;

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

    /** Where a round bend begins: a little way from it, at most half of the way to another point. */
    static Point beside(Point bend, Point other) {
        double length = Math.hypot(other.x() - bend.x(), other.y() - bend.y());
        double share = length == 0 ? 0 : Math.min(CORNER / length, 0.5);
        return new Point(bend.x() + (other.x() - bend.x()) * share, bend.y() + (other.y() - bend.y()) * share);
    }
}
