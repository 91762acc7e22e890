package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Scan;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Cells one after the other; the states of all of them, the first cell's first. */
public final class StackedRNNCells extends RecurrentCell<StackedRNNCells> {
    private final List<RecurrentCell<?>> cells;

    /** @throws IllegalArgumentException if there are none */
    public StackedRNNCells(List<? extends RecurrentCell<?>> cells) {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("needs at least one cell");
        }
        this.cells = List.copyOf(cells);
        track("cells", this.cells);
    }

    @Override
    protected List<Shape> stateShapes() {
        return cells.stream().flatMap(cell -> cell.stateShapes().stream()).toList();
    }

    @Override
    protected Scan.Step step(Value x, List<Value> states, CallContext context) {
        Value y = x;
        List<Value> after = new ArrayList<>();
        for (RecurrentCell<?> cell : cells) {
            List<Value> own = states.subList(after.size(), after.size() + cell.stateCount());
            Scan.Step step = cell.step(y, own, context);
            y = step.output();
            after.addAll(step.states());
        }
        return new Scan.Step(y, after);
    }

    /** Each cell is built for what the one before it gives. */
    @Override
    protected void build(Inputs inputs) {
        Value x = inputs.list().get(0);
        for (RecurrentCell<?> cell : cells) {
            buildInside(cell, Inputs.of(x));
            x = cell.outputFor(x);
        }
    }

    /** A masked step keeps every cell's state, so that each cell may go through the whole sequence before the next one does. */
    @Override
    Unrolled unroll(Sequence sequence, CallContext context) {
        Sequence current = sequence;
        List<Value> states = new ArrayList<>();
        int taken = 0;
        for (RecurrentCell<?> cell : cells) {
            List<Value> given = sequence.states().isEmpty()
                    ? List.of()
                    : sequence.states().subList(taken, taken + cell.stateCount());
            taken += cell.stateCount();
            Unrolled result = cell.unroll(
                    new Sequence(
                            current.x(), given, current.mask(), current.goBackwards(), current.zeroOutputForMask()),
                    context);
            states.addAll(result.states());
            current = current.goBackwards()
                    ? new Sequence(
                            result.outputs(),
                            given,
                            current.mask().map(mask -> Ops.flip(mask, 1)),
                            false,
                            current.zeroOutputForMask())
                    : new Sequence(result.outputs(), given, current.mask(), false, current.zeroOutputForMask());
        }
        return new Unrolled(current.x(), states);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("cells", cells);
    }

    static StackedRNNCells fromConfig(LayerConfig config) {
        if (config.bool("reverse_state_order", false)) {
            throw config.unsupported("'reverse_state_order' is not supported");
        }
        List<RecurrentCell<?>> cells = new ArrayList<>();
        for (Layer layer : config.layers("cells")) {
            cells.add(RecurrentLayer.cell(config, layer));
        }
        return new StackedRNNCells(cells);
    }
}
