"""Layers that look up, hash, encode or split: strings and integers to categories."""

import numpy as np
import tensorflow as tf

from support import Case, calls, integers, normal

BOTH = (2, 3)
WORDS = ["red", "green", "blue", "étoile", "Straße", "雪"]
TEXTS = [["red green  blue"], ["Green, BLUE!\tred..."], ["étoile Étoile  雪 x"], [""]]
TOKENS = [["red", "blue", "purple"], ["green", "", "red"], ["雪", "orange-with-a-long-name-of-hashed-text", "red"],
          ["x", "[UNK]", "a" * 70]]
NUMBERS = [[7, 12, 99], [0, -5, 7], [1 << 40, 36, 36], [12, 12, 12]]


def cases(keras):
    return (string_lookup(keras) + integer_lookup(keras) + text_vectorization(keras) + category_encoding(keras)
            + hashing(keras) + hashed_crossing(keras) + discretization(keras) + networks(keras)
            + feature_space(keras))


def texts(values):
    return lambda rng: np.array(values)


def numbers(values, dtype="int64"):
    return lambda rng: np.array(values, dtype)


def archive(model, stem):
    """An adapted vocabulary is in a file of its own, which legacy HDF5 has no place for."""
    model.save(stem + ".keras")
    return stem + ".keras"


def model_case(keras, folder, name, make, dtype, shape, *rules, dialects=BOTH, **more):
    """A functional model of one layer; the weights are those that the layer has."""
    path = "layers/%s/%s" % (folder, name)

    def build():
        x = keras.layers.Input(shape, dtype=dtype, name="x")
        return keras.Model(x, make()(x), name="model")

    return Case(path, build, calls(path, *rules), keras=dialects, weights=False, **more)


def adapted(layer, data):
    layer.adapt(np.array(data))
    return layer


def string_lookup(keras):
    L = keras.layers

    def one(name, values=TOKENS, shape=(3,), dtype="string", dialects=BOTH, **options):
        options.setdefault("vocabulary", WORDS)
        rule = texts(values) if dtype == "string" else numbers(values, dtype)
        return model_case(keras, "string_lookup", name, lambda: L.StringLookup(**options), dtype, shape, rule,
                          dialects=dialects)

    def learned(name, **options):
        data = [row for row in TOKENS if "" not in row]  # Keras loses an empty token that comes last in its file
        return model_case(keras, "string_lookup", name, lambda: adapted(L.StringLookup(**options), data), "string",
                          (3,), texts(TOKENS), save=archive)

    known = [["red", "blue", "green"], ["雪", "雪", "red"]]
    idf = [0.5, 0.25, 1.5, 2.0, 0.125, 0.75]
    return [
        one("int"),
        one("mask", mask_token=""),
        one("no_oov", values=known, num_oov_indices=0),
        one("hashed_oov", num_oov_indices=5),
        one("hashed_oov_mask", num_oov_indices=3, mask_token="red", vocabulary=WORDS[1:]),
        one("special_tokens_given", vocabulary=["", "[UNK]"] + WORDS, mask_token=""),
        one("multi_hot", output_mode="multi_hot"),
        one("multi_hot_mask", output_mode="multi_hot", mask_token=""),
        one("count", output_mode="count", num_oov_indices=2),
        one("count_padded", output_mode="count", max_tokens=12, pad_to_max_tokens=True),
        one("one_hot", output_mode="one_hot", dialects=(3,)),
        one("one_hot_column", values=[["red"], ["x"], ["blue"]], shape=(1,), output_mode="one_hot"),
        one("one_hot_scalar", values=["red", "x", "blue"], shape=(), output_mode="one_hot"),
        one("tf_idf", output_mode="tf_idf", idf_weights=idf),
        one("tensor_vocabulary", vocabulary=tf.constant(WORDS)),
        one("tf_idf_padded", output_mode="tf_idf", idf_weights=idf, max_tokens=11, pad_to_max_tokens=True),
        one("tf_idf_special_tokens_given", output_mode="tf_idf", vocabulary=["[UNK]"] + WORDS,
            idf_weights=[0.9] + idf),
        one("invert", values=[[1, 2, 6], [0, 99, -3]], dtype="int64", invert=True),
        one("invert_mask", values=[[0, 1, 2], [3, 7, 8]], dtype="int64", invert=True, mask_token="-",
            oov_token="unknown"),
        one("rank3", values=[[["red", "x"], ["blue", "雪"]], [["a", "b"], ["green", "red"]]], shape=(2, 2)),
        learned("adapted"),
        learned("adapted_count", output_mode="count", max_tokens=6),
        learned("adapted_mask", mask_token="red", num_oov_indices=2),
        learned("adapted_tf_idf", output_mode="tf_idf"),
    ] + ([one("salt", num_oov_indices=4, salt=[133, 137], dialects=(3,))] if keras.__version__ >= "3.13" else [])


def integer_lookup(keras):
    L = keras.layers

    def one(name, values=NUMBERS, dtype="int64", dialects=BOTH, **options):
        options.setdefault("vocabulary", [12, 36, 7, 1 << 40])
        return model_case(keras, "integer_lookup", name, lambda: L.IntegerLookup(**options), dtype, (3,),
                          numbers(values, dtype), dialects=dialects)

    small = [[7, 12, 99], [0, -5, 7]]
    found = [
        one("int"),
        one("int32", values=small, dtype="int32"),
        one("mask", mask_token=0),
        one("floor_mod", num_oov_indices=3),
        one("multi_hot", output_mode="multi_hot"),
        one("count_mask", output_mode="count", mask_token=-5),
        one("invert", values=[[1, 2, 3], [0, 4, 9]], invert=True),
        model_case(keras, "integer_lookup", "adapted", lambda: adapted(L.IntegerLookup(), NUMBERS), "int64", (3,),
                   numbers(NUMBERS), save=archive),
    ]
    if keras.__version__ >= "3.13":
        found += [
            one("farmhash", num_oov_indices=7, oov_method="farmhash", dialects=(3,)),
            one("salt", num_oov_indices=7, oov_method="farmhash", salt=91, dialects=(3,)),
        ]
    return found


def text_vectorization(keras):
    L = keras.layers
    words = ["red", "green", "blue", "red green", "green blue", "étoile", "red green blue"]

    def one(name, values=TEXTS, shape=(1,), dialects=BOTH, **options):
        options.setdefault("vocabulary", words)
        return model_case(keras, "text_vectorization", name, lambda: L.TextVectorization(**options), "string", shape,
                          texts(values), dialects=dialects)

    def learned(name, **options):
        data = [["red green blue red"], ["green"], ["étoile red"]]
        return model_case(keras, "text_vectorization", name, lambda: adapted(L.TextVectorization(**options), data),
                          "string", (1,), texts(TEXTS), save=archive)

    flat = [row[0] for row in TEXTS]
    rows = [["Red", "green", "-"], ["blue", "", "red"]]
    return [
        one("int"),
        one("scalar", values=flat, shape=()),
        one("length", output_sequence_length=2),
        one("longer_length", output_sequence_length=7),
        one("lower", standardize="lower"),
        one("strip_punctuation", standardize="strip_punctuation"),
        one("as_it_is", standardize=None),
        one("characters", split="character", vocabulary=["r", "e", "d", " ", "é", "雪"]),
        one("unsplit", values=rows, shape=(3,), split=None),
        one("unsplit_length", values=rows, shape=(3,), split=None, output_sequence_length=5),
        one("unsplit_bigrams", values=rows, shape=(3,), split=None, ngrams=2),
        one("bigrams", ngrams=2),
        one("trigrams_only", ngrams=(3,)),
        one("multi_hot", output_mode="multi_hot"),
        one("count", output_mode="count", ngrams=2),
        one("count_padded", output_mode="count", max_tokens=13, pad_to_max_tokens=True),
        one("tf_idf", output_mode="tf_idf", idf_weights=[0.5, 1.5, 2.0, 0.25, 0.75, 3.0, 1.0]),
        learned("adapted"),
        learned("adapted_count", output_mode="count"),
        learned("adapted_tf_idf", output_mode="tf_idf"),
    ]


def category_encoding(keras):
    L = keras.layers
    rule = integers((3, 4), 0, 5)

    def one(name, rule=rule, shape=(4,), dtype="int32", dialects=BOTH, **options):
        return model_case(keras, "category_encoding", name, lambda: L.CategoryEncoding(**options), dtype, shape, rule,
                          dialects=dialects)

    def weighted():
        x = L.Input((4,), dtype="int32", name="x")
        w = L.Input((4,), name="w")
        return keras.Model([x, w], L.CategoryEncoding(5, output_mode="count")(x, count_weights=w), name="model")

    path = "layers/category_encoding/count_weights"
    return [
        one("multi_hot", num_tokens=5),
        one("count", num_tokens=6, output_mode="count"),
        one("one_hot", num_tokens=5, output_mode="one_hot", dialects=(3,)),
        one("one_hot_column", integers((4, 1), 0, 5), (1,), num_tokens=5, output_mode="one_hot"),
        one("one_hot_scalar", integers((4,), 0, 5), (), num_tokens=5, output_mode="one_hot"),
        one("beyond", numbers([[0, 1, 9, 2], [7, 7, 7, 1]], "int32"), num_tokens=3, dialects=(3,)),
        one("rank3", integers((2, 3, 4), 0, 5), (3, 4), num_tokens=5, dialects=(3,)),
        one("rank3_count", integers((2, 3, 4), 0, 5), (3, 4), num_tokens=5, output_mode="count", dialects=(3,)),
        Case(path, weighted, calls(path, [rule, normal((3, 4))]), keras=BOTH, weights=False),
    ]


def hashing(keras):
    L = keras.layers
    strings = ["", "a", "abc", "abcd", "seven77", "eight888", "0123456789abcde", "0123456789abcdef",
               "0123456789abcdefg", "x" * 32, "y" * 33, "z" * 63, "0123456789" * 6 + "abcd", "q" * 65,
               "雪" * 50, "0123456789" * 12 + "01234567", "0123456789" * 20]

    def one(name, values, shape=(1,), dtype="string", dialects=BOTH, **options):
        rule = texts(values) if dtype == "string" else numbers(values, dtype)
        return model_case(keras, "hashing", name, lambda: L.Hashing(**options), dtype, shape, rule, dialects=dialects)

    column = [[s] for s in strings]
    return [
        one("strings", column, num_bins=1000003),
        one("few_bins", column, num_bins=3),
        one("one_bin", column, num_bins=1),
        one("salt", column, num_bins=1000003, salt=1337),
        one("salt_pair", column, num_bins=97, salt=[133, -137]),
        one("mask", [["a", "b", ""], ["abc", "", "a"]], (3,), num_bins=4, mask_value=""),
        one("integers", NUMBERS, (3,), "int64", num_bins=1009),
        one("integers_mask", NUMBERS, (3,), "int64", num_bins=5, mask_value=12),
        one("int32", [[7, 12, 99], [0, -5, 7]], (3,), "int32", num_bins=11, salt=[3, 4]),
        one("one_hot", column, num_bins=7, output_mode="one_hot"),
        one("multi_hot", TOKENS, (3,), num_bins=6, output_mode="multi_hot"),
        one("count", TOKENS, (3,), num_bins=2, output_mode="count"),
    ]


def hashed_crossing(keras):
    L = keras.layers
    words, codes = texts([["A"], ["B"], ["étoile"], ["A"]]), numbers([[101], [101], [-7], [102]])

    def one(name, features, shape=(1,), dialects=BOTH, **options):
        path = "layers/hashed_crossing/" + name

        def build():
            inputs = [L.Input(shape, dtype=dtype, name="x%d" % i) for i, (dtype, _) in enumerate(features)]
            return keras.Model(inputs, L.HashedCrossing(**options)(inputs), name="model")

        return Case(path, build, calls(path, [rule for _, rule in features]), keras=dialects, weights=False)

    flat = [("string", texts(["A", "B", "", "A"])), ("int32", numbers([101, 101, -7, 102], "int32"))]
    return [
        one("int", [("string", words), ("int64", codes)], num_bins=1000003),
        one("one_hot", [("string", words), ("int64", codes)], num_bins=5, output_mode="one_hot"),
        one("scalars", flat, (), num_bins=97),
        one("scalars_one_hot", flat, (), num_bins=6, output_mode="one_hot"),
        one("three", [("string", words), ("int64", codes), ("string", texts([["x"], ["y"], ["x"], ["a" * 40]]))],
            num_bins=1009, dialects=(2,)),
    ]


def discretization(keras):
    L = keras.layers
    values = [[-1.5, 1.0, 3.4, 0.5], [0.0, 3.0, 1.3, np.nan], [np.inf, -np.inf, 0.1, 2.0]]

    def one(name, values=values, shape=(4,), dtype="float32", dialects=BOTH, **options):
        options.setdefault("bin_boundaries", [0.0, 0.1, 1.0, 2.0])
        return model_case(keras, "discretization", name, lambda: L.Discretization(**options), dtype, shape,
                          numbers(values, dtype), dialects=dialects)

    whole = [[-1, 0, 1, 2], [3, 2, 1, 0]]
    return [
        one("int"),
        one("int32", whole, dtype="int32"),
        one("multi_hot", output_mode="multi_hot"),
        one("count", output_mode="count"),
        one("one_hot", output_mode="one_hot", dialects=(3,)),
        one("one_hot_column", [[0.05], [7.0], [-2.0]], (1,), output_mode="one_hot"),
        model_case(keras, "discretization", "adapted",
                   lambda: adapted(L.Discretization(num_bins=4), np.linspace(-2, 3, 41).astype("float32")),
                   "float32", (4,), numbers(values, "float32"), dialects=(3,)),
    ]


def networks(keras):
    """Strings at the front, in the middle and at the end of models."""
    L = keras.layers

    def classifier():
        x = L.Input((1,), dtype="string", name="text")
        y = L.TextVectorization(vocabulary=WORDS, output_sequence_length=4)(x)
        y = L.Embedding(8, 5, mask_zero=True)(y)
        y = L.GlobalAveragePooling1D()(y)
        return keras.Model(x, L.Dense(3, activation="softmax")(y), name="model")

    def free_length():
        x = L.Input((1,), dtype="string", name="text")
        y = L.Embedding(8, 5)(L.TextVectorization(vocabulary=WORDS)(x))
        return keras.Model(x, L.Dense(3)(L.GlobalMaxPooling1D()(L.Conv1D(4, 1)(y))), name="model")

    def sequential():
        return keras.Sequential([
            L.Input((1,), dtype="string"),
            L.TextVectorization(vocabulary=WORDS, output_mode="count"),
            L.Dense(3, activation="relu"),
        ], name="model")

    def for_texts():
        """What the guides of Keras recommend: a trained model behind its vectorization, in a model of their own."""
        vectorize = adapted(L.TextVectorization(), [["red green blue red"], ["green"], ["étoile red"]])
        inside = keras.Sequential([L.Input((None,), dtype="int64"), L.Embedding(6, 4), L.GlobalMaxPooling1D(), L.Dense(2)],
                                  name="inside")
        first = keras.Sequential([L.Input((1,), dtype="string"), vectorize], name="first")
        return keras.Sequential([L.Input((1,), dtype="string"), first, inside, L.Softmax()], name="model")

    def features():
        colour = L.Input((1,), dtype="string", name="colour")
        code = L.Input((1,), dtype="int64", name="code")
        size = L.Input((2,), name="size")
        merged = L.Concatenate()([
            L.StringLookup(vocabulary=WORDS, output_mode="one_hot")(colour),
            L.IntegerLookup(vocabulary=[12, 36], output_mode="one_hot")(code),
            size,
        ])
        return keras.Model([colour, code, size], L.Dense(4)(merged), name="model")

    def there_and_back():
        x = L.Input((3,), dtype="string", name="tokens")
        indices = L.StringLookup(vocabulary=WORDS)(x)
        words = L.StringLookup(vocabulary=WORDS, invert=True)(indices)
        again = L.StringLookup(vocabulary=WORDS, num_oov_indices=3)(L.Reshape((1, 3))(words))
        return keras.Model(x, [words, again, L.Embedding(9, 2)(again)], name="model")

    def case(name, build, *rules, **more):
        path = "structures/" + name
        return Case(path, build, calls(path, *rules), keras=BOTH, **more)

    columns = [texts([["red"], ["雪"], ["x"]]), numbers([[12], [36], [5]]), normal((3, 2))]
    return [
        case("text_classifier", classifier, texts(TEXTS[:3]), texts(TEXTS[1:2])),
        case("text_free_length", free_length, texts(TEXTS[:3]), texts([["red"], ["blue"]])),
        case("text_sequential", sequential, texts(TEXTS)),
        case("text_features", features, columns),
        case("text_vectorization_inside", for_texts, texts(TEXTS[:3]), save=archive),
        case("text_there_and_back", there_and_back, texts(TOKENS)),
    ]


def feature_space(keras):
    """What keras.utils.FeatureSpace makes: a functional model of lookups, buckets and crosses."""
    if not keras.__version__.startswith("3"):
        return []
    path = "structures/feature_space"

    def build():
        F = keras.utils.FeatureSpace
        space = F(features={"colour": F.string_categorical(num_oov_indices=1), "code": F.integer_categorical(),
                            "size": F.float_normalized(), "age": F.float_discretized(num_bins=3),
                            "hashed": F.string_hashed(num_bins=4), "plain": F.float_rescaled(scale=0.1)},
                  crosses=[F.cross(feature_names=("colour", "code"), crossing_dim=7)], output_mode="concat")
        data = {"colour": ["red", "blue", "red", "green"], "code": [3, 5, 3, 9], "size": [1.0, 2.5, 3.0, -1.0],
                "age": [10.0, 20.0, 35.0, 70.0], "hashed": ["a", "b", "c", "d"], "plain": [1.0, 2.0, 3.0, 4.0]}
        space.adapt(tf.data.Dataset.from_tensor_slices(data))
        inputs = space.get_inputs()
        return keras.Model(inputs, keras.layers.Dense(3)(space.get_encoded_features()), name="model")

    rules = {"colour": texts([["red"], ["x"], ["green"]]), "code": numbers([[5], [3], [7]], "int32"),
             "size": numbers([[0.5], [2.0], [-3.0]], "float32"), "age": numbers([[15.0], [90.0], [30.0]], "float32"),
             "hashed": texts([["a"], ["b"], ["z"]]), "plain": numbers([[1.0], [-2.0], [3.0]], "float32")}
    return [Case(path, build, calls(path, rules), weights=False)]
