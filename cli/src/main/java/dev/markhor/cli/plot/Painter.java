package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Diagram.Frame;
import dev.markhor.cli.plot.Placement.Route;
import dev.markhor.cli.plot.Sheet.Area;

/** Draws a diagram where its placement says. */
final class Painter {
    private final Diagram diagram;
    private final Placement placement;

    Painter(Diagram diagram, Placement placement) {
        this.diagram = diagram;
        this.placement = placement;
    }

    void draw(Sheet sheet) {
        for (int i = 0; i < diagram.frames().size(); i++) {
            Frame frame = diagram.frames().get(i);
            Area area = placement.frames().get(i);
            sheet.begin(frame.hint());
            sheet.fill(Paint.FRAME, area, 8);
            sheet.outline(Paint.RULE, area, 8);
            sheet.end();
        }
        for (Route route : placement.routes()) {
            sheet.arrow(Paint.EDGE, route.points());
        }
        for (int i = 0; i < diagram.frames().size(); i++) {
            title(diagram.frames().get(i).title(), placement.frames().get(i), sheet);
        }
        for (int i = 0; i < diagram.boxes().size(); i++) {
            Face.draw(diagram.boxes().get(i), placement.boxes().get(i), sheet);
        }
        for (Route route : placement.routes()) {
            Area label = route.label();
            if (label != null) {
                sheet.words(
                        Paint.INK,
                        label.x() + 2,
                        label.bottom() - 3,
                        false,
                        Face.SMALL_FONT,
                        false,
                        route.link().call());
            }
        }
    }

    /** Lines that lead into a frame pass behind its title, which is cut where the frame is too narrow. */
    private static void title(String title, Area frame, Sheet sheet) {
        String words = title;
        while (words.length() > 4 && Face.titleWidth(words) > frame.width() - 24) {
            words = Letters.shortened(words, words.codePointCount(0, words.length()) - 1);
        }
        sheet.fill(Paint.FRAME, new Area(frame.x() + 10, frame.y() + 6, Face.titleWidth(words) + 4, 18), 0);
        sheet.words(Paint.QUIET, frame.x() + 12, frame.y() + 19, false, Face.FONT, true, words);
    }
}
