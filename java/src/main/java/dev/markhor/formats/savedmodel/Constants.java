package dev.markhor.formats.savedmodel;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.checkpoint.ElementKind;
import dev.markhor.formats.proto.Proto;
import dev.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Constants of a graph: texts and whole numbers, which is what lookup tables are made of. Nothing of the graph is computed. */
final class Constants {
    private final String place;
    private final byte[] graph;
    private Map<String, byte[]> nodes;

    /** @param graph a {@code GraphDef}, which is read when the first constant is asked for */
    Constants(String place, byte[] graph) {
        this.place = place;
        this.graph = graph;
    }

    /**
     * The values of a constant.
     *
     * @param name of the node
     * @return {@code String} or {@code Long} each
     * @throws MalformedFileException if there is no such constant, or its values do not fit its shape
     */
    List<Object> read(String name) {
        String title = place + ", constant '" + name + "'";
        byte[] node = nodes().get(name);
        if (node == null) {
            throw new MalformedFileException(title + ": is not there, and a lookup table has its values in it");
        }
        String operation = Messages.text(title, node, 2);
        if (!operation.equals("Const")) {
            throw new UnsupportedModelException(title + ": is computed by " + operation
                    + ", which is not run; adapt the layer, or give it its vocabulary, before the model is saved");
        }
        return values(title, tensor(title, node));
    }

    /** The nodes outside of functions, which are most of a graph, and hold no tables. */
    private synchronized Map<String, byte[]> nodes() {
        if (nodes == null) {
            Map<String, byte[]> read = new HashMap<>();
            Proto.read(place, graph, field -> {
                if (field.number() == 1) {
                    byte[] node = field.bytes();
                    read.put(Messages.text(place, node, 1), node);
                }
            });
            nodes = read;
        }
        return nodes;
    }

    private static byte[] tensor(String title, byte[] node) {
        List<byte[]> tensors = new ArrayList<>();
        Proto.read(title, node, field -> {
            if (field.number() == 5) {
                Messages.entry(title, field.bytes(), (key, value) -> {
                    if (key.equals("value")) {
                        Proto.read(title, value, inner -> {
                            if (inner.number() == 8) {
                                tensors.add(inner.bytes());
                            }
                        });
                    }
                });
            }
        });
        if (tensors.isEmpty()) {
            throw new MalformedFileException(title + ": has no value");
        }
        return tensors.get(0);
    }

    private static List<Object> values(String title, byte[] message) {
        Tensor tensor = new Tensor();
        Proto.read(title, message, field -> {
            switch (field.number()) {
                case 1 -> tensor.type = field.varint();
                case 2 -> tensor.shape = Messages.shape(title, field.bytes());
                case 4 -> tensor.content = field.bytes();
                case 7, 10 -> Messages.numbers(field, tensor.numbers);
                case 8 -> tensor.texts.add(new String(field.bytes(), StandardCharsets.UTF_8));
                default -> {
                    // other types
                }
            }
        });
        List<Object> values = tensor.values(title);
        Shape shape = tensor.shape.orElse(Shape.of(Shape.FREE));
        if (shape.rank() > 1 || shape.rank() == 1 && shape.dim(0) != values.size()) {
            throw new MalformedFileException(
                    title + ": found " + values.size() + " values for a table of shape " + shape);
        }
        return values;
    }

    /** What a {@code TensorProto} says. */
    private static final class Tensor {
        private long type;
        private Optional<Shape> shape = Optional.of(Shape.of());
        private byte[] content = {};
        private final List<Long> numbers = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        List<Object> values(String title) {
            ElementKind kind = ElementKind.of(type).orElse(ElementKind.VARIANT);
            switch (kind) {
                case STRING -> {
                    return List.copyOf(texts);
                }
                case INT64, INT32 -> {
                    int width = kind == ElementKind.INT64 ? Long.BYTES : Integer.BYTES;
                    if (content.length % width != 0) {
                        throw new MalformedFileException(
                                title + ": found " + content.length + " bytes of " + kind.title());
                    }
                    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
                    List<Object> values = new ArrayList<>(numbers);
                    while (in.hasRemaining()) {
                        values.add(width == Long.BYTES ? in.getLong() : in.getInt());
                    }
                    return values.stream()
                            .<Object>map(value -> ((Number) value).longValue())
                            .toList();
                }
                default ->
                    throw new UnsupportedModelException(title + ": expected texts or whole numbers in a lookup table, "
                            + "found type " + (kind == ElementKind.VARIANT ? type : kind.title()));
            }
        }
    }
}
