package dev.markhor.restore.matching;

import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import java.util.ArrayList;
import java.util.List;

/** The outcome of a load that is over. */
final class FixedReport implements Status.Report {
    private final String source;
    private final List<LoadStatus.Match> matched = new ArrayList<>();
    private final List<LoadStatus.Skip> skipped = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> unused = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    FixedReport(String source) {
        this.source = source;
    }

    void match(String variable, String stored) {
        matched.add(new LoadStatus.Match(variable, stored));
    }

    void skip(String target, String reason) {
        skipped.add(new LoadStatus.Skip(target, reason));
    }

    void missing(String variable) {
        missing.add(variable);
    }

    void unused(String stored) {
        unused.add(stored);
    }

    /**
     * Says that renamed attributes are no matter here.
     *
     * @param means what this kind of file is matched by
     */
    void noteRenames(MatchOptions options, String means) {
        if (!options.renamed().isEmpty()) {
            notes.add("withRenamed was not used: it is for TensorFlow checkpoints, and here " + means
                    + " tell what is what");
        }
    }

    /** Says what to do about variables without a value. */
    void advise(String sentence) {
        advice.add(sentence);
    }

    @Override
    public List<String> advice() {
        return missing.isEmpty() ? List.of() : List.copyOf(advice);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public List<LoadStatus.Match> matched() {
        return List.copyOf(matched);
    }

    @Override
    public List<LoadStatus.Skip> skipped() {
        return List.copyOf(skipped);
    }

    @Override
    public List<String> missing() {
        return List.copyOf(missing);
    }

    @Override
    public List<String> unused() {
        return List.copyOf(unused);
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public boolean isTrivial() {
        return matched.isEmpty();
    }
}
