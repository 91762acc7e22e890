package dev.markhor.verify.coverage;

import dev.markhor.verify.GoldenCase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What golden cases there are of a layer.
 *
 * @param cases those of its own folder; of a layer without one, all that it occurs in
 * @param options by dialect
 */
record LayerCoverage(KerasLayer layer, List<GoldenCase> cases, Map<String, List<OptionCoverage>> options) {
    static LayerCoverage of(KerasLayer layer, List<LayerUse> all) {
        List<LayerUse> uses =
                all.stream().filter(use -> use.className().equals(layer.name())).toList();
        Map<String, List<OptionCoverage>> options = new LinkedHashMap<>();
        for (String dialect : KerasLayer.DIALECTS) {
            if (layer.options().containsKey(dialect)) {
                List<LayerUse> inDialect = uses.stream()
                        .filter(use -> use.dialect().equals(dialect))
                        .toList();
                options.put(
                        dialect,
                        layer.options().get(dialect).stream()
                                .map(option -> OptionCoverage.of(layer, dialect, option, inDialect))
                                .toList());
            }
        }
        return new LayerCoverage(layer, cases(layer, uses), options);
    }

    private static List<GoldenCase> cases(KerasLayer layer, List<LayerUse> uses) {
        List<GoldenCase> own = uses.stream()
                .map(LayerUse::golden)
                .filter(golden -> isOwn(golden, layer))
                .distinct()
                .toList();
        return own.isEmpty() ? uses.stream().map(LayerUse::golden).distinct().toList() : own;
    }

    /** {@code conv2d_transpose} of {@code Conv2DTranspose}: where Keras' names have their capitals does not come back from a folder. */
    private static boolean isOwn(GoldenCase golden, KerasLayer layer) {
        String folder =
                golden.model().toAbsolutePath().getParent().getFileName().toString();
        return folder.replace("_", "").equals(layer.name().toLowerCase(Locale.ROOT));
    }

    boolean isIn(String dialect) {
        return options.containsKey(dialect);
    }

    long count(String dialect, OptionCoverage.Kind kind) {
        return options.getOrDefault(dialect, List.of()).stream()
                .filter(option -> option.kind() == kind)
                .count();
    }

    /** Names of options of this kind in any dialect. */
    Collection<String> names(OptionCoverage.Kind kind) {
        Set<String> names = new LinkedHashSet<>();
        options.keySet().forEach(dialect -> names.addAll(names(kind, dialect)));
        return names;
    }

    Collection<String> names(OptionCoverage.Kind kind, String dialect) {
        return options.getOrDefault(dialect, List.of()).stream()
                .filter(option -> option.kind() == kind)
                .map(option -> option.option().name())
                .toList();
    }
}
