package dev.markhor.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The engines on the class path. */
public final class Engines {
    private Engines() {}

    /** Those to compare, Markhor first. */
    public static List<EngineFactory> all() {
        List<EngineFactory> found =
                new ArrayList<>(List.of(new MarkhorFactory(), new OnnxFactory(), new ArraysFactory()));
        ServiceLoader.load(EngineFactory.class).forEach(found::add);
        return found;
    }

    /** @throws IllegalArgumentException if there is no such engine */
    public static EngineFactory named(String name) {
        if (name.equals(BytesFactory.NAME)) {
            return new BytesFactory();
        }
        return all().stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no engine " + name));
    }
}
