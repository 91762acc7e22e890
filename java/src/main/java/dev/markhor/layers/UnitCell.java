package dev.markhor.layers;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
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

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("units", units).put("activation", activation.written(config)).put("use_bias", useBias);
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

    /** The op for a whole sequence; empty if an activation is more than one function of a single element. */
    abstract Optional<Op> op(Recurrence recurrence, Dialect dialect);

    /** One step composed of ops, for when there is none for a sequence. @param x the projected input, its bias included */
    abstract Scan.Step composed(Value x, List<Value> states, Dialect dialect);

    @Override
    final Unrolled unroll(Sequence sequence, CallContext context) {
        Value x = projected(sequence.x());
        Recurrence recurrence = new Recurrence(
                sequence.goBackwards(),
                sequence.zeroOutputForMask(),
                !sequence.states().isEmpty(),
                sequence.mask().isPresent());
        Optional<Op> op = op(recurrence, context.dialect());
        return op.isPresent() ? applied(op.get(), x, sequence) : looped(x, sequence, context.dialect());
    }

    private Unrolled applied(Op op, Value x, Sequence sequence) {
        List<Value> operands = new ArrayList<>(List.of(x));
        operands.addAll(recurrentWeights());
        operands.addAll(sequence.states());
        sequence.mask().ifPresent(operands::add);
        List<Value> results = Node.of(op, operands).outputs();
        return new Unrolled(results.get(0), results.subList(1, results.size()));
    }

    private Unrolled looped(Value x, Sequence sequence, Dialect dialect) {
        List<Value> states = sequence.states().isEmpty() ? initialStates(x) : sequence.states();
        Scan.Result result = Scan.trace(
                x,
                states,
                sequence.mask(),
                sequence.goBackwards(),
                sequence.zeroOutputForMask(),
                (step, before) -> composed(step, before, dialect));
        return new Unrolled(result.outputs(), result.states());
    }

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

    /** What goes from state to state: the recurrent kernel, and a bias if it has one of its own. */
    List<Value> recurrentWeights() {
        return List.of(recurrentKernel());
    }

    /** The bias of the input. */
    Value inputBias() {
        return bias();
    }

    /** {@code x · kernel + bias}, over the whole sequence at once. */
    private Value projected(Value x) {
        Value product = Ops.matmul(x, kernel.value());
        return useBias ? Ops.add(product, inputBias()) : product;
    }

    final Value activated(Value x, Dialect dialect) {
        return activation.apply(x, dialect);
    }

    final Optional<Unary> activation(Dialect dialect) {
        return elementwise(activation, dialect);
    }

    /**
     * The op of a function of one element; empty if it is something else.
     *
     * @throws UnsupportedModelException if that is a layer, which may have weights
     */
    final Optional<Unary> elementwise(ActivationFunction function, Dialect dialect) {
        Value x = Placeholder.create(new Spec(dtype(), Shape.of(Shape.FREE, units)));
        Value y = function.apply(x, dialect);
        if (y.equals(x)) {
            return Optional.of(new Unary(Unary.Function.AFFINE, 1, 0, 0));
        }
        if (y.node().op() instanceof Unary unary && y.node().inputs().equals(List.of(x))) {
            return Optional.of(unary);
        }
        if (function.layer().isPresent()) {
            throw new UnsupportedModelException("layer '" + name() + "' (" + className() + "): activation '" + function
                    + "' is a layer that is not one function of a single element");
        }
        return Optional.empty();
    }

    /** The columns of one gate, of a value as wide as all of them. */
    final Value gate(Value all, int index) {
        return Ops.slice(all, -1, (long) index * units, (index + 1L) * units, 1);
    }
}
