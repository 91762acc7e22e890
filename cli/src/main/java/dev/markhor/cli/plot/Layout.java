package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Diagram.Box;
import dev.markhor.cli.plot.Diagram.Frame;
import dev.markhor.cli.plot.Diagram.Link;
import dev.markhor.cli.plot.Placement.Route;
import dev.markhor.cli.plot.Sheet.Area;
import dev.markhor.cli.plot.Sheet.Point;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.alg.layered.options.WrappingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Layered drawing by the Eclipse Layout Kernel. */
public final class Layout {
    private static final double MARGIN = 20;
    private static final double FRAME_TITLE = 30;
    /** So that lines from above are seen between a title, which hides them, and what they lead to. */
    private static final double BELOW_TITLE = 14;
    /** From so many boxes on, a chain is broken into columns. */
    private static final int LONG = 40;
    /** Of a page with columns: width by height. */
    private static final double ASPECT = 1.4;

    private final Diagram diagram;
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final List<ElkNode> frames = new ArrayList<>();
    private final List<ElkNode> boxes = new ArrayList<>();
    private final List<ElkEdge> edges = new ArrayList<>();

    private Layout(Diagram diagram, boolean downwards) {
        this.diagram = diagram;
        setUp(root, downwards);
        for (Frame frame : diagram.frames()) {
            ElkNode node = ElkGraphUtil.createNode(inside(frame.outer()));
            setUp(node, downwards);
            double top = FRAME_TITLE + (downwards ? BELOW_TITLE : 0);
            node.setProperty(LayeredOptions.PADDING, new ElkPadding(top, 14, 14, 14));
            frames.add(node);
        }
        for (Box box : diagram.boxes()) {
            ElkNode node = ElkGraphUtil.createNode(inside(box.frame()));
            node.setDimensions(Face.width(box), Face.height(box));
            boxes.add(node);
        }
        for (Link link : diagram.links()) {
            ElkEdge edge = ElkGraphUtil.createSimpleEdge(boxes.get(link.from()), boxes.get(link.to()));
            if (!link.call().isEmpty()) {
                ElkLabel label = ElkGraphUtil.createLabel(link.call(), edge);
                label.setDimensions(Letters.width(link.call(), Face.SMALL_FONT, false) + 4, 14);
            }
            edges.add(edge);
        }
    }

    private void setUp(ElkNode graph, boolean downwards) {
        graph.setProperty(LayeredOptions.DIRECTION, downwards ? Direction.DOWN : Direction.RIGHT);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
        graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_EDGES);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 24.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 10.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 26.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
        graph.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
        if (!diagram.frames().isEmpty()) {
            graph.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        } else if (diagram.boxes().size() >= LONG) {
            graph.setProperty(LayeredOptions.WRAPPING_STRATEGY, WrappingStrategy.MULTI_EDGE);
            graph.setProperty(LayeredOptions.ASPECT_RATIO, ASPECT);
            graph.setProperty(LayeredOptions.WRAPPING_ADDITIONAL_EDGE_SPACING, 24.0);
        }
    }

    private ElkNode inside(int frame) {
        return frame == Diagram.NO_FRAME ? root : frames.get(frame);
    }

    /** @param downwards from top to bottom, else from left to right */
    static Placement of(Diagram diagram, boolean downwards) {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        Layout layout = new Layout(diagram, downwards);
        new LayeredLayoutProvider().layout(layout.root, new BasicProgressMonitor());
        return layout.placement();
    }

    private Placement placement() {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            routes.add(route(edges.get(i), diagram.links().get(i)));
        }
        return new Placement(
                root.getWidth(),
                root.getHeight(),
                boxes.stream().map(Layout::area).toList(),
                frames.stream().map(Layout::area).toList(),
                routes);
    }

    private static Area area(ElkNode node) {
        Point origin = origin(node.getParent());
        return new Area(origin.x() + node.getX(), origin.y() + node.getY(), node.getWidth(), node.getHeight());
    }

    /** Places in a node are relative to it. */
    private static Point origin(ElkNode node) {
        double x = 0;
        double y = 0;
        for (ElkNode outer = node; outer != null; outer = outer.getParent()) {
            x += outer.getX();
            y += outer.getY();
        }
        return new Point(x, y);
    }

    private static Route route(ElkEdge edge, Link link) {
        Point origin = origin(edge.getContainingNode());
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Point(origin.x() + section.getStartX(), origin.y() + section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Point(origin.x() + bend.getX(), origin.y() + bend.getY()));
            }
            points.add(new Point(origin.x() + section.getEndX(), origin.y() + section.getEndY()));
        }
        Area label = null;
        if (!edge.getLabels().isEmpty()) {
            ElkLabel words = edge.getLabels().get(0);
            label = new Area(origin.x() + words.getX(), origin.y() + words.getY(), words.getWidth(), words.getHeight());
        }
        return new Route(link, List.copyOf(points), label);
    }
}
