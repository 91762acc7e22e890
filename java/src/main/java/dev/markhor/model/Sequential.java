package dev.markhor.model;

import dev.markhor.graph.Value;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain of layers. With an input it is built at once, else by its first call. */
public final class Sequential extends Model {
    private final List<Layer> layers;
    private final Optional<Value> input;

    /** Built at once, for inputs like {@code input}. */
    public Sequential(Value input, Layer... layers) {
        this(Optional.of(input), List.of(layers));
    }

    /** Built by the first call. */
    public Sequential(Layer... layers) {
        this(Optional.empty(), List.of(layers));
    }

    /** For a list of layers. */
    public Sequential(Optional<Value> input, List<? extends Layer> layers) {
        this.layers = List.copyOf(layers);
        this.input = input;
        DefaultNames.give(this.layers);
        input.ifPresent(value -> apply(Inputs.of(value)));
    }

    @Override
    public String className() {
        return "Sequential";
    }

    /** The layers, without the input. */
    @Override
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Connections connections() {
        requireBuilt();
        return ConnectionReader.chain(input, layers);
    }

    @Override
    public Optional<Model> upTo(String name) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).name().equals(name) && input.isPresent()) {
                return Optional.of(sharingDialect(new Sequential(input, layers.subList(0, i + 1))));
            }
        }
        return Optional.empty();
    }

    @Override
    public Kind kind() {
        return Kind.STATIC_MODEL;
    }

    @Override
    public List<Edge> edges() {
        List<Edge> edges = LayerEdges.before(layers, super.edges());
        edges.add(LayerEdges.functional(layers));
        return edges;
    }

    @Override
    public List<Layer> sublayers() {
        return layers;
    }

    @Override
    List<Layer> directLayers() {
        return layers;
    }

    @Override
    protected Optional<Structure<Value>> declaredInputs() {
        return input.map(Structure::of);
    }

    @Override
    protected Structure<Value> call(Inputs arguments, CallContext context) {
        Structure<Value> x = arguments.first();
        boolean first = true;
        for (Layer layer : layers) {
            Inputs inputs = Inputs.of(x);
            if (first && arguments.named().containsKey("mask")) {
                inputs = inputs.with("mask", arguments.named().get("mask"));
            }
            x = layer.apply(inputs, context.dialect());
            first = false;
        }
        return x;
    }

    @Override
    protected Optional<Value> computeMask(Inputs arguments, CallContext context) {
        return Optional.empty();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        List<Layer> all = new ArrayList<>();
        inputLayer().ifPresent(all::add);
        all.addAll(layers);
        config.in("keras", null).without("dtype").put("layers", all);
    }

    /** Declared, or what the first call built the model for, with any batch. */
    private Optional<Layer> inputLayer() {
        Optional<Layer> declared =
                input.flatMap(LayerCall::originOf).map(origin -> origin.call().layer());
        if (declared.filter(InputLayer.class::isInstance).isPresent()) {
            return declared;
        }
        return builtFor().stream().findFirst().map(spec -> {
            boolean anyBatch = spec.shape().rank() > 0 && !isStateful();
            Shape shape = anyBatch ? spec.shape().with(0, Shape.FREE) : spec.shape();
            return Input.layer("input_layer", spec.withShape(shape));
        });
    }

    /** A graph of layers takes values as they come; its layers convert them. */
    @Override
    protected boolean autocast() {
        return false;
    }
}
