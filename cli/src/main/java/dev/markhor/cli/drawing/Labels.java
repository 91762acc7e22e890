package dev.markhor.cli.drawing;

import java.util.ArrayList;
import java.util.List;

/** Writes beside dots where nothing is written yet; of labels that find no room the hint of the dot remains. */
final class Labels {
    static final double LETTER = 5.9; // about
    private static final double LINE = 12;

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
