package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.restore.Restorable;
import java.util.ArrayList;
import java.util.List;

/**
 * One layer of a legacy file against one of the model: brings the stored arrays into the order and form of the layer's variables. Only
 * for layers with layers inside is the order a question: frozen layers inside changed it when the file was written. Names decide nothing
 * as long as the order that follows from the configuration fits, unless they all agree with another order that Keras writes.
 *
 * @param weights the layer's variables in the chosen order
 * @param arrays as many as there are variables, or as the file has if the number differs
 */
record LayerMatch(List<WeightOrder.Weight> weights, List<StoredArray> arrays) {

    static LayerMatch of(Restorable layer, LegacyWeights.Layer stored, Conversions conversions, boolean keras3) {
        WeightOrder expected = keras3 ? WeightOrder.KERAS3 : WeightOrder.KERAS2;
        WeightOrder other = keras3 ? WeightOrder.KERAS2 : WeightOrder.KERAS3;
        List<LayerMatch> candidates = new ArrayList<>();
        for (WeightOrder order : List.of(expected, other, WeightOrder.UNFROZEN)) {
            List<WeightOrder.Weight> weights = order.weights(layer);
            candidates.add(new LayerMatch(weights, conversions.convert(layer, weights, stored.weights())));
            if (layer.sublayers().isEmpty()) {
                break;
            }
        }
        LayerMatch first = candidates.get(0);
        candidates.removeIf(match -> !match.fits());
        for (LayerMatch match : candidates) {
            if (NameAgreement.isComplete(match.weights, stored.weightNames())) {
                return match;
            }
        }
        return candidates.isEmpty() ? first : candidates.get(0);
    }

    boolean fits() {
        if (weights.size() != arrays.size()) {
            return false;
        }
        for (int i = 0; i < arrays.size(); i++) {
            if (Assignments.mismatch(weights.get(i).variable(), arrays.get(i)) != null) {
                return false;
            }
        }
        return true;
    }
}
