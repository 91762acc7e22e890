package dev.markhor.fuzz.campaign;

import dev.markhor.fuzz.format.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;

/** Counts of one format. */
public final class Tally {
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Child.End, Long> ends = new EnumMap<>(Child.End.class);
    private long findings;

    synchronized void add(Progress progress) {
        for (Outcome outcome : Outcome.values()) {
            outcomes.merge(outcome, progress.count(outcome), Long::sum);
        }
        findings += progress.findings();
    }

    synchronized void add(Child.End end) {
        ends.merge(end, 1L, Long::sum);
    }

    /** Mutants that were used to their end. */
    public synchronized long mutants() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum() + findings;
    }

    /** Mutants that were no worse than sound files: something was made of them. */
    public synchronized long accepted() {
        return mutants() - findings - outcomes.getOrDefault(Outcome.REFUSED, 0L);
    }

    /** Deaths, hangs and memory over budget. */
    public synchronized long harms() {
        return count(Child.End.DEATH) + count(Child.End.HANG) + count(Child.End.MEMORY);
    }

    /** Exceptions that are not documented, and wrong values. */
    public synchronized long findings() {
        return findings;
    }

    private long count(Child.End end) {
        return ends.getOrDefault(end, 0L);
    }

    @Override
    public synchronized String toString() {
        StringJoiner line = new StringJoiner(", ");
        line.add(mutants() + " mutants");
        outcomes.forEach((outcome, count) -> line.add(outcome.name().toLowerCase(java.util.Locale.ROOT) + " " + count));
        line.add("deaths " + count(Child.End.DEATH));
        line.add("hangs " + count(Child.End.HANG));
        line.add("over memory " + count(Child.End.MEMORY));
        line.add("other findings " + findings);
        return line.toString();
    }
}
