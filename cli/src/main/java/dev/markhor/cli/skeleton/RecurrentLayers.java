package dev.markhor.cli.skeleton;

import dev.markhor.cli.skeleton.ObjectTree.Node;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells recurrent layers: how many times as wide as its units a cell's kernel is says which one it is. */
final class RecurrentLayers {
    private final Language language;

    RecurrentLayers(Language language) {
        this.language = language;
    }

    /** A layer with a cell, or with two, one for each direction. */
    Optional<Part> of(Node node) {
        Node forward = node.children().get("forward_layer");
        if (forward != null) {
            return of(forward)
                    .filter(inner -> !inner.type().equals("RNN")) // its cells are made once
                    .map(inner -> new Part(
                            "Bidirectional",
                            language.make("Bidirectional", language.supplier(inner.made())),
                            inner.inputs(),
                            inner.note() + "; the same backwards",
                            true));
        }
        Node cell = node.children().get("cell");
        if (cell == null) {
            return Optional.empty();
        }
        Node cells = cell.children().get("cells");
        if (cells != null && !cells.isVariable()) {
            return stacked(List.copyOf(cells.children().values()));
        }
        return cell(cell).map(found -> {
            long size = cell.shape("kernel").orElseThrow().dim(0);
            return new Part(
                    found.type(),
                    language.make(found.type(), found.units()) + found.options(),
                    Layers.dims(1, size),
                    Layers.shapes(cell) + "; " + found.note(),
                    true);
        });
    }

    private Optional<Part> stacked(List<Node> cells) {
        List<String> made = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Node one : cells) {
            Optional<Cell> found = cell(one);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            made.add(language.make(found.get().type() + "Cell", found.get().units())
                    + found.get().options());
            notes.add(Layers.shapes(one));
        }
        long size = cells.get(0).shape("kernel").orElseThrow().dim(0);
        String list = language.list(String.join(", ", made));
        return Optional.of(
                new Part("RNN", language.make("RNN", list), Layers.dims(1, size), String.join("; ", notes), true));
    }

    private record Cell(String type, long units, String options, String note) {}

    private static Optional<Cell> cell(Node node) {
        Optional<Shape> kernel = node.shape("kernel").filter(shape -> shape.rank() == 2);
        Optional<Shape> recurrent = node.shape("recurrent_kernel").filter(shape -> shape.rank() == 2);
        if (kernel.isEmpty() || recurrent.isEmpty()) {
            return Optional.empty();
        }
        long units = recurrent.get().dim(0);
        long gates = units == 0 ? 0 : kernel.get().dim(1) / units;
        Optional<Shape> bias = node.shape("bias");
        String options = bias.isPresent() ? "" : ".useBias(false)";
        String note = "returnSequences and returnState are not in the file";
        if (gates == 4) {
            return Optional.of(new Cell("LSTM", units, options, note));
        }
        if (gates == 3) {
            boolean after = bias.isEmpty() || bias.get().rank() == 2;
            return Optional.of(new Cell("GRU", units, options + (after ? "" : ".resetAfter(false)"), note));
        }
        return gates == 1 ? Optional.of(new Cell("SimpleRNN", units, options, note)) : Optional.empty();
    }
}
