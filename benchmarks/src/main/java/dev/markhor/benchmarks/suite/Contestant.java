package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.EngineFactory;
import dev.markhor.benchmarks.engine.ModelFile;
import dev.markhor.benchmarks.worker.Once;
import dev.markhor.benchmarks.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An engine of the suite, in Java or in Python.
 *
 * @param flags of its JVMs, beyond those of a measurement
 * @param worker the words that start its worker process, before the model's folder and the threads
 * @param factory of engines in Java: the class of their factory
 */
record Contestant(
        String name,
        String title,
        List<ModelFile> files,
        List<String> flags,
        List<String> worker,
        Optional<Class<? extends EngineFactory>> factory) {

    static Contestant of(EngineFactory factory, List<String> flags) {
        return new Contestant(
                factory.name(),
                factory.title(),
                factory.files(),
                flags,
                JavaProcess.command(flags, Worker.class, List.of(factory.name())),
                Optional.of(factory.getClass()));
    }

    /** Whether the model is there in the form that this engine is measured with. */
    boolean takes(Path folder) {
        return Files.exists(files.get(0).in(folder))
                || Files.exists(folder.resolve(files.get(0).in(folder).getFileName() + ".index"));
    }

    List<String> worker(Path folder, int threads) {
        List<String> command = new ArrayList<>(worker);
        command.addAll(List.of(folder.toString(), Integer.toString(threads)));
        return command;
    }

    /**
     * The command of a fresh process that opens the model and predicts.
     *
     * @param more flags of that process
     */
    Optional<List<String>> once(List<String> more, Path folder, long[] sample, int calls) {
        return factory.map(type -> {
            List<String> words = new ArrayList<>(List.of(type.getName(), folder.toString(), Integer.toString(calls)));
            Arrays.stream(sample).mapToObj(Long::toString).forEach(words::add);
            List<String> all = new ArrayList<>(flags);
            all.addAll(more);
            return JavaProcess.command(all, Once.class, words);
        });
    }
}
