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

    /** Stored values below layers or models that are not built yet, which may still create variables for them. */
    default List<String> waiting() {
        return List.of();
    }

    /** Stored values that no variable has, and none will: the state of an optimizer among them. */
    List<String> unused();

    /** Remarks on options that were of no use: a renaming that matched nothing. */
    List<String> notes();

    /**
     * Asserts that every variable of the model has a stored value and every stored value its variable; none may still be waiting. As in
     * TensorFlow it fails on an optimizer's state, which the file of a trained model has: {@link #assertExistingObjectsMatched} does not.
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

    /** Says that left-over values are expected: the report does not mention them then. Assertions are as before. */
    LoadStatus expectPartial();
}
