package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Diagram.Band;
import dev.markhor.cli.plot.Diagram.Box;
import dev.markhor.cli.plot.Diagram.Link;
import java.util.ArrayList;
import java.util.List;

/** Puts a normalisation, an activation or a dropout into the box before it, where nothing else comes between: a third of the boxes remain. */
final class Stacks {
    private static final int HIGHEST = 6;

    private final Diagram diagram;
    private final int[] incoming;
    private final int[] outgoing;
    /** Where the latest value of a box comes from. */
    private final int[] before;

    private final List<Box> stacks = new ArrayList<>();
    /** By old position. */
    private final int[] places;

    private Stacks(Diagram diagram) {
        this.diagram = diagram;
        int count = diagram.boxes().size();
        incoming = new int[count];
        outgoing = new int[count];
        before = new int[count];
        places = new int[count];
        for (Link link : diagram.links()) {
            incoming[link.to()]++;
            outgoing[link.from()]++;
            before[link.to()] = link.from();
        }
    }

    static Diagram join(Diagram diagram) {
        return new Stacks(diagram).joined();
    }

    private Diagram joined() {
        for (int i = 0; i < places.length; i++) {
            Box box = diagram.boxes().get(i);
            if (joins(i)) {
                places[i] = places[before[i]];
                stacks.set(places[i], onto(stacks.get(places[i]), box));
            } else {
                places[i] = stacks.size();
                stacks.add(box);
            }
        }
        List<Link> links = new ArrayList<>();
        for (Link link : diagram.links()) {
            if (link.from() == link.to() || places[link.from()] != places[link.to()]) {
                links.add(new Link(places[link.from()], places[link.to()], link.call()));
            }
        }
        return new Diagram(diagram.title(), stacks, links, diagram.frames());
    }

    private boolean joins(int position) {
        int previous = before[position];
        if (incoming[position] != 1 || previous >= position || outgoing[previous] != 1) {
            return false;
        }
        Box box = diagram.boxes().get(position);
        return !stacks.get(places[previous]).bands().get(0).className().startsWith("Input")
                && Families.isSmall(box.bands().get(0).className())
                && box.frame() == diagram.boxes().get(previous).frame()
                && stacks.get(places[previous]).bands().size() < HIGHEST;
    }

    private static Box onto(Box stack, Box box) {
        Band band = box.bands().get(0);
        String name = box.lines().get(0).left();
        String note = band.note().isEmpty() ? name : band.note() + " · " + name;
        List<Band> bands = new ArrayList<>(stack.bands());
        bands.add(new Band(band.paint(), band.className(), note, band.hint()));
        return new Box(stack.frame(), bands, stack.lines());
    }
}
