package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Diagram.Band;
import dev.markhor.cli.plot.Diagram.Box;
import dev.markhor.cli.plot.Diagram.Line;
import dev.markhor.cli.plot.Sheet.Area;

/** How a box looks: its size, and what is written where. */
final class Face {
    static final double FONT = 11;
    static final double SMALL_FONT = 10;
    private static final double BAND = 20;
    private static final double LINE = 14;
    private static final double PADDING = 8;
    private static final double GAP = 14;
    private static final double NARROWEST = 90;
    private static final double RADIUS = 4;

    private Face() {}

    static double width(Box box) {
        double width = NARROWEST;
        for (Band band : box.bands()) {
            width = Math.max(width, Letters.width(band.className(), FONT, true) + side(band.note(), SMALL_FONT));
        }
        for (Line line : box.lines()) {
            width = Math.max(width, Letters.width(line.left(), SMALL_FONT, false) + side(line.right(), SMALL_FONT));
        }
        return Math.ceil(width + 2 * PADDING);
    }

    private static double side(String words, double size) {
        return words.isEmpty() ? 0 : GAP + Letters.width(words, size, false);
    }

    static double titleWidth(String title) {
        return Letters.width(title, FONT, true);
    }

    static double height(Box box) {
        return box.bands().size() * BAND
                + (box.lines().isEmpty() ? 0 : box.lines().size() * LINE + PADDING);
    }

    static void draw(Box box, Area area, Sheet sheet) {
        sheet.fill(Paint.BODY, area, RADIUS);
        double y = area.y();
        for (int i = 0; i < box.bands().size(); i++) {
            draw(box.bands().get(i), new Area(area.x(), y, area.width(), BAND), sheet);
            y += BAND;
            if (i == 0 && !box.lines().isEmpty()) {
                y = draw(box, area, y + PADDING / 2, sheet) + PADDING / 2;
            }
        }
        sheet.outline(Paint.RULE, area, RADIUS);
    }

    private static void draw(Band band, Area area, Sheet sheet) {
        sheet.begin(band.hint());
        sheet.fill(band.paint(), area, RADIUS);
        double base = area.y() + BAND - 6;
        sheet.words(Paint.ON_BAND, area.x() + PADDING, base, false, FONT, true, band.className());
        if (!band.note().isEmpty()) {
            sheet.words(Paint.ON_BAND, area.right() - PADDING, base, true, SMALL_FONT, false, band.note());
        }
        sheet.end();
    }

    /** @return where it ends */
    private static double draw(Box box, Area area, double top, Sheet sheet) {
        double y = top;
        for (int i = 0; i < box.lines().size(); i++) {
            Line line = box.lines().get(i);
            y += LINE;
            Paint paint = i == 0 ? Paint.INK : Paint.QUIET;
            sheet.words(paint, area.x() + PADDING, y - 4, false, SMALL_FONT, false, line.left());
            if (!line.right().isEmpty()) {
                sheet.words(Paint.QUIET, area.right() - PADDING, y - 4, true, SMALL_FONT, false, line.right());
            }
        }
        return y;
    }
}
