package dev.markhor.cli.plot;

import dev.markhor.model.Model;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A model as a picture: layers are boxes, and arrows lead from what gives a value to what takes it. */
public final class ModelPlot {
    private final Diagram diagram;
    private final Placement placement;

    ModelPlot(Diagram diagram, boolean downwards) {
        this.diagram = diagram;
        this.placement = Layout.of(diagram, downwards);
    }

    /**
     * @param config of the model, see {@code Markhor.config}; empty if there is none
     * @param downwards from top to bottom, else from left to right
     * @throws IllegalArgumentException if there is more than a picture can show
     * @throws IllegalStateException if the model is not built
     */
    public static ModelPlot of(Model model, Map<String, Object> config, PlotOptions options, boolean downwards) {
        return new ModelPlot(DiagramReader.read(model, config, options), downwards);
    }

    public double width() {
        return placement.width();
    }

    public double height() {
        return placement.height();
    }

    /** @param dark whatever the reader likes; otherwise as the reader likes it */
    public String svg(boolean dark) {
        SvgSheet sheet = new SvgSheet(width(), height(), "model " + diagram.title(), dark);
        new Painter(diagram, placement).draw(sheet);
        return sheet.document();
    }

    /** @return pixels for each unit of {@link #width}: two, or fewer where that are too many */
    public double writePng(boolean dark, OutputStream out) throws IOException {
        try (PngSheet sheet = new PngSheet(width(), height(), dark)) {
            new Painter(diagram, placement).draw(sheet);
            sheet.write(out);
            return sheet.scale();
        }
    }
}
