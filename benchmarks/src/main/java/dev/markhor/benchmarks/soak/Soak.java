package dev.markhor.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A service's life, shortened: many callers of several models, with resident memory, threads and throughput watched. */
public final class Soak {
    private static final int SAMPLES = 600;
    /** A verdict needs some; thousands of callers may leave little time for them. */
    private static final int LEAST_SAMPLES = 8;

    private Soak() {}

    public static void main(String... words) throws IOException, InterruptedException {
        SoakOptions options;
        try {
            if (List.of(words).contains("--help")) {
                System.out.print(SoakOptions.USAGE);
                return;
            }
            options = SoakOptions.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(SoakOptions.USAGE);
            System.exit(2);
            return;
        }
        Verdict verdict = run(options);
        System.out.print(verdict.text());
        System.exit(verdict.isGood() ? 0 : 1);
    }

    /** @throws IllegalStateException if a result was wrong, something failed or did not end */
    static Verdict run(SoakOptions options) throws IOException, InterruptedException {
        List<Subject> subjects = options.models().stream().map(Subject::new).toList();
        Callers callers = new Callers(subjects, options.callers(), options.isVirtual());
        List<Sample> samples = new ArrayList<>();
        callers.start();
        long start = System.nanoTime();
        long end = start + (long) (options.minutes() * 60e9);
        long pause = Math.max(100, (long) (options.minutes() * 60e3 / SAMPLES));
        try {
            while (!callers.isEnded() && (System.nanoTime() < end || samples.size() < LEAST_SAMPLES)) {
                Thread.sleep(pause);
                samples.add(Sample.take(start, callers.calls(), callers.loads()));
            }
        } finally {
            callers.end();
        }
        subjects.forEach(Subject::close);
        write(options.results(), samples);
        return new Verdict(samples, subjects);
    }

    private static void write(Path folder, List<Sample> samples) throws IOException {
        Files.createDirectories(folder);
        StringBuilder csv = new StringBuilder(Sample.HEADER);
        samples.forEach(sample -> csv.append(sample.line()));
        Files.writeString(folder.resolve("soak.csv"), csv);
        Files.writeString(folder.resolve("soak.svg"), Drawing.of(samples));
    }
}
