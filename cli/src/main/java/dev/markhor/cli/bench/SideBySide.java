package dev.markhor.cli.bench;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** One model in several engines: whether they agree, and how long each takes, by turns. The last is what the others are compared with. */
public final class SideBySide implements AutoCloseable {
    private final Map<String, Supplier<Engine>> openers;
    private final String peer;
    private final Map<String, Engine> engines = new LinkedHashMap<>();
    private final Map<String, List<Tensor>> inputs = new LinkedHashMap<>();

    /**
     * What an engine took.
     *
     * @param load opening the file
     * @param first the first prediction after that
     * @param start both together: engines differ in what they put off until the first prediction
     * @param later predictions after the first
     */
    public record Taken(Times load, Times first, Times start, Times later) {}

    /**
     * Opens the model in every engine.
     *
     * @param openers by the engine's name; the first decides what the inputs are, the last has inputs of its own
     * @param makeInputs makes values for what both sides take
     * @throws IllegalArgumentException if one does not open, or the last does not take the same
     */
    public SideBySide(Map<String, Supplier<Engine>> openers, Function<Collection<Spec>, List<Tensor>> makeInputs) {
        this.openers = openers;
        this.peer = List.copyOf(openers.keySet()).get(openers.size() - 1);
        try {
            openers.forEach((name, opener) -> engines.put(name, opener.get()));
            InputMatching matching = new InputMatching(
                    engines.values().iterator().next().inputs(),
                    engines.get(peer).inputs());
            List<Tensor> values = makeInputs.apply(matching.specs());
            engines.keySet().forEach(name -> inputs.put(name, name.equals(peer) ? matching.forTwin(values) : values));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What the model computes on. */
    public List<Tensor> inputs() {
        return inputs.values().iterator().next();
    }

    /** Of every engine but the last, with the last. */
    public Map<String, Agreement> agreements() {
        List<Tensor> expected = run(peer);
        Map<String, Agreement> agreements = new LinkedHashMap<>();
        for (String name : engines.keySet()) {
            if (!name.equals(peer)) {
                agreements.put(name, Agreement.between(run(name), expected));
            }
        }
        return agreements;
    }

    /** Times every engine, loading anew in each round. */
    public Map<String, Taken> time(int rounds) {
        Map<String, Rounds.Action> starts = new LinkedHashMap<>();
        Map<String, Runnable> calls = new LinkedHashMap<>();
        for (String name : engines.keySet()) {
            starts.put(name, () -> start(name));
            calls.put(name, () -> run(name));
        }
        Map<String, List<Times>> started = Rounds.time(starts, rounds);
        Map<String, Times> later = Turns.time(calls, rounds);
        Map<String, Taken> taken = new LinkedHashMap<>();
        started.forEach(
                (name, times) -> taken.put(name, new Taken(times.get(0), times.get(1), times.get(2), later.get(name))));
        return taken;
    }

    private List<Tensor> run(String name) {
        return engines.get(name).run(inputs.get(name));
    }

    private double[] start(String name) {
        long start = System.nanoTime();
        try (Engine engine = openers.get(name).get()) {
            double load = Times.since(start);
            engine.run(inputs.get(name));
            double both = Times.since(start);
            return new double[] {load, both - load, both};
        }
    }

    @Override
    public void close() {
        engines.values().forEach(Engine::close);
    }
}
