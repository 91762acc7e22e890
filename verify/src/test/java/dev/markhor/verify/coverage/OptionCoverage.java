package dev.markhor.verify.coverage;

import dev.markhor.formats.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What golden cases there are of an option.
 *
 * @param values those that cases have, the default among them where one has it
 * @param missing choices that no case has
 */
record OptionCoverage(KerasOption option, Kind kind, Collection<String> values, List<String> missing) {
    enum Kind {
        COVERED,
        UNCOVERED,
        /** Changes nothing at inference: {@link InertOptions}. */
        INERT,
        /** {@link RefusedOptions}. */
        REFUSED,
        /** Not in any file. */
        NOT_STORED
    }

    /** @param uses of this layer in this dialect */
    static OptionCoverage of(KerasLayer layer, String dialect, KerasOption option, List<LayerUse> uses) {
        Collection<String> whole = new TreeSet<>();
        Collection<String> brief = new TreeSet<>();
        for (LayerUse use : uses) {
            Json value = use.config().asMap().get(option.name());
            if (value != null) {
                whole.add(Values.text(value));
                brief.add(Values.brief(value));
            }
        }
        List<String> choices = Choices.of(layer.name(), option.name(), dialect);
        List<String> missing =
                choices.stream().filter(choice -> !whole.contains(choice)).toList();
        boolean covered = choices.isEmpty() ? uses.stream().anyMatch(option::isSet) : missing.isEmpty();
        return new OptionCoverage(option, kind(layer, option, covered), brief, missing);
    }

    private static Kind kind(KerasLayer layer, KerasOption option, boolean covered) {
        if (InertOptions.contains(layer, option.name())) {
            return Kind.INERT;
        }
        if (covered) {
            return Kind.COVERED;
        }
        if (!option.stored()) {
            return Kind.NOT_STORED;
        }
        return RefusedOptions.reason(layer.name(), option.name()).isPresent() ? Kind.REFUSED : Kind.UNCOVERED;
    }
}
