package dev.markhor.cli.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configurations of a model's layers by name, as far as the file has them. */
final class Configurations {
    private static final int LONGEST_VALUE = 160;
    private static final int LONGEST = 3000;

    private final Map<String, Map<?, ?>> layers = new LinkedHashMap<>();

    /** @param model an object with {@code class_name} and {@code config}, or anything else, which has no layers */
    Configurations(Map<?, ?> model) {
        Object config = model.get("config");
        Object list = config instanceof Map<?, ?> object ? object.get("layers") : config;
        if (list instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> layer) {
                    layers.putIfAbsent(name(layer), layer);
                }
            }
        }
    }

    private static String name(Map<?, ?> layer) {
        Object inside = of(layer).get("name");
        return String.valueOf(inside == null ? layer.get("name") : inside);
    }

    /** The object of a layer; empty if there is none. */
    Map<?, ?> layer(String name) {
        return layers.getOrDefault(name, Map.of());
    }

    /** What {@code get_config} gave. */
    static Map<?, ?> of(Map<?, ?> layer) {
        return layer.get("config") instanceof Map<?, ?> config ? config : Map.of();
    }

    /** A line for each key, long ones cut. */
    static String lines(Map<?, ?> config) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<?, ?> entry : config.entrySet()) {
            if (!"name".equals(entry.getKey()) && !"layers".equals(entry.getKey())) {
                StringBuilder value = new StringBuilder();
                write(entry.getValue(), value);
                lines.append('\n')
                        .append(Letters.shortened(String.valueOf(entry.getKey()), LONGEST_VALUE))
                        .append(": ")
                        .append(Letters.shortened(value.toString(), LONGEST_VALUE));
            }
            if (lines.length() > LONGEST) {
                return lines.append("\n…").toString();
            }
        }
        return lines.toString();
    }

    /** Stops when there is more than is shown. */
    private static void write(Object value, StringBuilder text) {
        if (text.length() > 2 * LONGEST_VALUE) {
            return;
        }
        if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                if (text.length() > 2 * LONGEST_VALUE) {
                    return;
                }
                text.append(separator);
                write(element, text);
                separator = ", ";
            }
            text.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            if (map.get("class_name") != null) {
                text.append(map.get("class_name"));
                value = map.get("config");
                if (!(value instanceof Map<?, ?> config) || config.isEmpty()) {
                    return;
                }
                map = config;
            }
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator).append(entry.getKey()).append(": ");
                write(entry.getValue(), text);
                separator = ", ";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else {
            String plain = String.valueOf(value);
            text.append(plain, 0, Math.min(plain.length(), 2 * LONGEST_VALUE));
        }
    }
}
