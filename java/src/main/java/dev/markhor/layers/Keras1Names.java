package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The option names of Keras 1 beside today's, which every layer reads. A name is translated only if today's is absent, as Keras 2 did
 * itself when it read old files.
 */
final class Keras1Names {
    private static final Map<String, String> EVERYWHERE = Map.ofEntries(
            Map.entry("nb_filter", "filters"),
            Map.entry("filter_length", "kernel_size"),
            Map.entry("pool_length", "pool_size"),
            Map.entry("subsample", "strides"),
            Map.entry("subsample_length", "strides"),
            Map.entry("stride", "strides"),
            Map.entry("atrous_rate", "dilation_rate"),
            Map.entry("border_mode", "padding"),
            Map.entry("bias", "use_bias"),
            Map.entry("p", "rate"),
            Map.entry("sigma", "stddev"),
            Map.entry("init", "kernel_initializer"),
            Map.entry("gamma_init", "gamma_initializer"),
            Map.entry("beta_init", "beta_initializer"),
            Map.entry("inner_init", "recurrent_initializer"),
            Map.entry("inner_activation", "recurrent_activation"),
            Map.entry("dropout_W", "dropout"),
            Map.entry("dropout_U", "recurrent_dropout"));
    private static final List<List<String>> KERNEL_SIDES =
            List.of(List.of("nb_row", "nb_col"), List.of("kernel_dim1", "kernel_dim2", "kernel_dim3"));
    private static final Set<String> WITH_UNITS = Set.of("Dense", "TimeDistributedDense", "SimpleRNN", "GRU", "LSTM");

    /** Keras 1 did not always write the layout of these. */
    private static final Set<String> WITHOUT_LAYOUT =
            Set.of("ZeroPadding2D", "ZeroPadding3D", "UpSampling2D", "UpSampling3D", "Cropping2D", "Cropping3D");

    private Keras1Names() {}

    /**
     * {@code config} with today's names added, or itself if there is nothing to add.
     *
     * @param channelsFirst the layout of layers that Keras 1 wrote without one
     */
    static Json modern(String className, Json config, boolean channelsFirst) {
        if (!config.isObject()) {
            return config;
        }
        Map<String, Object> added = new LinkedHashMap<>();
        for (String key : config.keys()) {
            if (EVERYWHERE.containsKey(key)) {
                add(config, key, EVERYWHERE.get(key), added);
            }
        }
        if (WITH_UNITS.contains(className)) {
            add(config, "output_dim", "units", added);
        }
        if (className.equals("UpSampling1D")) {
            add(config, "length", "size", added);
        }
        for (List<String> sides : KERNEL_SIDES) {
            addKernelSize(config, sides, added);
        }
        addDataFormat(className, config, channelsFirst, added);
        if (added.isEmpty()) {
            return config;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        config.asMap().forEach((key, value) -> all.put(key, value.value()));
        all.putAll(added);
        return Json.of(config.document(), all);
    }

    private static void add(Json config, String old, String name, Map<String, Object> added) {
        if (config.has(old) && !config.has(name)) {
            added.put(name, config.get(old).value());
        }
    }

    private static void addKernelSize(Json config, List<String> sides, Map<String, Object> added) {
        if (config.keys().containsAll(sides) && !config.has("kernel_size")) {
            List<Object> size = new ArrayList<>();
            sides.forEach(side -> size.add(config.get(side).value()));
            added.put("kernel_size", size);
        }
    }

    private static void addDataFormat(String className, Json config, boolean channelsFirst, Map<String, Object> added) {
        if (config.has("data_format")) {
            return;
        }
        if (config.has("dim_ordering")) {
            boolean theano = "th".equals(config.get("dim_ordering").value());
            added.put("data_format", theano ? "channels_first" : "channels_last");
        } else if (channelsFirst && WITHOUT_LAYOUT.contains(className)) {
            added.put("data_format", "channels_first");
        }
    }
}
