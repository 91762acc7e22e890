package dev.markhor.fuzz.mutation;

import dev.markhor.fuzz.mutation.JsonTree.Elements;
import dev.markhor.fuzz.mutation.JsonTree.Leaf;
import dev.markhor.fuzz.mutation.JsonTree.Member;
import dev.markhor.fuzz.mutation.JsonTree.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Changes a model's configuration: values, types, keys, names, classes, connections, nesting; seldom its text. */
public final class JsonMutator {
    private static final String[] LEAVES = {
        "null",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "2",
        "3",
        "64",
        "65536",
        "2147483647",
        "2147483648",
        "-2147483648",
        "4294967296",
        "9223372036854775807",
        "-9223372036854775808",
        "92233720368547758070",
        "1e308",
        "-1e308",
        "1e-320",
        "0.5",
        "-0.0",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "\"\"",
        "\"a\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"../../etc/passwd\"",
        "\"relu\"",
        "\"same\"",
        "\"valid\"",
        "\"causal\"",
        "\"channels_first\"",
        "\"float16\"",
        "\"float64\"",
        "\"int8\"",
        "\"string\"",
        "\"mixed_float16\"",
        "\"/\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "[0]",
        "[1,1,1,1,1,1,1,1,1]",
        "[-1]",
        "[[1,2],[3]]",
        "{\"class_name\":\"Dense\"}",
        "{\"class_name\":\"__tuple__\",\"items\":[1,2]}",
        "{\"class_name\":\"__numpy__\",\"config\":{\"value\":[1],\"dtype\":\"int32\"}}"
    };
    private static final String[] CLASSES = {
        "Dense",
        "Conv1D",
        "Conv2D",
        "Conv3D",
        "DepthwiseConv2D",
        "SeparableConv2D",
        "Conv2DTranspose",
        "LSTM",
        "GRU",
        "SimpleRNN",
        "Bidirectional",
        "TimeDistributed",
        "RNN",
        "LSTMCell",
        "StackedRNNCells",
        "Embedding",
        "Flatten",
        "Reshape",
        "Permute",
        "Lambda",
        "Concatenate",
        "Add",
        "Dot",
        "MultiHeadAttention",
        "BatchNormalization",
        "LayerNormalization",
        "GroupNormalization",
        "MaxPooling2D",
        "AveragePooling3D",
        "GlobalMaxPooling1D",
        "ZeroPadding2D",
        "Cropping2D",
        "UpSampling2D",
        "Resizing",
        "Normalization",
        "TextVectorization",
        "StringLookup",
        "CategoryEncoding",
        "Discretization",
        "Hashing",
        "Functional",
        "Sequential",
        "InputLayer",
        "Model",
        "TFOpLambda",
        "TensorFlowOpLayer",
        "EinsumDense",
        "ConvLSTM2D",
        "Masking",
        "RepeatVector",
        "Activation",
        "Softmax",
        "Rescaling"
    };

    /** To find something that has parts: a document may have none. */
    private static final int TRIES = 1000;

    private final String text;
    private final JsonTree original;
    private final List<String> names = new ArrayList<>();

    public JsonMutator(String text) {
        this.text = text;
        this.original = JsonTree.parse(text);
        List<JsonTree> all = new ArrayList<>();
        original.collect(all);
        for (JsonTree each : all) {
            if (each instanceof Leaf leaf && leaf.text().startsWith("\"")) {
                names.add(leaf.text());
            }
        }
        names.add("\"x\"");
    }

    public Mutation mutate(Dice dice) {
        if (dice.oneIn(20)) {
            Image image = new Image(text.getBytes(StandardCharsets.UTF_8));
            if (dice.oneIn(2)) {
                ByteMutator.inPlace(image, 0, image.size(), dice);
            } else {
                ByteMutator.reshape(image, image.bytes(), dice);
            }
            return Mutation.open(image.bytes(), "text of the configuration");
        }
        JsonTree tree = original.copy();
        List<JsonTree> all = new ArrayList<>();
        tree.collect(all);
        StringBuilder what = new StringBuilder();
        int left = dice.few();
        for (int tries = 0; left > 0 && tries < TRIES; tries++) {
            JsonTree at = dice.pick(all);
            if (at instanceof Members members && !members.list().isEmpty()) {
                what.append(members(members, all, dice)).append(' ');
                left--;
            } else if (at instanceof Elements elements) {
                what.append(elements(elements, all, dice)).append(' ');
                left--;
            }
        }
        StringBuilder out = new StringBuilder();
        tree.print(out);
        return Mutation.open(out.toString().getBytes(StandardCharsets.UTF_8), what.toString());
    }

    private String members(Members members, List<JsonTree> all, Dice dice) {
        List<Member> list = members.list();
        int at = dice.below(list.size());
        Member member = list.get(at);
        switch (dice.below(12)) {
            case 0 -> list.remove(at);
            case 1 -> list.add(dice.below(list.size() + 1), member); // the key stands twice
            case 2 ->
                list.set(
                        at,
                        new Member(dice.pick("", "name", "class_name", "config", "a".repeat(3000)), member.value()));
            case 3 -> { // the value of another key
                int other = dice.below(list.size());
                list.set(at, new Member(member.key(), list.get(other).value()));
                list.set(other, new Member(list.get(other).key(), member.value()));
            }
            default -> list.set(at, new Member(member.key(), changed(member.value(), member.key(), all, dice)));
        }
        return member.key();
    }

    private String elements(Elements elements, List<JsonTree> all, Dice dice) {
        List<JsonTree> list = elements.list();
        if (list.isEmpty()) {
            list.add(changed(new Leaf("null"), "", all, dice));
            return "added";
        }
        int at = dice.below(list.size());
        switch (dice.below(8)) {
            case 0 -> list.remove(at);
            case 1 -> list.add(dice.below(list.size() + 1), list.get(at)); // a layer, a connection, a size twice
            case 2 -> list.add(list.remove(dice.below(list.size())));
            case 3 -> list.add(at, changed(list.get(at), "", all, dice));
            default -> list.set(at, changed(list.get(at), "", all, dice));
        }
        return "[" + at + "]";
    }

    private JsonTree changed(JsonTree value, String key, List<JsonTree> all, Dice dice) {
        if (key.equals("class_name") && dice.below(3) > 0) {
            return new Leaf(JsonTree.quoted(dice.pick(CLASSES)));
        }
        return switch (dice.below(10)) {
            case 0 -> dice.pick(all).copy(); // moved from elsewhere: a layer inside a layer, an option of another
            case 1 -> new Leaf(dice.pick(names));
            case 2 -> nested(value, dice);
            case 3, 4 -> number(value, dice);
            case 5 -> new Elements(new ArrayList<>(List.of(value.copy())));
            default -> new Leaf(dice.pick(LEAVES));
        };
    }

    private static JsonTree number(JsonTree value, Dice dice) {
        if (value instanceof Leaf leaf && leaf.text().matches("-?\\d{1,15}")) {
            return new Leaf(Long.toString(dice.interesting(Long.parseLong(leaf.text()), 64)));
        }
        return new Leaf(dice.pick(LEAVES));
    }

    private static JsonTree nested(JsonTree value, Dice dice) {
        int depth = dice.pick(2, 5, 40, 600, 3000);
        String open = dice.pick("[", "{\"config\":", "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[");
        String close = open.equals("[") ? "]" : open.endsWith("[") ? "]}}" : "}";
        return new Leaf(open.repeat(depth) + (value instanceof Leaf leaf ? leaf.text() : "1") + close.repeat(depth));
    }
}
