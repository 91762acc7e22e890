package dev.markhor.model;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.matching.KerasNames;
import dev.markhor.restore.matching.VariableNames;
import dev.markhor.restore.matching.WeightOrder;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A step of a model: creates its variables in {@link #build} and composes ops on symbolic values in {@link #call}. Subclasses override
 * {@code call(Value)}, or {@code call(Inputs, CallContext)} if they take or give several values, masks or states.
 *
 * <p>Options are set before the first call; a layer is built once, by the first call. Attributes (fields holding layers, variables,
 * lists or maps of them) are tracked: their names are what checkpoints know them by.
 */
public abstract class Layer implements Restorable {
    private static final AtomicLong MADE = new AtomicLong();

    @SuppressWarnings("this-escape") // it is only kept
    private final Tracking tracking = new Tracking(this);

    private final long serial = MADE.getAndIncrement();
    private String name;
    private String className;
    private boolean named;
    private boolean defaultName;
    private boolean trainable = true;
    private DType dtype = DType.FLOAT32;
    private Dialect dialect;
    private boolean built;
    private List<Spec> builtFor = List.of();
    private List<Spec> outputSpecs = List.of();

    protected Layer() {
        this.name = KerasNames.snakeCase(getClass().getSimpleName());
    }

    // ---- options

    /** The name, unique within a model. Layers without one get Keras' default: {@code dense}, {@code dense_1}, … */
    public final String name() {
        return name;
    }

    final boolean isNamed() {
        return named;
    }

    /** Whether its name is Keras' default one. */
    final boolean hasDefaultName() {
        return defaultName;
    }

    final void nameByDefault(String unique) {
        name = unique;
        named = true;
        defaultName = true;
    }

    /** Sets the name; layers' fluent {@code name(String)} calls this. */
    public final void setName(String chosen) {
        name = chosen;
        named = true;
        defaultName = false;
    }

    /** Layers made later have larger ones. */
    final long serial() {
        return serial;
    }

    /**
     * Keras' class name, {@code Dense}: what names and paths in files derive from. Of a layer that was registered with the loading call, the
     * class in the file; otherwise the Java class's name.
     */
    public String className() {
        return className == null ? getClass().getSimpleName() : className;
    }

    /** Sets which class of Python this layer stands for, for readers of files. */
    public final void setClassName(String chosen) {
        className = chosen;
    }

    /** Whether Keras would train it. Matters only for the order in which legacy files list weights. */
    public final boolean isTrainable() {
        return trainable;
    }

    public final void setTrainable(boolean flag) {
        trainable = flag;
    }

    /** Type of variables and computation: float32 unless set. */
    public final DType dtype() {
        return dtype;
    }

    /** @throws IllegalStateException if the layer is built already */
    public final void setDType(DType type) {
        if (built) {
            throw new IllegalStateException("layer '" + name + "' is built already");
        }
        dtype = type;
    }

    public final boolean isBuilt() {
        return built;
    }

    /** Sets whose rules this layer follows, for readers of files; a layer without goes by the surrounding model's. */
    public final void setDialect(Dialect chosen) {
        dialect = chosen;
    }

    /** Types and shapes of what its latest call gave; empty before the first. */
    public final List<Spec> outputSpecs() {
        return outputSpecs;
    }

    /** Whether it, or a layer in it, carries states from one call of a {@link Session} to the next. */
    public boolean isStateful() {
        for (Layer layer : sublayers()) {
            if (layer.isStateful()) {
                return true;
            }
        }
        return false;
    }

    // ---- to override

    /** Creates variables for inputs of this shape. The default creates none. */
    protected void build(Shape input) {}

    /** Creates variables for these arguments. The default calls {@link #build(Shape)} with the first value's shape. */
    protected void build(Inputs inputs) {
        List<Value> values = inputs.list();
        build(values.isEmpty() ? Shape.of() : values.get(0).shape());
    }

    /** Computes the output for one input. */
    protected Value call(Value x) {
        throw new UnsupportedOperationException(
                getClass().getName() + " overrides neither call(Value) nor call(Inputs, CallContext)");
    }

    /** Computes the outputs. The default calls {@link #call(Value)}. */
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return Structure.of(call(inputs.single()));
    }

    /** The mask of the (first) output. The default passes the mask on if {@link #supportsMasking}. */
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return supportsMasking() ? context.mask() : Optional.empty();
    }

    /** Whether tf.keras counts the layer among those with weights for the vocabulary that it learned, which is no variable. */
    protected boolean hasTable() {
        return false;
    }

    /** Whether a mask of the input holds for the output as well. */
    protected boolean supportsMasking() {
        return false;
    }

    /**
     * Whether Keras' {@code call} has an argument {@code mask}. In Keras 3 a functional model that is put together then gives the mask that its one
     * input has at that moment, whether or not that has one when the model runs; see {@link #unmasksArguments}.
     */
    protected boolean takesMask() {
        return false;
    }

    /**
     * Whether Keras 3 takes the masks off the values that the layer is called with, so that layers computed later see none, however they
     * come by these values.
     */
    protected boolean unmasksArguments() {
        return false;
    }

    /** Whether floating inputs are converted to the layer's type first. */
    protected boolean autocast() {
        return true;
    }

    /**
     * Adds what Keras' {@code get_config} says of such a layer, so that Keras 3 can make it: the inverse of reading it. Keras' own layers
     * do so; the default refuses, as Keras has no class of the program's own.
     *
     * @throws dev.markhor.error.UnsupportedModelException if Keras 3 cannot make this layer; the message says why
     */
    protected void writeConfig(ConfigOutput config) {
        throw config.unsupported("Keras has no such class");
    }

    /** Why this layer is not one of Keras 3, if its class or, unless they are compared, its rules are others. */
    final Optional<String> otherThanKeras3(boolean compared) {
        if (className != null) {
            return Optional.of("it stands for a class that Keras itself has not");
        }
        Dialect followed = this instanceof Model model ? model.dialect() : dialect;
        return compared || followed == null || followed.isKeras3()
                ? Optional.empty()
                : Optional.of("it follows the rules of an older Keras");
    }

    // ---- variables and attributes

    /** Creates a trainable variable called {@code name}. For use in {@code build}. */
    protected final Variable addWeight(String name, Shape shape, Initializer initializer) {
        return addWeight(name, shape, dtype, true, initializer);
    }

    /**
     * Creates a variable. A value that waits for it is assigned now, and the initializer never runs.
     *
     * @throws IllegalStateException if the layer has a variable of this name
     * @throws dev.markhor.error.WeightMismatchException if the value that waits has another shape or type
     */
    protected final Variable addWeight(
            String name, Shape shape, DType type, boolean trainable, Initializer initializer) {
        Variable variable = new Variable(
                name,
                new Spec(type, shape),
                trainable,
                initializer,
                () -> "layer '" + this.name + "' (" + className() + ")");
        tracking.create(variable);
        return variable;
    }

    /**
     * Tracks a layer, variable, list or map under a name: what assigning it to a field of that name does by itself, without
     * reflection and in a fixed order.
     */
    protected final <T> T track(String name, T attribute) {
        tracking.track(name, attribute);
        return attribute;
    }

    @Override
    public List<Edge> edges() {
        tracking.scan();
        return tracking.edges();
    }

    @Override
    public final String storedName(Edge edge) {
        return tracking.storedName(edge.name());
    }

    @Override
    public final void await(PendingRestore restore) {
        tracking.await(restore);
    }

    @Override
    public Kind kind() {
        return Kind.LAYER;
    }

    /**
     * This layer's own variables, not those of layers in it: trainable ones first, each group in order of creation. Variables kept in
     * lists or maps are own ones.
     */
    @Override
    public final List<Variable> ownWeights() {
        tracking.scan();
        List<Variable> own = new ArrayList<>();
        List<Variable> others = new ArrayList<>();
        for (Variable variable : tracking.variables()) {
            (variable.trainable() ? own : others).add(variable);
        }
        own.addAll(others);
        return own;
    }

    /** Layers assigned to attributes of this one, those in lists and maps included, in order of assignment. */
    @Override
    public List<Layer> sublayers() {
        return directLayers();
    }

    /** As {@link #sublayers}, whether they have names or not. */
    List<Layer> directLayers() {
        tracking.scan();
        return tracking.layers();
    }

    /**
     * Every variable in and below this layer that exists by now, nearest first, under the path that leads to it: {@code blocks/0/kernel}.
     * Steps are names of attributes, or of layers in sequential and functional models.
     */
    public final Map<String, Variable> weightsByPath() {
        return Collections.unmodifiableMap(VariableNames.of(this).variables());
    }

    /** Every variable in and below this layer, in Keras' order (trainable first), without duplicates. */
    public List<Variable> weights() {
        return WeightOrder.KERAS3.variables(this);
    }

    /** The variables in and below this layer that Keras would train. */
    public final List<Variable> trainableWeights() {
        return WeightOrder.trainable(this);
    }

    // ---- calling

    /** Applies the layer to one symbolic value. */
    public final Value apply(Value x) {
        return apply(Inputs.of(x)).single();
    }

    /** Applies the layer to several symbolic values, such as the operands of a merge. */
    public final Value apply(List<Value> values) {
        return apply(Inputs.of(Structure.list(values))).single();
    }

    /**
     * Applies the layer, building it first if this is its first call.
     *
     * @throws IllegalArgumentException if the inputs do not fit; the message names the layer
     */
    public final Structure<Value> apply(Inputs arguments) {
        return apply(arguments, Tracer.current().dialect());
    }

    final Structure<Value> apply(Inputs given, Dialect surrounding) {
        Dialect effective = dialect != null ? dialect : surrounding;
        Inputs arguments = effective.isKeras3() ? withMaskOfNow(given) : given;
        Inputs seen = Tracer.current().seen(arguments);
        Inputs inputs = autocast() ? seen.mapValues(this::castFloating) : seen;
        try (Tracer.Scope scope = Tracer.enter(this, effective)) {
            CallContext context = new CallContext(effective, mask(inputs));
            ensureBuilt(inputs);
            Structure<Value> raw = call(inputs, context);
            tracking.scan(); // attributes set in the first call are bound before anything reads them
            Structure<Value> masked = withMask(raw, inputs, context);
            if (effective.isKeras3() && unmasksArguments()) {
                for (Value value : inputs.values()) {
                    Tracer.current().unmask(value);
                }
            }
            Tracer.current().called(this, arguments, masked);
            outputSpecs = specs(masked.flatten());
            return new LayerCall(this, arguments, masked).outputs();
        } catch (IllegalArgumentException e) {
            throw located(e, inputs);
        }
    }

    /** As {@link #takesMask} tells; inside of a call nothing is put together. */
    private Inputs withMaskOfNow(Inputs arguments) {
        if (!takesMask() || Tracer.current().layer().isPresent()) {
            return arguments;
        }
        List<Value> values = arguments.values();
        boolean recorded = values.size() == 1 && !arguments.named().containsKey("mask");
        return recorded && values.get(0).mask().isPresent()
                ? arguments.with("mask", values.get(0).mask().get())
                : arguments;
    }

    /** The one mask given by name, or else that of the first value. */
    private static Optional<Value> mask(Inputs inputs) {
        Optional<Structure<Value>> given = inputs.structure(Integer.MAX_VALUE, "mask");
        List<Value> masks = given.isPresent() ? given.get().flatten() : List.of();
        if (masks.size() == 1) {
            return Optional.of(masks.get(0));
        }
        List<Value> values = inputs.values();
        return values.isEmpty() ? Optional.empty() : values.get(0).mask();
    }

    /** Outputs that have masks already, as those of a model inside have, keep them. */
    private Structure<Value> withMask(Structure<Value> raw, Inputs inputs, CallContext context) {
        List<Value> values = raw.flatten();
        if (!values.isEmpty() && allMasked(values) && !inputs.values().containsAll(values)) {
            return raw;
        }
        Optional<Value> mask = computeMask(inputs, context);
        boolean[] first = {true};
        return raw.mapLeaves(value -> {
            Optional<Value> attached = first[0] ? mask : value.mask();
            first[0] = false;
            return value.withMask(attached);
        });
    }

    private static boolean allMasked(List<Value> values) {
        for (Value value : values) {
            if (value.mask().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private IllegalArgumentException located(IllegalArgumentException e, Inputs inputs) {
        String attribute = Tracer.current()
                .layer()
                .flatMap(outer ->
                        outer.tracking.nameOf(this).map(found -> ", attribute '" + found + "' of '" + outer.name + "'"))
                .orElse("");
        String text =
                "layer '" + name + "' (" + className() + attribute + ") on " + inputs.values() + ": " + e.getMessage();
        return new IllegalArgumentException(text, e);
    }

    private Value castFloating(Value value) {
        return value.dtype().isFloating() && dtype.isFloating() && value.dtype() != dtype
                ? Ops.cast(value, dtype).withMask(value.mask())
                : value;
    }

    /** Builds the layer for these arguments unless it is built. If that fails, the layer is as unbuilt as before. */
    final synchronized void ensureBuilt(Inputs inputs) {
        if (!built) {
            sublayers(); // found, and named where that is this layer's business, before anything goes wrong
            tracking.scan();
            List<Edge> before = tracking.edges();
            try {
                build(inputs);
                tracking.scan();
            } catch (RuntimeException e) {
                tracking.rollBack(before);
                throw e;
            }
            builtFor = specs(inputs.values());
            built = true;
        }
    }

    private static List<Spec> specs(List<Value> values) {
        List<Spec> specs = new ArrayList<>(values.size());
        for (Value value : values) {
            specs.add(value.spec());
        }
        return List.copyOf(specs);
    }

    /** Types and shapes of the arguments that it was built for; empty before, and where layers are put together without a call. */
    final List<Spec> builtFor() {
        return builtFor;
    }

    /** Builds a layer inside this one without calling it, for layers that compute with its variables themselves. */
    protected final void buildInside(Layer layer, Inputs inputs) {
        layer.ensureBuilt(inputs);
    }

    final void markBuilt() {
        built = true;
    }

    /** {@code Dense 'encoder'}. */
    @Override
    public String toString() {
        return className() + " '" + name + "'";
    }
}
