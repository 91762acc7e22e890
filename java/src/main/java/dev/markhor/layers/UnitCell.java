package dev.markhor.layers;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.Scan;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Cells with a kernel, a recurrent kernel and a bias.
 *
 * @param <T> the cell's own class
 */
public abstract class UnitCell<T extends UnitCell<T>> extends RecurrentCell<T> {
    private final int units;
    private ActivationFunction activation = ActivationFunction.named("tanh");
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializers.glorotUniform();
    private Initializer recurrentInitializer = Initializers.orthogonal(1, null);
    private Initializer biasInitializer = Initializers.zeros();
    private Variable kernel;
    private Variable recurrentKernel;
    private Variable bias;

    UnitCell(int units) {
        this.units = Options.positive("units", units);
    }

    /**
     * {@code tanh} unless set.
     *
     * @throws IllegalArgumentException if Keras has no activation of this name
     */
    public final T activation(String name) {
        activation = ActivationFunction.named(name);
        return self();
    }

    /** Whether a bias is added; true unless set. */
    public final T useBias(boolean flag) {
        useBias = flag;
        return self();
    }

    /** {@code glorot_uniform} unless set. */
    public final T kernelInitializer(Initializer initializer) {
        kernelInitializer = initializer;
        return self();
    }

    /** {@code orthogonal} unless set. */
    public final T recurrentInitializer(Initializer initializer) {
        recurrentInitializer = initializer;
        return self();
    }

    /** Zeros unless set. */
    public final T biasInitializer(Initializer initializer) {
        biasInitializer = initializer;
        return self();
    }

    /** Reads the options above. */
    final T configureUnits(LayerConfig config) {
        activation = config.has("activation") ? config.activation("activation") : activation;
        useBias = config.bool("use_bias", true);
        kernelInitializer = config.initializer("kernel_initializer", kernelInitializer);
        recurrentInitializer = config.initializer("recurrent_initializer", recurrentInitializer);
        biasInitializer = config.initializer("bias_initializer", biasInitializer);
        return self();
    }

    final int units() {
        return units;
    }

    final boolean hasBias() {
        return useBias;
    }

    /** The number of states, each {@code [batch, units]}. */
    abstract int states();

    @Override
    protected final List<Shape> stateShapes() {
        return Collections.nCopies(states(), Shape.of(units));
    }

    @Override
    abstract Unrolled unroll(Sequence sequence, CallContext context);

    /** A sequence of one step. */
    @Override
    protected final Scan.Step step(Value x, List<Value> states, CallContext context) {
        Unrolled result = unroll(new Sequence(Ops.expandDims(x, 1), states, Optional.empty(), false, false), context);
        return new Scan.Step(Ops.squeeze(result.outputs(), 1), result.states());
    }

    /** How many times {@code units} wide the kernels are. */
    abstract int gates();

    /** The shape of the bias. */
    Shape biasShape() {
        return Shape.of((long) gates() * units);
    }

    Initializer biasInitializer() {
        return biasInitializer;
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != 2 || input.isFree(1)) {
            throw new IllegalArgumentException("needs steps [batch, features] with known features, got " + input);
        }
        long width = (long) gates() * units;
        kernel = addWeight("kernel", Shape.of(input.dim(-1), width), kernelInitializer);
        recurrentKernel = addWeight("recurrent_kernel", Shape.of(units, width), recurrentInitializer);
        if (useBias) {
            bias = addWeight("bias", biasShape(), biasInitializer());
        }
    }

    final Value recurrentKernel() {
        return recurrentKernel.value();
    }

    final Value bias() {
        return bias.value();
    }

    /** {@code x · kernel}, over the whole sequence at once. */
    final Value projected(Value x) {
        return Ops.matmul(x, kernel.value());
    }

    final Unary activation(Dialect dialect) {
        return elementwise(activation, dialect);
    }

    /** The op of a function of one element. */
    final Unary elementwise(ActivationFunction function, Dialect dialect) {
        Value x = Placeholder.create(new Spec(dtype(), Shape.of(Shape.FREE, units)));
        Value y = function.apply(x, dialect);
        if (y.equals(x)) {
            return new Unary(Unary.Function.AFFINE, 1, 0, 0);
        }
        if (y.node().op() instanceof Unary unary && y.node().inputs().equals(List.of(x))) {
            return unary;
        }
        throw new UnsupportedModelException("layer '" + name() + "' (" + className() + "): activation '" + function
                + "' is not one function of a single element, which recurrent cells need");
    }

    static Recurrence recurrence(Sequence sequence) {
        return new Recurrence(
                sequence.goBackwards(),
                sequence.zeroOutputForMask(),
                !sequence.states().isEmpty(),
                sequence.mask().isPresent());
    }

    /** Applies a recurrent op to a projected input, weights, and what else the sequence has. */
    static Unrolled apply(Op op, Value projected, List<Value> weights, Sequence sequence) {
        List<Value> operands = new ArrayList<>(List.of(projected));
        operands.addAll(weights);
        operands.addAll(sequence.states());
        sequence.mask().ifPresent(operands::add);
        List<Value> results = Node.of(op, operands).outputs();
        return new Unrolled(results.get(0), results.subList(1, results.size()));
    }
}
