package dev.markhor.fuzz.campaign;

import dev.markhor.fuzz.format.Format;
import dev.markhor.fuzz.format.Outcome;
import dev.markhor.fuzz.format.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Runs a range of seeds in processes of their own, and goes on behind each that ends one. */
public final class Campaign {
    private final Settings settings;
    private final long deadline;
    private final Path scratch;
    private final Findings findings;
    private final Map<Format, Tally> tallies = new TreeMap<>();
    private final Map<Integer, Child> running = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private Campaign(Settings settings, Path scratch) {
        this.settings = settings;
        this.scratch = scratch;
        this.deadline = System.nanoTime() + (long) (settings.minutes() * 60e9);
        this.findings = new Findings(settings.findings());
    }

    /** @return what became of each format's mutants */
    public static Map<Format, Tally> run(Settings settings) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory(settings.scratch(), "markhor-fuzz");
        try {
            Campaign campaign = new Campaign(settings, scratch);
            for (Format format : Format.of(settings.format())) {
                campaign.tallies.put(format, new Tally());
                campaign.run(format);
                System.out.println(format.word() + ": " + campaign.tallies.get(format));
            }
            return campaign.tallies;
        } finally {
            delete(scratch);
        }
    }

    private void run(Format format) throws InterruptedException {
        long count = settings.to() - settings.from() + 1;
        long blocks = (count + Format.BLOCK - 1) / Format.BLOCK;
        List<Thread> threads = new ArrayList<>();
        for (int job = 0; job < settings.jobs(); job++) {
            long from = settings.from() + blocks * job / settings.jobs() * Format.BLOCK;
            long to =
                    Math.min(settings.to(), settings.from() + blocks * (job + 1) / settings.jobs() * Format.BLOCK - 1);
            int number = job;
            Thread thread = new Thread(() -> range(format, number, from, to), "job " + job);
            thread.setUncaughtExceptionHandler((failed, e) -> failures.add(e));
            threads.add(thread);
            thread.start();
        }
        long begun = System.nanoTime();
        for (Thread thread : threads) {
            for (thread.join(5000); thread.isAlive(); thread.join(5000)) {
                say(format, count, begun);
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("not all of " + format.word() + " was run", failures.peek());
        }
    }

    private void say(Format format, long count, long begun) {
        long done = tallies.get(format).mutants();
        for (Child child : running.values()) {
            for (Outcome outcome : Outcome.values()) {
                done += child.progress().count(outcome);
            }
            done += child.progress().findings();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(Locale.ROOT, "%s: %d of %d, %.0f a second%n", format.word(), done, count, done / seconds);
    }

    private void range(Format format, int job, long from, long to) {
        try {
            for (long next = from; next <= to && System.nanoTime() < deadline; ) {
                Settings part = part(format, next, to);
                Child child = Child.start(Worker.class, part, scratch.resolve(format.word() + job));
                running.put(job, child);
                Child.End end = child.await(deadline);
                running.remove(job);
                tallies.get(format).add(child.progress());
                tallies.get(format).add(end);
                if (end == Child.End.DONE || end == Child.End.STOPPED) {
                    return;
                }
                long seed = Math.max(next, child.progress().seed());
                String words = child.words();
                keep(format, seed, end, words);
                next = seed + 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Settings part(Format format, long from, long to) {
        return new Settings(format.word(), from, to, 1, 0, settings.repository(), settings.findings(), scratch, false);
    }

    private synchronized void keep(Format format, long seed, Child.End end, String words) throws IOException {
        System.out.println(format.word() + " " + seed + ": " + end);
        try (Subject subject = format.subject(settings.repository(), seed)) {
            findings.add(format, seed, subject, subject.mutate(format.dice(seed)), end.name(), words);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
