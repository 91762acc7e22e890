package dev.markhor.restore;

import java.util.List;

/**
 * What became of stored weights: which variable has which value, what was skipped and why, what is left over on either side. A load into
 * a model that is not built yet goes on as the model is built; the status tells how it stands when it is asked. Its text is a short
 * report: how many values were restored, then a line for each kind of left-over.
 */
public interface LoadStatus {
    /** A variable and the stored value it has now. */
    record Match(String variable, String stored) {}

    /** A variable or layer that was to be skipped if it did not fit, and did not fit. */
    record Skip(String target, String reason) {}

    /** Where the weights came from. */
    String source();

    /** Variables of the model with the stored values they have. */
    List<Match> matched();

    /** What was skipped because it did not fit, if that was allowed. */
    List<Skip> skipped();

    /** Variables of the model for which nothing was stored; they keep their values. */
    List<String> missing();

    /** Stored values for objects that the model has but that are not built yet: they get them when they are. */
    default List<String> waiting() {
        return List.of();
    }

    /** Stored values that no variable has and none waits for. */
    List<String> unused();

    /** Remarks on how the weights were brought to fit. */
    List<String> notes();

    /**
     * Asserts that every variable of the model has a stored value and every stored value its variable; none may still be waiting.
     *
     * @throws dev.markhor.error.WeightMismatchException if not; the message lists what is left over
     */
    LoadStatus assertConsumed();

    /**
     * Asserts that every variable the model has now has a stored value. Stored values for layers that are not built are no matter.
     *
     * @throws dev.markhor.error.WeightMismatchException if not; the message lists the variables
     */
    LoadStatus assertExistingObjectsMatched();

    /**
     * Asserts that model and weights have anything in common.
     *
     * @throws dev.markhor.error.WeightMismatchException if not
     */
    LoadStatus assertNontrivialMatch();

    /** Says that left-over values are expected: the report does not mention them then. */
    LoadStatus expectPartial();
}
