package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.tensor.Shape;

/**
 * {@code activation(einsum(equation, x, kernel) + bias)}, with an equation such as {@code abc,cd->abd}. A dimension may be elided in front
 * or behind: {@code ...x,xy->...y}. There is a bias if {@link #biasAxes} says where.
 */
public final class EinsumDense extends ProductLayer<EinsumDense> {
    private final String equation;
    private final long[] outputShape;
    private String biasAxes = "";

    /**
     * @param outputShape sizes of the output behind the batch (with an ellipsis: of what is named); {@link Shape#FREE} for those that are
     *     the input's
     * @throws IllegalArgumentException if the equation has none of the forms that Keras takes
     */
    public EinsumDense(String equation, long... outputShape) {
        EinsumShapes.check(equation);
        Shape.of(outputShape);
        this.equation = equation;
        this.outputShape = outputShape.clone();
    }

    /** The letters of the output's dimensions that have a bias of their own; none unless set. */
    public EinsumDense biasAxes(String letters) {
        biasAxes = letters;
        return this;
    }

    @Override
    protected void build(Shape input) {
        EinsumShapes shapes = EinsumShapes.of(equation, input, outputShape, biasAxes);
        buildProduct(EinsumShapes.form(equation, input.rank(), shapes.kernel()), shapes.bias());
    }

    @Override
    protected Value call(Value x, CallContext context) {
        return activated(multiplied(Numbers.floating(x, dtype())), context);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.without("use_bias")
                .put("equation", equation)
                .putSizes("output_shape", outputShape)
                .put("bias_axes", usesBias() && !biasAxes.isEmpty() ? biasAxes : null);
    }

    static EinsumDense fromConfig(LayerConfig config) {
        Json sizes = config.get("output_shape");
        long[] outputShape = sizes.isArray()
                ? sizes.asList().stream()
                        .mapToLong(size -> size.isNull() ? Shape.FREE : size.asInt())
                        .toArray()
                : new long[] {config.integer("output_shape")};
        return new EinsumDense(config.string("equation"), outputShape)
                .configureProduct(config)
                .biasAxes(config.string("bias_axes", ""));
    }
}
