package dev.markhor.cli.bench;

import dev.markhor.formats.keras.FileKind;
import dev.markhor.keras.LoadOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every way of loading one model from several files, timed by turns. */
public final class LoadComparison {
    private final Blueprint blueprint;
    private final Loader loader;
    private final Set<Load> loads = new LinkedHashSet<>();
    private boolean builtWhenMade;

    /**
     * What one way of loading took.
     *
     * @param load the way
     * @param all Markhor, from the call until every variable has its value
     * @param waiting of that, until the call returned, if the weights waited for their variables
     * @param read the file's bytes, read once
     * @param keras Keras itself, if it was asked and can
     */
    public record Line(Load load, Times all, Optional<Times> waiting, Times read, Optional<Times> keras) {}

    /**
     * @param model a whole model or a configuration; none if {@code weights} and the options suffice
     * @param weights of the same model
     */
    public LoadComparison(
            Optional<ModelFile> model, List<ModelFile> weights, Blueprint blueprint, LoadOptions options) {
        this.blueprint = blueprint;
        this.loader = new Loader(blueprint, options);
        model.filter(file -> file.kind() != FileKind.CONFIG_JSON)
                .ifPresent(file -> loads.add(new Load(file, Load.Way.WHOLE)));
        weights.forEach(this::add);
    }

    private void add(ModelFile file) {
        if (file.isWhole()) {
            loads.add(new Load(file, Load.Way.WHOLE));
        }
        loads.add(new Load(file, Load.Way.BUILT));
        if (!file.isCheckpoint()) {
            return;
        }
        loads.add(new Load(file, Load.Way.BUILT_UNVERIFIED));
        if (blueprint.unbuilt(file.path()).isPresent()) {
            loads.add(new Load(file, Load.Way.UNBUILT));
            loads.add(new Load(file, Load.Way.UNBUILT_UNVERIFIED));
        } else {
            builtWhenMade = true;
        }
    }

    /** All ways there are. */
    public Set<Load> loads() {
        return loads;
    }

    /** Whether weights could not wait for their variables, because the model has them as soon as it is made. */
    public boolean isBuiltWhenMade() {
        return builtWhenMade;
    }

    /** Who does something that is timed. */
    private enum Who {
        MARKHOR,
        KERAS,
        DISK
    }

    private record Turn(Load load, Who who) {}

    /** @param keras does the same loads, in its turn */
    public List<Line> time(int rounds, Optional<KerasProcess> keras) {
        Map<Turn, Rounds.Action> actions = new LinkedHashMap<>();
        for (Load load : loads) {
            actions.put(
                    new Turn(load, Who.DISK), () -> new double[] {load.file().read()});
            actions.put(new Turn(load, Who.MARKHOR), () -> loader.time(load));
            keras.filter(process -> process.can(load))
                    .ifPresent(process -> actions.put(new Turn(load, Who.KERAS), () -> process.time(load)));
        }
        Map<Turn, List<Times>> times = Rounds.time(actions, rounds);
        List<Line> lines = new ArrayList<>();
        for (Load load : loads) {
            List<Times> ours = times.get(new Turn(load, Who.MARKHOR));
            lines.add(new Line(
                    load,
                    ours.get(0),
                    ours.stream().skip(1).findFirst(),
                    times.get(new Turn(load, Who.DISK)).get(0),
                    Optional.ofNullable(times.get(new Turn(load, Who.KERAS))).map(all -> all.get(0))));
        }
        return lines;
    }
}
