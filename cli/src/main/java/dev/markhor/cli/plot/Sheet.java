package dev.markhor.cli.plot;

import java.util.List;

/** What a picture is drawn on. */
interface Sheet {
    /** Pointing at what is drawn until {@link #end} shows this. */
    void begin(String hint);

    void end();

    /** @param radius of the corners */
    void fill(Paint paint, Area area, double radius);

    void outline(Paint paint, Area area, double radius);

    /** A line through points, with an arrow's head at the last one. */
    void arrow(Paint paint, List<Point> points);

    /** @param y of the base line. @param atEnd whether x is where it ends */
    void words(Paint paint, double x, double y, boolean atEnd, double size, boolean bold, String words);

    record Point(double x, double y) {}

    record Area(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }
    }
}
