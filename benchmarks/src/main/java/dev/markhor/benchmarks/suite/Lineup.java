package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.MarkhorFactory;
import dev.markhor.benchmarks.worker.Request;
import dev.markhor.benchmarks.worker.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The worker processes of one model. Who does not compute what Keras computed is not measured. */
final class Lineup implements Steady.Line, AutoCloseable {
    /** Relative to the largest output. */
    static final double TOLERANCE = 1e-3;

    private final Map<String, List<WorkerProcess>> workers = new LinkedHashMap<>();
    private final Map<String, Double> differences = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Lineup() {}

    /** @throws WorkerProcess.Failure if Markhor itself does not agree: then there is nothing to measure */
    static Lineup of(List<Contestant> contestants, Path folder, Samples samples)
            throws IOException, WorkerProcess.Failure {
        Lineup lineup = new Lineup();
        try {
            for (Contestant contestant : contestants) {
                lineup.add(contestant, folder, samples);
            }
        } catch (IOException | WorkerProcess.Failure e) {
            lineup.close();
            throw e;
        }
        return lineup;
    }

    private void add(Contestant contestant, Path folder, Samples samples) throws IOException, WorkerProcess.Failure {
        List<WorkerProcess> opened = new ArrayList<>();
        try {
            if (!contestant.takes(folder)) {
                throw new WorkerProcess.Failure(
                        "there is no " + contestant.files().get(0).in(folder).getFileName());
            }
            double worst = 0;
            for (int threads = 1; threads <= 2; threads++) {
                WorkerProcess worker = WorkerProcess.start(contestant.worker(folder, threads), threads);
                opened.add(worker);
                for (int batch : new int[] {1, samples.samples()}) {
                    float[] output = worker.ask(Request.output(batch)).output();
                    worst = Math.max(worst, difference(output, samples.expected(folder, batch)));
                }
            }
            differences.put(contestant.name(), worst);
            if (!(worst < TOLERANCE)) {
                throw new WorkerProcess.Failure("its output differs from Keras' by " + worst + " of the largest");
            }
            workers.put(contestant.name(), opened);
        } catch (WorkerProcess.Failure e) {
            for (WorkerProcess worker : opened) {
                worker.close();
            }
            if (contestant.name().equals(MarkhorFactory.NAME)) {
                throw e;
            }
            problems.add(contestant.title() + ": " + e.getMessage());
        }
    }

    static double difference(float[] output, float[] expected) {
        if (output.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double difference = Math.abs(output[i] - expected[i]);
            if (Double.isNaN(difference)) {
                return Double.POSITIVE_INFINITY;
            }
            worst = Math.max(worst, difference);
        }
        return worst / largest;
    }

    @Override
    public List<String> engines() {
        return List.copyOf(workers.keySet());
    }

    @Override
    public WorkerProcess worker(String engine, int threads) {
        return workers.get(engine).get(threads - 1);
    }

    Map<String, Double> differences() {
        return differences;
    }

    List<String> problems() {
        return problems;
    }

    @Override
    public void close() throws IOException {
        for (List<WorkerProcess> processes : workers.values()) {
            for (WorkerProcess process : processes) {
                process.close();
            }
        }
    }
}
