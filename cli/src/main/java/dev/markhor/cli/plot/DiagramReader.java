package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Diagram.Band;
import dev.markhor.cli.plot.Diagram.Box;
import dev.markhor.cli.plot.Diagram.Frame;
import dev.markhor.cli.plot.Diagram.Line;
import dev.markhor.cli.plot.Diagram.Link;
import dev.markhor.model.Connections;
import dev.markhor.model.Connections.Source;
import dev.markhor.model.Connections.Step;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes boxes of layers, a shared one's once, and frames of models inside. */
public final class DiagramReader {
    /** Of boxes, or of links: what lies beyond is no picture for anybody, and would take minutes. */
    public static final int MOST = 3000;

    private final PlotOptions options;
    private final Captions captions;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    /** Boxes that take a step's operands, and those that give its outputs. */
    private record Ends(List<Integer> inputs, List<Integer> outputs) {
        int input(int operand) {
            return inputs.get(Math.min(operand, inputs.size() - 1));
        }

        int output(int index) {
            return outputs.get(Math.min(index, outputs.size() - 1));
        }
    }

    private DiagramReader(PlotOptions options) {
        this.options = options;
        this.captions = new Captions(options);
    }

    /**
     * @param config of the model, see {@code Markhor.config}; may be empty
     * @throws IllegalArgumentException if there is more than a picture can show
     * @throws IllegalStateException if the model is not built
     */
    public static Diagram read(Model model, Map<?, ?> config, PlotOptions options) {
        DiagramReader reader = new DiagramReader(options);
        Connections connections = model.connections();
        Ends ends = reader.read(connections, config, Diagram.NO_FRAME);
        reader.addOutputs(connections, ends);
        Diagram whole = new Diagram(model.name(), reader.boxes, reader.links, reader.frames);
        return Stacks.join(whole);
    }

    private Ends read(Connections connections, Map<?, ?> config, int frame) {
        Configurations configs = new Configurations(config);
        List<Step> steps = connections.steps();
        requireFew(steps.size() + boxes.size(), "layers");
        Map<Layer, Integer> calls = new IdentityHashMap<>();
        steps.forEach(step -> step.layer().ifPresent(layer -> calls.merge(layer, 1, Integer::sum)));
        Map<Layer, Ends> known = new IdentityHashMap<>();
        Map<Layer, Integer> met = new IdentityHashMap<>();
        List<Ends> ends = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<Integer> inputs = new ArrayList<>();
        for (Step step : steps) {
            Layer layer = step.layer().orElse(null);
            int all = layer == null ? 1 : calls.get(layer);
            numbers.add(all == 1 ? "" : "#" + met.merge(layer, 1, Integer::sum));
            Ends own = layer == null ? null : known.get(layer);
            if (own == null) {
                own = add(step, configs.layer(step.name()), frame, all);
                if (layer != null) {
                    known.put(layer, own);
                }
            }
            ends.add(own);
            if (step.sources().isEmpty()) {
                inputs.add(own.input(0));
            }
            for (int operand = 0; operand < step.sources().size(); operand++) {
                Source source = step.sources().get(operand);
                String from = numbers.get(source.step());
                String to = numbers.get(numbers.size() - 1);
                String call = from.isEmpty() || to.isEmpty() ? from + to : from + " to " + to;
                link(ends.get(source.step()).output(source.output()), own.input(operand), call);
            }
        }
        List<Integer> outputs = new ArrayList<>();
        connections
                .outputs()
                .forEach(source -> outputs.add(ends.get(source.step()).output(source.output())));
        return new Ends(inputs, outputs);
    }

    private Ends add(Step step, Map<?, ?> config, int frame, int calls) {
        if (options.expandNested()
                && step.layer().orElse(null) instanceof Model inner
                && inner.kind() == Layer.Kind.STATIC_MODEL
                && !inner.layers().isEmpty()) {
            Band band = captions.band(step, Map.of());
            frames.add(new Frame(
                    frame, step.name() + " (" + band.className() + ")" + (calls > 1 ? " ×" + calls : ""), band.hint()));
            return read(inner.connections(), config, frames.size() - 1);
        }
        boxes.add(new Box(frame, List.of(captions.band(step, Configurations.of(config))), captions.lines(step, calls)));
        List<Integer> here = List.of(boxes.size() - 1);
        return new Ends(here, here);
    }

    private void link(int from, int to, String call) {
        links.add(new Link(from, to, call));
        requireFew(links.size(), "connections");
    }

    private static void requireFew(int count, String what) {
        if (count > MOST) {
            throw new IllegalArgumentException("the model has " + count + " " + what + " or more, and a picture shows "
                    + MOST + " at most; `markhor summary` lists them all");
        }
    }

    /** One output needs no box of its own where nothing else follows. */
    private void addOutputs(Connections connections, Ends ends) {
        List<Integer> outputs = ends.outputs();
        boolean plain = outputs.size() == 1 && links.stream().noneMatch(link -> link.from() == outputs.get(0));
        for (int i = 0; i < outputs.size() && !plain; i++) {
            Source source = connections.outputs().get(i);
            Step step = connections.steps().get(source.step());
            Band band = new Band(Paint.PLAIN, "Output", outputs.size() == 1 ? "" : String.valueOf(i), step.name());
            boxes.add(new Box(Diagram.NO_FRAME, List.of(band), List.<Line>of()));
            link(outputs.get(i), boxes.size() - 1, "");
        }
    }
}
