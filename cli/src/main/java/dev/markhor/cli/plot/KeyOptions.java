package dev.markhor.cli.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What distinguishes a layer from others of its class, in a few characters: {@code 64, 3x3/2, relu}. Reads what Keras wrote, and forgives. */
final class KeyOptions {
    private final Map<?, ?> config;
    private final List<String> words = new ArrayList<>();

    private KeyOptions(Map<?, ?> config) {
        this.config = config;
    }

    /** @param config of the layer, as Keras' {@code get_config} gives it */
    static String of(String className, Map<?, ?> config) {
        KeyOptions options = new KeyOptions(config);
        options.read(className);
        return String.join(", ", options.words);
    }

    private void read(String className) {
        Object inner = config.get("layer");
        if (inner instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> innerConfig) { // a wrapper
            String name = String.valueOf(object.get("class_name"));
            String options = of(name, innerConfig);
            words.add(options.isEmpty() ? name : name + " " + options);
            return;
        }
        for (String key : List.of(
                "filters", "nb_filter", "units", "output_dim", "rate", "target_shape", "dims", "equation", "n")) {
            text(config.get(key)).ifPresent(words::add);
        }
        windows(className);
        text(config.get("num_heads"))
                .ifPresent(heads -> words.add(heads + " heads"
                        + text(config.get("key_dim")).map(" of "::concat).orElse("")));
        if (className.endsWith("Concatenate") || className.equals("Softmax")) {
            text(config.get("axis")).ifPresent(axis -> words.add("axis " + axis));
        }
        if (className.startsWith("ZeroPadding") || className.startsWith("Cropping")) {
            text(config.get(className.startsWith("Zero") ? "padding" : "cropping"))
                    .ifPresent(words::add);
        }
        if (Boolean.TRUE.equals(config.get("return_sequences"))) {
            words.add("sequences");
        }
        function(config.get("activation"))
                .filter(name -> !name.equals("linear"))
                .ifPresent(words::add);
        function(config.get("function")).filter(name -> !name.startsWith("__")).ifPresent(words::add);
    }

    /** {@code 3x3/2}, with what is not usual behind it. */
    private void windows(String className) {
        Optional<String> window =
                times("kernel_size").or(() -> times("pool_size")).or(() -> times("size"));
        if (window.isEmpty()) {
            return;
        }
        String strides = times("strides")
                .filter(text -> !text.chars().allMatch(c -> c == '1' || c == 'x'))
                .filter(text -> !(className.contains("Pooling") && text.equals(window.get())))
                .map(text -> "/" + single(text))
                .orElse("");
        words.add(window.get() + strides);
        times("dilation_rate")
                .filter(text -> !text.chars().allMatch(c -> c == '1' || c == 'x'))
                .ifPresent(text -> words.add("dilated " + single(text)));
        text(config.get("groups"))
                .filter(groups -> !groups.equals("1"))
                .ifPresent(groups -> words.add(groups + " groups"));
        if (!className.startsWith("UpSampling")) {
            text(config.get("padding"))
                    .filter(padding -> !padding.equals("valid"))
                    .ifPresent(words::add);
        }
    }

    private Optional<String> times(String key) {
        return config.get(key) instanceof List<?> list
                        && list.stream().allMatch(Number.class::isInstance)
                        && !list.isEmpty()
                ? Optional.of(list.stream().map(KeyOptions::plain).collect(Collectors.joining("x")))
                : text(config.get(key)).filter(text -> !text.equals("null"));
    }

    /** {@code 2} for {@code 2x2}. */
    private static String single(String times) {
        String[] parts = times.split("x");
        for (String part : parts) {
            if (!part.equals(parts[0])) {
                return times;
            }
        }
        return parts[0];
    }

    /** A function is a name, or an object with one. */
    private static Optional<String> function(Object value) {
        if (value instanceof Map<?, ?> object) {
            Object name = object.get("config") instanceof String text ? text : object.get("class_name");
            return name instanceof String text ? Optional.of(text) : Optional.empty();
        }
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> text(Object value) {
        if (value instanceof Number || value instanceof String) {
            return Optional.of(plain(value));
        }
        return value instanceof List<?> list
                        && list.size() <= 8
                        && list.stream().allMatch(item -> item instanceof Number || item instanceof List<?>)
                ? Optional.of(list.stream().map(KeyOptions::item).collect(Collectors.joining(", ", "(", ")")))
                : Optional.empty();
    }

    private static String item(Object value) {
        return text(value).orElse("…");
    }

    private static String plain(Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.4g", number)
                        .replaceAll("(\\.\\d*?)0+$", "$1")
                        .replaceAll("\\.$", "")
                : String.valueOf(value);
    }
}
