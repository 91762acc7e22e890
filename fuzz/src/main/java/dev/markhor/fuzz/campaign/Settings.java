package dev.markhor.fuzz.campaign;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What to run.
 *
 * @param format the word of a {@link dev.markhor.fuzz.format.Format}, or {@code all}
 * @param from first seed
 * @param to last seed
 * @param jobs processes at a time
 * @param minutes after which no more is begun
 * @param repository where the golden files are
 * @param findings where what goes wrong is kept
 * @param scratch a folder in memory, for mutants
 * @param keep whether the mutants are only made and kept, not used
 */
public record Settings(
        String format,
        long from,
        long to,
        int jobs,
        double minutes,
        Path repository,
        Path findings,
        Path scratch,
        boolean keep) {
    /** Heap of a child. */
    public static final int HEAP_MIB = 256;
    /** What a child may take in all: heap, native memory, code, threads. */
    public static final int RESIDENT_MIB = 1024;
    /** Native memory of all models of a child, by {@code -Dmarkhor.memory.limit}. */
    public static final int MODELS_MIB = 256;

    public static final long HANG_SECONDS = 10;

    /** @throws IllegalArgumentException with what is wrong */
    public static Settings parse(List<String> arguments) {
        String format = "all";
        String seeds = "0..999";
        int jobs = 1;
        double minutes = 1e6;
        Path repository = Path.of("").toAbsolutePath();
        Path findings = Path.of("results", "fuzz");
        Path scratch = Path.of("/dev/shm").toFile().canWrite()
                ? Path.of("/dev/shm")
                : Path.of(System.getProperty("java.io.tmpdir"));
        boolean keep = false;
        for (Iterator<String> each = arguments.iterator(); each.hasNext(); ) {
            String name = each.next();
            if (name.equals("--keep")) {
                keep = true;
                continue;
            }
            if (!each.hasNext()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = each.next();
            switch (name) {
                case "--format" -> format = value;
                case "--seeds" -> seeds = value;
                case "--jobs" -> jobs = Integer.parseInt(value);
                case "--minutes" -> minutes = Double.parseDouble(value);
                case "--repository" ->
                    repository = Path.of(value).toAbsolutePath().normalize();
                case "--findings" -> findings = Path.of(value);
                case "--scratch" -> scratch = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
        String[] ends = seeds.split("\\.\\.", 2);
        long from = Long.parseLong(ends[0]);
        long to = Long.parseLong(ends[ends.length - 1]);
        if (from < 0 || to < from || jobs < 1) {
            throw new IllegalArgumentException("expected seeds A..B with 0 <= A <= B, and one job or more");
        }
        return new Settings(format, from, to, jobs, minutes, repository, findings, scratch, keep);
    }
}
