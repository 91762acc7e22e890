package dev.markhor.keras.config;

import dev.markhor.model.Functional;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;

/**
 * From which number references count the calls of a layer: from 0, but those of a model often from 1, since Keras keeps a call of its own
 * for each. Keras 1 and 2 count alike wherever they refer to a model. Keras 3 counts from 0 between layers, and those of a
 * functional model from 1 where the outer model's inputs and outputs are named.
 */
final class CallNumbers {
    private final boolean model;
    private final boolean fromOneAtEnds;
    private final boolean keras3;
    private final Place inside = new Place();
    private final Place ends = new Place();

    CallNumbers(Layer layer, boolean keras3) {
        this.model = layer instanceof Model;
        this.fromOneAtEnds = layer instanceof Functional;
        this.keras3 = keras3;
    }

    /** The numbers that references at one kind of place have. */
    private static final class Place {
        int lowest = Integer.MAX_VALUE;
        int highest = -1;

        void add(int call) {
            lowest = Math.min(lowest, call);
            highest = Math.max(highest, call);
        }

        /** Every call is referred to from somewhere: number 0 shows one way of counting, the number of calls the other. */
        boolean countsFromOne(int calls, boolean otherwise) {
            return highest == calls || lowest > 0 && otherwise;
        }
    }

    void addInside(int call) {
        inside.add(call);
    }

    void addAtEnds(int call) {
        ends.add(call);
    }

    /** The first number between layers, of a layer with so many calls. */
    int firstInside(int calls) {
        return model && inside.countsFromOne(calls, !keras3 && ends.countsFromOne(calls, false)) ? 1 : 0;
    }

    /** The first number among the inputs and outputs. */
    int firstAtEnds(int calls) {
        return model && ends.countsFromOne(calls, keras3 ? fromOneAtEnds : inside.countsFromOne(calls, false)) ? 1 : 0;
    }
}
