package dev.markhor.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.cli.plot.Placement.Route;
import dev.markhor.cli.plot.Sheet.Area;
import dev.markhor.cli.plot.Sheet.Point;
import dev.markhor.graph.Value;
import dev.markhor.layers.Add;
import dev.markhor.layers.Dense;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
    private static final PlotOptions ALL = new PlotOptions(true, true, true);
    private static final double ROUNDING = 0.01;

    @ParameterizedTest
    @CsvSource({
        "inception, true",
        "inception, false",
        "nested_three_levels, true",
        "nested_three_levels, false",
        "nested_siamese, true",
        "nested_inputs, true",
        "shared_layer_in_a_row, true",
        "several_outputs, true",
        "dense_block, true",
        "u_net, false",
        "transformer_decoder, true"
    })
    void boxesDoNotOverlapAndArrowsEndAtThem(String name, boolean downwards) {
        try (Model model = Markhor.load(Path.of("../golden/structures", name + ".keras"))) {
            check(DiagramReader.read(model, Map.of(), ALL), downwards);
        }
    }

    /** A title hides the line behind it: from 6 below the frame's edge on, 18 high. */
    @Test
    void linesIntoAFrameAreSeenBelowItsTitle() {
        try (Model model = Markhor.load(Path.of("../golden/structures/nested_siamese.keras"))) {
            Diagram diagram = DiagramReader.read(model, Map.of(), ALL);
            Placement placement = Layout.of(diagram, true);
            assertFalse(diagram.frames().isEmpty());
            for (int i = 0; i < diagram.boxes().size(); i++) {
                int frame = diagram.boxes().get(i).frame();
                if (frame != Diagram.NO_FRAME) {
                    double below = placement.boxes().get(i).y()
                            - placement.frames().get(frame).y();
                    assertTrue(below > 24 + 2 * 6, "a line as long as its head, and the head: " + below);
                }
            }
        }
    }

    @Test
    void aDeepModelIsBrokenIntoColumns() {
        try (Model model = residual(80)) {
            Diagram diagram = DiagramReader.read(model, Map.of(), ALL);
            Placement placement = check(diagram, true);
            assertTrue(diagram.boxes().size() > 160, () -> diagram.boxes().size() + " boxes");
            assertTrue(placement.height() < 2 * placement.width(), placement::toString);
        }
    }

    @Test
    void aModelAsLargeAsIsDrawnIsDrawnInTime() {
        try (Model model = residual((DiagramReader.MOST - 1) / 3)) {
            Diagram diagram = DiagramReader.read(model, Map.of(), ALL);
            Assertions.assertTimeout(Duration.ofSeconds(60), () -> Layout.of(diagram, true));
        }
    }

    private static Model residual(int blocks) {
        Value input = Input.of(4);
        Value x = input;
        for (int i = 0; i < blocks; i++) {
            x = new Add().apply(List.of(x, new Dense(4).apply(x)));
        }
        return Model.of(input, x);
    }

    private static Placement check(Diagram diagram, boolean downwards) {
        Placement placement = Layout.of(diagram, downwards);
        List<Area> boxes = placement.boxes();
        assertEquals(diagram.boxes().size(), boxes.size());
        assertEquals(diagram.links().size(), placement.routes().size());
        for (int i = 0; i < boxes.size(); i++) {
            int frame = diagram.boxes().get(i).frame();
            Area around = frame == Diagram.NO_FRAME
                    ? new Area(0, 0, placement.width(), placement.height())
                    : placement.frames().get(frame);
            assertTrue(contains(around, boxes.get(i)), boxes.get(i) + " in " + around);
            for (int j = 0; j < i; j++) {
                assertFalse(overlap(boxes.get(i), boxes.get(j)), boxes.get(i) + " and " + boxes.get(j));
            }
        }
        for (Route route : placement.routes()) {
            List<Point> points = route.points();
            assertTrue(isOnBorder(boxes.get(route.link().from()), points.get(0)), () -> "begins at no box: " + route);
            assertTrue(
                    isOnBorder(boxes.get(route.link().to()), points.get(points.size() - 1)),
                    () -> "ends at no box: " + route);
            for (Area box : boxes) {
                for (int i = 1; i < points.size(); i++) {
                    assertFalse(crosses(points.get(i - 1), points.get(i), box), () -> route + " crosses " + box);
                }
            }
        }
        return placement;
    }

    private static boolean contains(Area outer, Area inner) {
        return outer.x() <= inner.x()
                && outer.y() <= inner.y()
                && inner.right() <= outer.right()
                && inner.bottom() <= outer.bottom();
    }

    private static boolean overlap(Area a, Area b) {
        return a.x() < b.right() && b.x() < a.right() && a.y() < b.bottom() && b.y() < a.bottom();
    }

    private static boolean isOnBorder(Area box, Point point) {
        boolean inside = point.x() >= box.x() - ROUNDING
                && point.x() <= box.right() + ROUNDING
                && point.y() >= box.y() - ROUNDING
                && point.y() <= box.bottom() + ROUNDING;
        return inside && !isInside(box, point);
    }

    private static boolean isInside(Area box, Point point) {
        return point.x() > box.x() + ROUNDING
                && point.x() < box.right() - ROUNDING
                && point.y() > box.y() + ROUNDING
                && point.y() < box.bottom() - ROUNDING;
    }

    /** Lines run across or down only. */
    private static boolean crosses(Point from, Point to, Area box) {
        return Math.min(from.x(), to.x()) < box.right() - ROUNDING
                && Math.max(from.x(), to.x()) > box.x() + ROUNDING
                && Math.min(from.y(), to.y()) < box.bottom() - ROUNDING
                && Math.max(from.y(), to.y()) > box.y() + ROUNDING;
    }
}
