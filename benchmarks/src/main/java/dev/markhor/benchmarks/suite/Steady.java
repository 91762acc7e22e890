package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.MarkhorFactory;
import dev.markhor.benchmarks.report.Case;
import dev.markhor.benchmarks.report.CaseReport;
import dev.markhor.benchmarks.report.Limits;
import dev.markhor.benchmarks.report.Ratio;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.benchmarks.report.Timing;
import dev.markhor.benchmarks.worker.Reply;
import dev.markhor.benchmarks.worker.Request;
import dev.markhor.benchmarks.worker.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prediction after warming up: each engine in a process of its own, taking turns in rounds. */
final class Steady {
    static final Case PLAIN = new Case(1, 1, 1);
    static final Case TWO_THREADS = new Case(2, 1, 1);
    static final Case TWO_CALLERS = new Case(1, 1, 2);
    static final Case ONE_THREAD_OF_8 = new Case(1, 8, 1);
    static final Case TWO_THREADS_OF_8 = new Case(2, 8, 1);
    static final List<Case> CASES = List.of(PLAIN, TWO_THREADS, ONE_THREAD_OF_8, TWO_THREADS_OF_8, TWO_CALLERS);
    /** Threads of the engine before may spin for a while: those of ONNX Runtime for 25 to 30 ms, a processor each. */
    static final int SETTLING_MILLIS = 40;

    private final Effort effort;
    private final Limits limits;
    private final Samples samples;
    private final Line line;

    /** The processes of one model that agree with Keras: of each engine one for each number of threads. */
    interface Line {
        /** Names of the engines, Markhor first. */
        List<String> engines();

        WorkerProcess worker(String engine, int threads);
    }

    Steady(Effort effort, Limits limits, Samples samples, Line line) {
        this.effort = effort;
        this.limits = limits;
        this.samples = samples;
        this.line = line;
    }

    /** What one engine gave in one case. */
    private static final class Series {
        final List<Double> millis = new ArrayList<>();
        final List<Double> rounds = new ArrayList<>();

        void add(double[] measured) {
            for (double value : measured) {
                millis.add(value);
            }
            rounds.add(Spread.of(measured).median());
        }

        double[] rounds() {
            return rounds.stream().mapToDouble(Double::doubleValue).toArray();
        }

        Spread spread() {
            return Spread.of(millis.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private final Map<Case, Map<String, Series>> series = new LinkedHashMap<>();

    /** Runs all rounds. */
    void measure() throws WorkerProcess.Failure, InterruptedException {
        warm();
        long start = System.nanoTime();
        for (int round = 0; round < effort.mostRounds(); round++) {
            if (round >= effort.leastRounds() && (System.nanoTime() - start) / 1e9 > effort.seconds()) {
                return;
            }
            for (Case how : CASES) {
                round(how, round);
            }
        }
    }

    private void warm() throws WorkerProcess.Failure {
        for (String engine : line.engines()) {
            for (int threads = 1; threads <= 2; threads++) {
                line.worker(engine, threads).ask(Request.warm(1, effort.warmMillis()));
                line.worker(engine, threads).ask(Request.warm(8, effort.roundMillis()));
            }
        }
    }

    private void round(Case how, int round) throws WorkerProcess.Failure, InterruptedException {
        List<String> engines = line.engines();
        for (int turn = 0; turn < engines.size(); turn++) {
            String engine = engines.get((turn + round) % engines.size());
            Thread.sleep(SETTLING_MILLIS);
            Reply reply = line.worker(engine, how.threads())
                    .ask(
                            how.callers() > 1
                                    ? Request.callers(how.callers(), effort.roundMillis())
                                    : Request.time(how.batch(), effort.roundMillis()));
            series.computeIfAbsent(how, h -> new LinkedHashMap<>())
                    .computeIfAbsent(engine, e -> new Series())
                    .add(reply.millis());
        }
    }

    List<CaseReport> reports() {
        List<CaseReport> reports = new ArrayList<>();
        series.forEach((how, engines) -> {
            Map<String, Timing> timings = new LinkedHashMap<>();
            Map<String, Ratio> ratios = new LinkedHashMap<>();
            Series ours = engines.get(MarkhorFactory.NAME);
            for (String engine : line.engines()) {
                Series theirs = engines.get(engine);
                timings.put(engine, timing(how, theirs));
                if (theirs != ours) {
                    ratios.put(engine, ratio(ours, theirs));
                }
            }
            reports.add(new CaseReport(how, timings, ratios));
        });
        return reports;
    }

    /** How many times as fast two threads of Markhor are as one. */
    Ratio scaling() {
        return ratio(
                series.get(TWO_THREADS).get(MarkhorFactory.NAME),
                series.get(PLAIN).get(MarkhorFactory.NAME));
    }

    private static Ratio ratio(Series ours, Series theirs) {
        return Ratio.of(
                ours.rounds(),
                theirs.rounds(),
                ours.spread().min(),
                theirs.spread().min());
    }

    private Timing timing(Case how, Series measured) {
        Spread millis = measured.spread();
        int threads = Math.max(how.threads(), how.callers());
        double bound = limits.boundMillis(samples.operations(), 4 * samples.parameters(), how.batch(), threads);
        // Two callers read the weights once each.
        double gflops = samples.operations() * how.batch() / (millis.min() * 1e6);
        return new Timing(millis, measured.rounds(), gflops, bound / millis.min());
    }
}
