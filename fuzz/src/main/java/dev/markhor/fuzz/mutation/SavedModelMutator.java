package dev.markhor.fuzz.mutation;

import dev.markhor.error.MarkhorException;
import java.nio.charset.StandardCharsets;

/** Changes what a SavedModel says of itself: its graph of objects, what lookup tables are made of, and what Keras says in JSON. */
public final class SavedModelMutator {
    /** Fields of {@code SavedModel} and {@code MetaGraphDef}. */
    private static final int GRAPH = 2;

    private static final int ABOUT = 1;
    private static final int OPERATIONS = 2;
    private static final int SIGNATURES = 5;
    private static final int ASSETS = 6;
    private static final int OBJECTS = 7;

    private final byte[] other;

    /** @param other bytes to mix in */
    public SavedModelMutator(byte[] other) {
        this.other = other;
    }

    /** A {@code saved_model.pb}. */
    public Mutation graph(byte[] savedModel, Dice dice) {
        return switch (dice.below(16)) {
            case 0 -> reshaped(savedModel, dice);
            case 1 -> Mutation.open(ProtoMutator.mutate(savedModel, dice), "the message");
            case 2 -> inGraph(savedModel, dice, "about", ABOUT);
            case 3 -> inGraph(savedModel, dice, "signature", SIGNATURES);
            case 4 -> inGraph(savedModel, dice, "object graph", OBJECTS);
            case 5, 6 -> inGraph(savedModel, dice, "captures", OBJECTS, 2);
            case 7, 8 -> inGraph(savedModel, dice, "node of a constant", OPERATIONS, 1);
            case 9 ->
                Mutation.open(
                        ProtoMutator.inside(savedModel, dice, asset -> fileName(asset, dice), GRAPH, ASSETS),
                        "name of a file");
            case 10 -> inGraph(savedModel, dice, "user object", OBJECTS, 1, 4);
            case 11, 12 -> inGraph(savedModel, dice, "child of an object", OBJECTS, 1, 1);
            case 13 ->
                Mutation.open(
                        ProtoMutator.inside(savedModel, dice, text -> json(text, dice), GRAPH, OBJECTS, 1, 4, 3),
                        "JSON of an object");
            default -> inGraph(savedModel, dice, "object", OBJECTS, 1);
        };
    }

    /** A {@code keras_metadata.pb}. */
    public Mutation metadata(byte[] metadata, Dice dice) {
        return switch (dice.below(12)) {
            case 0 -> reshaped(metadata, dice);
            case 1 -> Mutation.open(ProtoMutator.mutate(metadata, dice), "the message");
            case 2 ->
                Mutation.open(
                        ProtoMutator.inside(metadata, dice, object -> number(object, dice), 1), "number of an object");
            case 3, 4 ->
                Mutation.open(
                        ProtoMutator.inside(metadata, dice, object -> ProtoMutator.mutate(object, dice), 1), "object");
            default ->
                Mutation.open(ProtoMutator.inside(metadata, dice, text -> json(text, dice), 1, 5), "JSON of an object");
        };
    }

    private Mutation reshaped(byte[] message, Dice dice) {
        Image image = new Image(message);
        ByteMutator.reshape(image, other, dice);
        return Mutation.open(image.bytes(), "reshaped");
    }

    private static Mutation inGraph(byte[] savedModel, Dice dice, String what, int... path) {
        int[] whole = new int[path.length + 1];
        whole[0] = GRAPH;
        System.arraycopy(path, 0, whole, 1, path.length);
        return Mutation.open(
                ProtoMutator.inside(savedModel, dice, message -> ProtoMutator.mutate(message, dice), whole), what);
    }

    private static byte[] number(byte[] object, Dice dice) {
        long now = ProtoMutator.number(object, 2, 0);
        return ProtoMutator.with(object, 2, dice.oneIn(2) ? dice.below(8) : dice.interesting(now, 64));
    }

    private static byte[] fileName(byte[] asset, Dice dice) {
        String name = dice.pick(
                "../saved_model.pb",
                "../../beside.txt",
                "/etc/passwd",
                "/dev/zero",
                "",
                ".",
                "..",
                "\0",
                "a\0.txt",
                "words.txt/",
                "words.txt/x",
                "./words.txt",
                "x/../words.txt",
                "x/../../assets/words.txt",
                "w\u00f6rter \u8a9e \ud83d\ude00.txt",
                "x".repeat(300),
                "a/".repeat(3000));
        return ProtoMutator.with(asset, 2, name.getBytes(StandardCharsets.UTF_8));
    }

    /** Text that is no JSON, which another change may have made of it, is changed as bytes. */
    private static byte[] json(byte[] text, Dice dice) {
        JsonMutator mutator;
        try {
            mutator = new JsonMutator(new String(text, StandardCharsets.UTF_8));
        } catch (MarkhorException e) {
            return ProtoMutator.mutate(text, dice);
        }
        return mutator.mutate(dice).bytes();
    }
}
