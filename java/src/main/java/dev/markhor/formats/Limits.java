package dev.markhor.formats;

/** What is accepted from a file before it counts as hostile. Each is far beyond what real model files have. */
public final class Limits {
    /** Characters of a JSON document. */
    public static final int JSON_CHARS = 64 << 20;
    /** Nesting of a JSON document. */
    public static final int JSON_DEPTH = 512;
    /** Roughly the memory a JSON document may take, in units of an object reference. */
    public static final int JSON_WEIGHT = 32 << 20;
    /** Members of a zip archive. */
    public static final int ZIP_MEMBERS = 1 << 20;
    /** Bytes of a zip member that is read as a whole: configs and vocabularies. */
    public static final long ZIP_MEMBER_IN_MEMORY = 64L << 20;
    /** A deflated zip member beyond this size may not have shrunk by more than {@link #ZIP_RATIO}. */
    public static final long ZIP_RATIO_FLOOR = 4L << 30;

    public static final long ZIP_RATIO = 100;

    /** Bytes of a checkpoint's index file. */
    public static final long CHECKPOINT_INDEX = 256L << 20;
    /** Bytes of all keys of a checkpoint, which share their beginnings in the file. */
    public static final long CHECKPOINT_KEYS = 128L << 20;
    /** Parts of one tensor of a checkpoint. */
    public static final int CHECKPOINT_SLICES = 1 << 14;
    /** Objects in the graph of a checkpoint or SavedModel. */
    public static final int CHECKPOINT_OBJECTS = 1 << 20;
    /** Bytes of a SavedModel's graph, and of what Keras says of it. */
    public static final long SAVED_MODEL = 512L << 20;

    /** Layers of a model, those of models inside included. */
    public static final int LAYERS = 1 << 15;
    /** Calls of layers that a model makes: those of a model inside count for each call of it. */
    public static final int LAYER_CALLS = 1 << 17;

    private Limits() {}
}
