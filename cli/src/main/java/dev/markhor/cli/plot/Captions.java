package dev.markhor.cli.plot;

import dev.markhor.cli.plot.Diagram.Band;
import dev.markhor.cli.plot.Diagram.Line;
import dev.markhor.graph.Spec;
import dev.markhor.model.Connections.Step;
import dev.markhor.model.InputLayer;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is written into a layer's box. Names come from a file and may be anything, of any length. */
final class Captions {
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_SHAPES = 72;

    private final PlotOptions options;

    Captions(PlotOptions options) {
        this.options = options;
    }

    /** @param config of the layer, as far as it is known */
    Band band(Step step, Map<?, ?> config) {
        String className = className(step);
        String note = step.layer().orElse(null) instanceof Model model
                ? model.layers().size() + " layers"
                : KeyOptions.of(className, config);
        return new Band(
                Families.paint(className),
                Letters.shortened(className, LONGEST_NAME),
                Letters.shortened(note, LONGEST_NAME),
                hint(step, className, config));
    }

    static String className(Step step) {
        return step.layer().map(Layer::className).orElse(step.sources().isEmpty() ? "Input" : step.name());
    }

    List<Line> lines(Step step, int calls) {
        List<Line> lines = new ArrayList<>();
        long parameters = parameters(step);
        String weights = parameters == 0 ? "" : count(parameters) + (parameters == 1 ? " parameter" : " parameters");
        String name = step.layer().isPresent() || step.sources().isEmpty() ? step.name() : "operation";
        lines.add(new Line(Letters.shortened(name, LONGEST_NAME), weights));
        if (options.shapes() || options.types()) {
            lines.add(new Line(Letters.shortened(flow(step), LONGEST_SHAPES), ""));
        }
        if (calls > 1) {
            lines.add(new Line("shared: called " + calls + " times", ""));
        }
        return lines;
    }

    private String hint(Step step, String className, Map<?, ?> config) {
        StringBuilder hint =
                new StringBuilder(step.name()).append(" (").append(className).append(")\n");
        hint.append(new Captions(new PlotOptions(true, true, false)).flow(step));
        long parameters = parameters(step);
        if (parameters > 0) {
            hint.append('\n').append(count(parameters)).append(" parameters");
        }
        return hint.append(Configurations.lines(config)).toString();
    }

    private static long parameters(Step step) {
        return step.layer()
                .map(layer -> layer.weights().stream()
                        .mapToLong(weight -> weight.shape().size())
                        .sum())
                .orElse(0L);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** What goes in and out, once if that is the same. */
    private String flow(Step step) {
        String in = listed(step.inputs());
        String out = listed(step.outputs());
        boolean isInput = step.inputs().isEmpty() || step.layer().orElse(null) instanceof InputLayer;
        return isInput || in.equals(out) ? out : in + " → " + out;
    }

    /** {@code 2 × (None, 8), (None, 4)}. */
    private String listed(List<Spec> specs) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        specs.forEach(spec -> counts.merge(text(spec), 1, Integer::sum));
        List<String> texts = new ArrayList<>();
        counts.forEach((text, count) -> texts.add(count == 1 ? text : count + " × " + text));
        return String.join(", ", texts);
    }

    private String text(Spec spec) {
        String type = spec.dtype().kerasName();
        return !options.shapes() ? type : options.types() ? type + " " + text(spec.shape()) : text(spec.shape());
    }

    /** As Keras writes it: {@code (None, 28, 28, 1)}. */
    private static String text(Shape shape) {
        StringBuilder text = new StringBuilder("(");
        for (int axis = 0; axis < shape.rank(); axis++) {
            text.append(axis == 0 ? "" : ", ").append(shape.isFree(axis) ? "None" : Long.toString(shape.dim(axis)));
        }
        return text.append(shape.rank() == 1 ? ",)" : ")").toString();
    }
}
