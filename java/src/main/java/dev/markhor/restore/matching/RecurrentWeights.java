package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.restore.Restorable;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Old forms of the weights of LSTM and GRU: CuDNN's, and one array for each gate in Keras 1. */
final class RecurrentWeights {
    /** A layer, or the cell in it that owns the variables. */
    private static final Set<String> LSTM = Set.of("LSTM", "LSTMCell");

    private static final Set<String> GRU = Set.of("GRU", "GRUCell");

    /** Where Keras 1, whose order is i, c, f, o, has the arrays of i, f, c and o. */
    private static final int[] LSTM_GATES = {0, 6, 3, 9};

    private static final int[] GRU_GATES = {0, 3, 6};

    private RecurrentWeights() {}

    static boolean isRecurrent(String className) {
        return LSTM.contains(className) || GRU.contains(className);
    }

    static List<StoredArray> convert(
            Restorable layer, List<WeightOrder.Weight> weights, List<StoredArray> stored, boolean keras1) {
        boolean lstm = LSTM.contains(layer.className());
        int[] gates = lstm ? LSTM_GATES : GRU_GATES;
        List<StoredArray> arrays =
                keras1 && stored.size() == 3 * gates.length && areGates(stored, 2) ? joined(stored, gates) : stored;
        return arrays.size() == 3 && weights.size() == 3 ? fromCuDnn(layer, weights, arrays, gates.length) : arrays;
    }

    /** A convolutional LSTM's weights, if they are an array for each gate. */
    static List<StoredArray> joinedConvolutions(List<StoredArray> stored) {
        return stored.size() == 3 * LSTM_GATES.length && areGates(stored, 4) ? joined(stored, LSTM_GATES) : stored;
    }

    private static boolean areGates(List<StoredArray> stored, int rank) {
        for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i).shape().rank() != (i % 3 == 2 ? 1 : rank)) {
                return false;
            }
        }
        return true;
    }

    /** Kernel, recurrent kernel and bias, each from the gates' arrays side by side. */
    private static List<StoredArray> joined(List<StoredArray> stored, int[] gates) {
        List<StoredArray> arrays = new ArrayList<>();
        for (int kind = 0; kind < 3; kind++) {
            List<StoredArray> parts = new ArrayList<>();
            for (int gate : gates) {
                parts.add(stored.get(gate + kind));
            }
            arrays.add(JoinedArray.of(parts));
        }
        return arrays;
    }

    /** CuDNN's weights show by the length of their bias, which has one part for the input and one for the state. */
    private static List<StoredArray> fromCuDnn(
            Restorable layer, List<WeightOrder.Weight> weights, List<StoredArray> arrays, int gates) {
        StoredArray kernel = arrays.get(0);
        StoredArray recurrent = arrays.get(1);
        StoredArray bias = arrays.get(2);
        boolean regular = kernel.shape().rank() == 2
                && recurrent.shape().rank() == 2
                && bias.shape().rank() == 1
                && recurrent.shape().dim(1) == gates * recurrent.shape().dim(0)
                && kernel.shape().dim(1) == recurrent.shape().dim(1);
        if (!regular || bias.shape().dim(0) != 2 * recurrent.shape().dim(1)) {
            return arrays;
        }
        Shape expected = weights.get(2).variable().shape();
        if (gates == 3 && expected.rank() != 2) {
            throw new WeightMismatchException(bias.name() + ": weights of a CuDNNGRU do not fit layer '" + layer.name()
                    + "', a GRU with reset_after false");
        }
        StoredArray sum = gates == 3 ? GateBlocks.twoRows(bias) : GateBlocks.sumOfHalves(bias);
        return List.of(GateBlocks.fromCuDnn(kernel, gates), GateBlocks.fromCuDnn(recurrent, gates), sum);
    }
}
