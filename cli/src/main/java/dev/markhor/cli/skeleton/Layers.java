package dev.markhor.cli.skeleton;

import dev.markhor.cli.skeleton.ObjectTree.Node;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Tells layers of Keras by the names and shapes of their variables, and exactly where a SavedModel has their classes. */
final class Layers {
    private static final Set<String> NORMALIZED = Set.of("gamma", "beta", "moving_mean", "moving_variance");

    private final Language language;

    Layers(Language language) {
        this.language = language;
    }

    /** The layer that an object is, if it is one of Keras'. */
    Optional<Part> of(Node node) {
        String className =
                node.config().map(json -> json.getString("class_name", "")).orElse("");
        Set<String> names = node.children().keySet().stream()
                .map(name -> name.startsWith("_") ? name.substring(1) : name)
                .collect(Collectors.toSet());
        if (names.contains("cell") || names.contains("forward_layer")) {
            return new RecurrentLayers(language).of(node);
        }
        if (names.containsAll(Set.of("query_dense", "key_dense", "value_dense", "output_dense"))) {
            return attention(node);
        }
        if (names.equals(Set.of("layer"))) {
            return of(node.children().values().iterator().next()).map(inner -> wrapped(inner));
        }
        if (node.children().values().stream().anyMatch(child -> !child.isVariable())) {
            return Optional.empty();
        }
        if (names.equals(Set.of("embeddings"))) {
            return node.shape("embeddings")
                    .filter(shape -> shape.rank() == 2)
                    .map(shape -> part("Embedding", make("Embedding", shape.dim(0), shape.dim(1)), dims(1), node, ""));
        }
        if (NORMALIZED.containsAll(names)) {
            return normalization(node, names, className);
        }
        if (names.equals(Set.of("kernel")) || names.equals(Set.of("kernel", "bias"))) {
            return kernel(node, names.contains("bias"), className);
        }
        if (names.contains("depthwise_kernel")) {
            return depthwise(node, names);
        }
        return Optional.empty();
    }

    // ---- kernels

    private Optional<Part> kernel(Node node, boolean biased, String className) {
        Shape kernel = node.shape("kernel").orElseThrow();
        String options = (biased ? "" : ".useBias(false)") + activation(node);
        long[] dims = kernel.dims();
        int rank = dims.length;
        boolean einsum = node.beside().contains("partial_output_shape") || className.equals("EinsumDense");
        if (einsum) {
            return einsum(node, dims, biased);
        }
        if (rank == 2) {
            String expression = make("Dense", dims[1]) + options;
            return Optional.of(part("Dense", expression, dims(dims[0]), node, ""));
        }
        if (rank < 3 || rank > 5) {
            return Optional.empty();
        }
        int spatial = rank - 2;
        long[] window = LongStream.of(dims).limit(spatial).toArray();
        long bias = node.shape("bias")
                .filter(shape -> shape.rank() == 1)
                .map(shape -> shape.dim(0))
                .orElse(-1L);
        String guess = className.isEmpty() ? "a guess" : "";
        if (className.endsWith("Transpose")
                || className.isEmpty() && bias == dims[spatial] && bias != dims[spatial + 1]) {
            String type = "Conv" + spatial + "DTranspose";
            return Optional.of(part(
                    type,
                    make(type, prefixed(dims[spatial], window)) + options,
                    dims(window, dims[spatial + 1]),
                    node,
                    guess));
        }
        boolean depthwise = className.startsWith("DepthwiseConv")
                || className.isEmpty()
                        && biased
                        && bias == dims[spatial] * dims[spatial + 1]
                        && bias != dims[spatial + 1];
        if (depthwise && spatial <= 2) {
            return Optional.of(depthwise(node, dims, options, guess));
        }
        String type = "Conv" + spatial + "D";
        String groups = className.isEmpty() ? "; strides, padding and groups are not in the file" : "";
        return Optional.of(part(
                type,
                make(type, prefixed(dims[spatial + 1], window)) + options,
                dims(window, dims[spatial]),
                node,
                guess + groups));
    }

    private Optional<Part> depthwise(Node node, Set<String> names) {
        Shape kernel = node.shape("depthwise_kernel").orElseThrow();
        int spatial = kernel.rank() - 2;
        boolean fits = node.shape("pointwise_kernel")
                .map(pointwise -> pointwise.rank() == kernel.rank())
                .orElse(true);
        if (spatial < 1 || spatial > 2 || !fits) {
            return Optional.empty();
        }
        String options = (names.contains("bias") ? "" : ".useBias(false)") + activation(node);
        long[] dims = kernel.dims();
        if (!names.contains("pointwise_kernel")) {
            return Optional.of(depthwise(node, dims, options, ""));
        }
        long[] window = LongStream.of(dims).limit(spatial).toArray();
        long filters = node.shape("pointwise_kernel").orElseThrow().dim(-1);
        String type = "SeparableConv" + spatial + "D";
        String expression = make(type, prefixed(filters, window)) + multiplier(dims[spatial + 1]) + options;
        return Optional.of(part(type, expression, dims(window, dims[spatial]), node, ""));
    }

    private Part depthwise(Node node, long[] dims, String options, String guess) {
        int spatial = dims.length - 2;
        long[] window = LongStream.of(dims).limit(spatial).toArray();
        String type = "DepthwiseConv" + spatial + "D";
        String expression =
                make(type, LongStream.of(window).boxed().toArray()) + multiplier(dims[spatial + 1]) + options;
        return part(type, expression, dims(window, dims[spatial]), node, guess);
    }

    private static String multiplier(long depth) {
        return depth == 1 ? "" : ".depthMultiplier(" + depth + ")";
    }

    /** Takes as many axes for outputs as the bias has, one without a bias. */
    private Optional<Part> einsum(Node node, long[] dims, boolean biased) {
        int outputs = biased ? node.shape("bias").orElseThrow().rank() : 1;
        int inputs = dims.length - outputs;
        if (inputs < 1 || dims.length > 8) {
            return Optional.empty();
        }
        String letters = "cdefghij".substring(0, dims.length);
        String out = letters.substring(inputs);
        String equation = "ab" + letters.substring(0, inputs) + "," + letters + "->ab" + out;
        List<Object> arguments = new ArrayList<>(List.of(language.quoted(equation), 1));
        LongStream.of(dims).skip(inputs).forEach(arguments::add);
        long[] input = LongStream.concat(LongStream.of(1), LongStream.of(dims).limit(inputs))
                .toArray();
        String bias = biased ? ".biasAxes(" + language.quoted(out) + ")" : "";
        return Optional.of(part(
                "EinsumDense",
                make("EinsumDense", arguments.toArray()) + bias,
                dims(input),
                node,
                "its equation is a guess"));
    }

    // ---- normalisation, attention

    private Optional<Part> normalization(Node node, Set<String> names, String className) {
        long size = node.children()
                .values()
                .iterator()
                .next()
                .value()
                .orElseThrow()
                .shape()
                .size();
        boolean batch = names.contains("moving_mean") || className.equals("BatchNormalization");
        String type = batch ? "BatchNormalization" : "LayerNormalization";
        String guess = batch || !className.isEmpty() ? "" : "a guess: GroupNormalization has the same variables";
        if (!batch && !className.isEmpty() && !className.equals(type)) {
            return Optional.empty();
        }
        String options =
                (names.contains("gamma") ? "" : ".scale(false)") + (names.contains("beta") ? "" : ".center(false)");
        return node.children().values().stream()
                        .anyMatch(child -> child.value().orElseThrow().shape().rank() != 1)
                ? Optional.empty()
                : Optional.of(part(type, make(type) + options, dims(size), node, guess));
    }

    private Optional<Part> attention(Node node) {
        Optional<Shape> query = projection(node, "query_dense");
        Optional<Shape> key = projection(node, "key_dense");
        Optional<Shape> value = projection(node, "value_dense");
        Optional<Shape> output = projection(node, "output_dense");
        if (query.isEmpty() || key.isEmpty() || value.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        long heads = query.get().dim(1);
        long size = query.get().dim(2);
        String options =
                value.get().dim(2) == size ? "" : ".valueDim(" + value.get().dim(2) + ")";
        if (output.get().dim(2) != query.get().dim(0)) {
            options += ".outputShape(" + output.get().dim(2) + ")";
        }
        Node first =
                node.children().getOrDefault("_query_dense", node.children().get("query_dense"));
        options += first.shape("bias").isPresent() ? "" : ".useBias(false)";
        String inputs = dims(1, query.get().dim(0)) + ", " + dims(1, value.get().dim(0)) + ", "
                + dims(1, key.get().dim(0));
        String note = "query " + query.get() + ", value " + value.get() + ", output " + output.get();
        return Optional.of(
                new Part("MultiHeadAttention", make("MultiHeadAttention", heads, size) + options, inputs, note, true));
    }

    private static Optional<Shape> projection(Node node, String name) {
        Node dense = node.children().getOrDefault("_" + name, node.children().get(name));
        return dense.shape("kernel").filter(shape -> shape.rank() == 3);
    }

    private Part wrapped(Part inner) {
        String steps = inner.inputs().replace("Input.of(", "Input.of(1, ");
        return new Part(
                "TimeDistributed", make("TimeDistributed", inner.made()), steps, inner.note() + "; a guess", true);
    }

    // ---- text

    private Part part(String type, String expression, String input, Node node, String guess) {
        String note = shapes(node) + (guess.isEmpty() ? "" : "; " + guess);
        return new Part(type, expression + type(node), input, note, true);
    }

    /** The type of a layer's variables, where it is not the usual one. */
    private static String type(Node node) {
        return node.children().values().stream()
                .flatMap(child -> child.value().stream())
                .map(ObjectTree.Value::dtype)
                .filter(type -> type != DType.FLOAT32)
                .findFirst()
                .map(type -> ".dtype(DType." + type + ")")
                .orElse("");
    }

    static String shapes(Node node) {
        return node.children().entrySet().stream()
                .filter(child -> child.getValue().isVariable())
                .map(child -> child.getKey() + " "
                        + child.getValue().value().orElseThrow().shape())
                .collect(Collectors.joining(", "));
    }

    private String make(String type, Object... arguments) {
        return language.make(type, arguments);
    }

    /** A value of one sample of this shape. */
    static String dims(long... dims) {
        return "Input.of(" + LongStream.of(dims).mapToObj(Long::toString).collect(Collectors.joining(", ")) + ")";
    }

    private static String dims(long[] window, long channels) {
        return dims(LongStream.concat(LongStream.of(window), LongStream.of(channels))
                .toArray());
    }

    private static Object[] prefixed(long filters, long[] window) {
        return LongStream.concat(LongStream.of(filters), LongStream.of(window))
                .boxed()
                .toArray();
    }

    private String activation(Node node) {
        return node.config()
                .flatMap(json -> json.find("config"))
                .flatMap(config -> config.find("activation"))
                .filter(value ->
                        value.value() instanceof String text && text.matches("[a-z_0-9]+") && !text.equals("linear"))
                .map(value -> ".activation(" + language.quoted(value.asString()) + ")")
                .orElse("");
    }
}
