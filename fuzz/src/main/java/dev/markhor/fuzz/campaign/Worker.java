package dev.markhor.fuzz.campaign;

import dev.markhor.fuzz.format.Format;
import dev.markhor.fuzz.format.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The process that uses mutants, one by one; whatever they do to it, the parent counts it. */
public final class Worker {
    /** Ended itself because a mutant took too long. */
    static final int HUNG = 3;
    /** The harness is at fault. */
    static final int BROKEN = 4;

    private final Settings settings;
    private final Format format;
    private final Path folder;
    private final Progress progress;
    private final Findings findings;
    private Subject subject;
    private long block = -1;

    private Worker(Settings settings) throws IOException {
        this.settings = settings;
        this.format = Format.of(settings.format()).get(0);
        this.folder = Files.createDirectories(settings.scratch().resolve("mutant"));
        this.progress = Progress.open(settings.scratch().resolve("progress"));
        this.findings = new Findings(settings.findings());
    }

    /** @param arguments those of {@link Settings}, for one format */
    public static void main(String[] arguments) throws IOException {
        Worker worker = new Worker(Settings.parse(List.of(arguments)));
        Watchdog.start(worker.progress, worker.settings);
        for (long seed = worker.settings.from(); seed <= worker.settings.to(); seed++) {
            try {
                worker.run(seed);
            } catch (IOException | RuntimeException | Error e) {
                System.out.println("seed " + seed + " of " + worker.format.word() + " could not be made");
                e.printStackTrace(System.out);
                System.exit(BROKEN);
            }
        }
        System.exit(0);
    }

    private void run(long seed) throws IOException {
        if (seed / Format.BLOCK != block) {
            if (subject != null) {
                subject.close();
            }
            block = seed / Format.BLOCK;
            subject = format.subject(settings.repository(), seed);
        }
        var dice = format.dice(seed);
        Subject.Mutant mutant = subject.mutate(dice);
        if (settings.keep()) {
            System.out.println(findings.keep(format, seed, subject, mutant));
            return;
        }
        mutant.replace(folder);
        progress.begin(seed);
        try {
            progress.end(subject.use(folder, mutant, dice));
        } catch (RuntimeException | Error e) {
            progress.found();
            findings.add(format, seed, subject, mutant, Findings.kind(e), Findings.text(e));
        }
        progress.idle();
    }
}
