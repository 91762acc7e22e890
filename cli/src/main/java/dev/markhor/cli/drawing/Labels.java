package dev.markhor.cli.drawing;

import java.util.ArrayList;
import java.util.List;

/** Writes beside dots where nothing is written yet; of labels that find no room the hint of the dot remains. */
final class Labels {
    static final double LETTER = 5.9; // about
    private static final double LINE = 12;
    /** Of words above the line that they are on. */
    private static final double LIFT = 4;
    /** How far from the upper end of a rising line words end, as a level one is there. */
    private static final double CORNER = 40;

    private record Spot(double x, double y, String anchor) {}

    private final Svg svg;
    private final double left;
    private final double right;
    private final List<double[]> taken = new ArrayList<>();

    Labels(Svg svg, double left, double right) {
        this.svg = svg;
        this.left = left;
        this.right = right;
    }

    /** Where it belongs, whatever is there. */
    void at(String style, double x, double y, String anchor, String words) {
        taken.add(box(x, y, anchor, words));
        svg.label(style, x, y, anchor, words);
    }

    /** Nothing is to be written on a dot. */
    void keepOff(double x, double y, double radius) {
        taken.add(new double[] {x - radius, y - radius, x + radius, y + radius});
    }

    /** On a line that rises from one point to another: near its upper end, further down if something is there. */
    void along(String style, double x1, double y1, double x2, double y2, String words) {
        double angle = Math.atan2(y1 - y2, x2 - x1);
        double width = LETTER * words.length();
        double last = Math.hypot(x2 - x1, y2 - y1) - CORNER;
        double end = last;
        while (end >= width && !isFree(cells(x1, y1, angle, end - width, end))) {
            end -= LINE;
        }
        end = Math.max(end < width ? last : end, width);
        taken.addAll(cells(x1, y1, angle, end - width, end));
        double x = x1 + end * Math.cos(angle) - LIFT * Math.sin(angle);
        double y = y1 - end * Math.sin(angle) - LIFT * Math.cos(angle);
        svg.label(style, x, y, "end", words, Math.toDegrees(angle));
    }

    /** Small boxes that cover what is written over a rising line, from and to distances along it. */
    private static List<double[]> cells(double x, double y, double angle, double from, double to) {
        List<double[]> cells = new ArrayList<>();
        double lift = LIFT + LINE / 2;
        for (double along = from; along < to + LINE; along += LINE) {
            double centre = Math.min(along, to);
            double cx = x + centre * Math.cos(angle) - lift * Math.sin(angle);
            double cy = y - centre * Math.sin(angle) - lift * Math.cos(angle);
            cells.add(new double[] {cx - LINE / 2, cy - LINE / 2, cx + LINE / 2, cy + LINE / 2});
        }
        return cells;
    }

    private boolean isFree(List<double[]> boxes) {
        return boxes.stream().noneMatch(box -> taken.stream().anyMatch(other -> overlap(box, other)));
    }

    /** Right, left, above or below of a dot. */
    void beside(double x, double y, double radius, String words) {
        double gap = radius + 3;
        for (Spot spot : List.of(
                new Spot(x + gap, y + 4, "start"),
                new Spot(x - gap, y + 4, "end"),
                new Spot(x, y - gap, "middle"),
                new Spot(x, y + gap + LINE - 3, "middle"))) {
            double[] box = box(spot.x, spot.y, spot.anchor, words);
            if (box[0] >= left && box[2] <= right && taken.stream().noneMatch(other -> overlap(box, other))) {
                at("value", spot.x, spot.y, spot.anchor, words);
                return;
            }
        }
    }

    private static double[] box(double x, double y, String anchor, String words) {
        double width = LETTER * words.length();
        double start = anchor.equals("start") ? x : anchor.equals("end") ? x - width : x - width / 2;
        return new double[] {start, y - LINE + 2, start + width, y + 3};
    }

    private static boolean overlap(double[] a, double[] b) {
        return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    }
}
