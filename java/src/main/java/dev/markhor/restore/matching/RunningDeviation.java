package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.restore.Restorable;
import java.util.ArrayList;
import java.util.List;

/**
 * Batch normalization in Keras before 1.0.7: {@code running_std} was a standard deviation there, and the result
 * {@code gamma * (x - mean) / (deviation + epsilon) + beta}. Later versions take the same array for a variance.
 */
final class RunningDeviation {
    private static final int PLACE = 3;

    private RunningDeviation() {}

    /** With the variance that gives the same result: {@code sqrt(variance + epsilon) = deviation + epsilon}. */
    static List<StoredArray> convert(Restorable layer, List<StoredArray> stored) {
        if (stored.size() <= PLACE) {
            return stored;
        }
        double epsilon = layer.varianceEpsilon();
        StoredArray deviation = stored.get(PLACE);
        List<StoredArray> converted = new ArrayList<>(stored);
        converted.set(PLACE, new ComputedArray(deviation, deviation.shape(), values -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (values[i] + epsilon) * (values[i] + epsilon) - epsilon;
            }
            return values;
        }));
        return converted;
    }
}
