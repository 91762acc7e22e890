package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Diagram.Link;
import dev.markhor.cli.plot.Sheet.Area;
import dev.markhor.cli.plot.Sheet.Point;
import java.util.List;

/**
 * Where everything of a diagram is.
 *
 * @param boxes by position in the diagram
 * @param frames likewise
 */
record Placement(double width, double height, List<Area> boxes, List<Area> frames, List<Route> routes) {
    /**
     * The way of a link, from one box's border to another's.
     *
     * @param label where its words are; null if it has none
     */
    record Route(Link link, List<Point> points, Area label) {}
}
