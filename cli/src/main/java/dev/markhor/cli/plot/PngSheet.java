package dev.markhor.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture of pixels, two for each unit unless that are too many. */
final class PngSheet implements Sheet, AutoCloseable {
    private static final double SHARP = 2;
    private static final double MOST_PIXELS = 40e6;
    private static final double HEAD = 6;

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final boolean dark;
    private final double scale;

    PngSheet(double width, double height, boolean dark) {
        this.dark = dark;
        scale = Math.min(SHARP, Math.sqrt(MOST_PIXELS / (width * height)));
        int columns = (int) Math.max(1, Math.ceil(width * scale));
        int rows = (int) Math.max(1, Math.ceil(height * scale));
        image = new BufferedImage(columns, rows, BufferedImage.TYPE_3BYTE_BGR);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(colour(Paint.PAPER));
        graphics.fillRect(0, 0, columns, rows);
        graphics.scale(scale, scale);
        graphics.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    }

    private Color colour(Paint paint) {
        return new Color(paint.rgb(dark));
    }

    /** Pixels for each unit. */
    double scale() {
        return scale;
    }

    @Override
    public void begin(String hint) {} // pixels tell nothing

    @Override
    public void end() {}

    @Override
    public void fill(Paint paint, Area area, double radius) {
        graphics.setColor(colour(paint));
        graphics.fill(shape(area, radius));
    }

    @Override
    public void outline(Paint paint, Area area, double radius) {
        graphics.setColor(colour(paint));
        graphics.draw(shape(area, radius));
    }

    private static RoundRectangle2D shape(Area area, double radius) {
        return new RoundRectangle2D.Double(area.x(), area.y(), area.width(), area.height(), 2 * radius, 2 * radius);
    }

    @Override
    public void arrow(Paint paint, List<Point> points) {
        if (points.size() < 2) {
            return;
        }
        graphics.setColor(colour(paint));
        Point end = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        Path2D line = new Path2D.Double();
        line.moveTo(points.get(0).x(), points.get(0).y());
        for (int i = 1; i < points.size() - 1; i++) {
            Point bend = points.get(i);
            Point in = Arrows.beside(bend, points.get(i - 1));
            Point out = Arrows.beside(bend, points.get(i + 1));
            line.lineTo(in.x(), in.y());
            line.quadTo(bend.x(), bend.y(), out.x(), out.y());
        }
        Point base = Arrows.base(before, end, HEAD);
        line.lineTo(base.x(), base.y());
        graphics.draw(line);
        Path2D head = new Path2D.Double();
        List<Point> corners = Arrows.head(before, end, HEAD);
        head.moveTo(corners.get(0).x(), corners.get(0).y());
        corners.subList(1, corners.size()).forEach(corner -> head.lineTo(corner.x(), corner.y()));
        head.closePath();
        graphics.fill(head);
    }

    /** A font wider than was reckoned with is made narrower. */
    @Override
    public void words(Paint paint, double x, double y, boolean atEnd, double size, boolean bold, String words) {
        if (words.isBlank()) {
            return;
        }
        Font font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
        TextLayout layout = new TextLayout(words, font, graphics.getFontRenderContext());
        double width = layout.getAdvance();
        double squeeze = Math.min(1, Letters.width(words, size, bold) / width);
        Graphics2D own = (Graphics2D) graphics.create();
        own.translate(atEnd ? x - width * squeeze : x, y);
        own.scale(squeeze, 1);
        own.setColor(colour(paint));
        layout.draw(own, 0, 0);
        own.dispose();
    }

    void write(OutputStream out) throws IOException {
        ImageIO.write(image, "png", out);
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
