package dev.markhor.benchmarks.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.markhor.benchmarks.engine.Engine;
import dev.markhor.benchmarks.engine.EngineFactory;
import dev.markhor.benchmarks.engine.Engines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.DoubleStream;

/** A process with one engine and one model, which does what it is asked, line by line, and is silent otherwise. */
public final class Worker {
    private final EngineFactory factory;
    private final Path folder;
    private final int threads;
    private final Samples samples;
    private final Map<Integer, Stopwatch> stopwatches = new HashMap<>();
    private Engine engine;

    private Worker(EngineFactory factory, Path folder, int threads) {
        this.factory = factory;
        this.folder = folder;
        this.threads = threads;
        samples = Samples.in(folder);
    }

    /** @param words the engine's name, the model's folder, and the threads of a call */
    public static void main(String... words) throws IOException {
        PrintStream replies = System.out;
        System.setOut(System.err); // an engine that prints does not disturb
        Worker worker = new Worker(Engines.named(words[0]), Path.of(words[1]), Integer.parseInt(words[2]));
        JsonMapper mapper = new JsonMapper();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            replies.println(mapper.writeValueAsString(worker.answer(mapper.readValue(line, Request.class))));
        }
        System.exit(0); // whatever threads an engine left
    }

    private Reply answer(Request request) {
        try {
            return switch (request.action()) {
                case OUTPUT -> Reply.of(stopwatch(request.batch()).output());
                case WARM -> {
                    stopwatch(request.batch()).warm(request.millis());
                    yield Reply.of();
                }
                case TIME -> Reply.of(stopwatch(request.batch()).time(request.millis()));
                case CALLERS -> callers(request);
                case LOAD -> load(request);
            };
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            return Reply.failed(e);
        }
    }

    private Reply callers(Request request) throws ExecutionException, InterruptedException {
        return Reply.of(new Callers(engine(), samples.input(folder, 1)).time(request.callers(), request.millis()));
    }

    private Reply load(Request request) {
        float[] input = samples.input(folder, 1);
        DoubleStream.Builder millis = DoubleStream.builder();
        long begin = System.nanoTime();
        do {
            long start = System.nanoTime();
            try (Engine opened = factory.open(folder, request.file(), samples.input(), threads)) {
                long open = System.nanoTime();
                opened.prepare(1);
                long prepared = System.nanoTime();
                opened.run(input, 1);
                long first = System.nanoTime();
                millis.add((open - start) / 1e6).add((prepared - open) / 1e6).add((first - prepared) / 1e6);
            }
        } while ((System.nanoTime() - begin) / 1e6 < request.millis());
        return Reply.of(millis.build().toArray());
    }

    private Stopwatch stopwatch(int batch) {
        return stopwatches.computeIfAbsent(batch, size -> new Stopwatch(engine(), samples.input(folder, size), size));
    }

    private Engine engine() {
        if (engine == null) {
            engine = factory.open(folder, factory.files().get(0), samples.input(), threads);
        }
        return engine;
    }
}
