package dev.markhor.restore;

import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.io.IOException;
import java.util.List;

/** What a matcher needs to know of a layer or model. */
public interface Restorable extends Trackable {
    /** How Keras stores what is inside. */
    enum Kind {
        /** Children by attribute. */
        LAYER,
        /** User-defined: children by attribute, and a list {@code layers} of all of them. */
        SUBCLASSED_MODEL,
        /** Sequential or functional: a list {@code layers} in a fixed order. */
        STATIC_MODEL;

        public boolean isModel() {
            return this != LAYER;
        }
    }

    Kind kind();

    String name();

    /** Keras' class name: {@code Dense}. */
    String className();

    boolean isBuilt();

    /** Frozen layers' weights stand elsewhere in a list. */
    boolean isTrainable();

    /** Whether kernels of the file's Keras 1 generation may lie channels first. */
    default boolean isChannelsFirst() {
        return false;
    }

    /** What a normalization adds to the variance, where it has one: part of what the oldest files store. */
    default double varianceEpsilon() {
        return 0;
    }

    /** Variables of this object itself: trainable ones first, each group in order of creation. */
    List<Variable> ownWeights();

    /** The same in the order in which {@code .weights.h5} numbers them. */
    default List<Variable> numberedWeights() {
        return ownWeights();
    }

    /**
     * Reads what this object keeps beside numbered arrays. Nothing may change yet.
     *
     * @return what puts it in place, once everything else is found to fit
     * @throws dev.markhor.error.MalformedFileException if something is missing or damaged
     */
    default Runnable readAssets(Assets assets) {
        return () -> {};
    }

    /** Writes what this object keeps beside numbered arrays. */
    default void writeAssets(AssetOutput output) throws IOException {}

    /** The layers right inside, in order of assignment; for a model, its {@code layers}. */
    List<? extends Restorable> sublayers();
}
