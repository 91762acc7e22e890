package dev.markhor.keras.config;

import dev.markhor.formats.json.Json;
import dev.markhor.keras.operations.Operation;
import dev.markhor.keras.operations.TensorFlowNodes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The configuration of a {@code TensorFlowOpLayer}: a node of a TensorFlow graph in the JSON of protocol buffers. */
final class TensorFlowNode {
    private final Json node;
    private final Map<Integer, Object> constants = new LinkedHashMap<>();

    private TensorFlowNode(Json node) {
        this.node = node;
    }

    static TensorFlowNode read(Json config) {
        Json node = config.get("node_def");
        TensorFlowNode read = new TensorFlowNode(
                node.isString() ? Json.parse(node.document() + ", node_def", node.asString()) : node);
        config.find("constants")
                .filter(Json::isObject)
                .ifPresent(constants -> constants
                        .asMap()
                        .forEach(
                                (index, value) -> read.constants.put(place(value, index), ConfigValues.decode(value))));
        return read;
    }

    private static int place(Json value, String index) {
        if (!index.matches("[0-9]{1,4}")) {
            throw value.malformed("a constant at input '" + index + "'");
        }
        return Integer.parseInt(index);
    }

    String op() {
        return node.getString("op");
    }

    Optional<Operation> operation() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        node.find("attr")
                .filter(Json::isObject)
                .ifPresent(attr -> attr.asMap()
                        .forEach((name, value) -> attribute(value).ifPresent(plain -> attributes.put(name, plain))));
        return TensorFlowNodes.find(op(), attributes, constants);
    }

    /** Integers of 64 bits are texts, bytes are in base 64. What has no plain value is left out. */
    private static Optional<Object> attribute(Json attr) {
        if (!attr.isObject()) {
            return Optional.empty();
        }
        if (attr.has("list")) {
            List<Object> items = new ArrayList<>();
            for (String kind : List.of("i", "f", "s", "b")) {
                attr.get("list").getList(kind).forEach(item -> items.add(plain(kind, item)));
            }
            return Optional.of(items);
        }
        for (String kind : List.of("i", "f", "s", "b", "type")) {
            if (attr.has(kind)) {
                return Optional.of(plain(kind, attr.get(kind)));
            }
        }
        return Optional.empty();
    }

    private static Object plain(String kind, Json value) {
        try {
            return switch (kind) {
                case "i" -> value.isString() ? (Object) Long.valueOf(value.asString()) : (Object) (long) value.asInt();
                case "f" -> value.asDouble();
                case "s" -> new String(Base64.getDecoder().decode(value.asString()), StandardCharsets.UTF_8);
                case "type" -> dtype(value.asString());
                default -> value.asBoolean();
            };
        } catch (IllegalArgumentException e) {
            throw value.malformed("an attribute of kind " + kind + " that is none");
        }
    }

    /** {@code DT_FLOAT} and {@code DT_DOUBLE} have names of their own. */
    private static String dtype(String name) {
        String plain = name.replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "float" -> "float32";
            case "double" -> "float64";
            case "half" -> "float16";
            default -> plain;
        };
    }
}
