"""Options of the lookup, hashing, bucket and text layers, beside those of `text`."""

import numpy as np
import tensorflow as tf

from cases.text import BOTH, NUMBERS, TEXTS, TOKENS, WORDS, adapted, archive, model_case, numbers, texts
from support import Case, calls, integers, normal

IDF = [0.5, 0.25, 1.5, 2.0, 0.125, 0.75]


def cases(keras):
    return (string_lookup(keras) + integer_lookup(keras) + text_vectorization(keras) + category_encoding(keras)
            + hashing(keras) + hashed_crossing(keras) + discretization(keras) + repeated(keras) + feature_space(keras))


def string_lookup(keras):
    L = keras.layers

    def one(name, values=TOKENS, shape=(3,), dtype="string", dialects=BOTH, **options):
        options.setdefault("vocabulary", WORDS)
        rule = texts(values) if dtype == "string" else numbers(values, dtype)
        return model_case(keras, "string_lookup", name, lambda: L.StringLookup(**options), dtype, shape, rule,
                          dialects=dialects)

    def learned(name, **options):
        data = [row for row in TOKENS if "" not in row]
        return model_case(keras, "string_lookup", name, lambda: adapted(L.StringLookup(**options), data), "string",
                          (3,), texts(TOKENS), save=archive)

    known = [["red", "blue", "green"], ["雪", "雪", "red"]]
    flat = ["red", "x", "blue"]
    cube = [[["red", "x"], ["blue", "雪"]], [["a", "b"], ["green", "red"]]]
    return [
        one("oov_token", vocabulary=["<oov>"] + WORDS, oov_token="<oov>"),
        one("oov_token_hashed", oov_token="<oov>", num_oov_indices=3, mask_token="<pad>"),
        one("no_oov_multi_hot", values=known, num_oov_indices=0, output_mode="multi_hot"),
        one("no_oov_mask", values=[["red", "", "green"], ["雪", "", ""]], num_oov_indices=0, mask_token=""),
        one("multi_hot_padded", output_mode="multi_hot", max_tokens=10, pad_to_max_tokens=True),
        one("multi_hot_hashed", output_mode="multi_hot", num_oov_indices=4),
        one("multi_hot_scalar", values=flat, shape=(), output_mode="multi_hot"),
        one("count_scalar", values=flat, shape=(), output_mode="count"),
        one("count_mask", output_mode="count", mask_token=""),
        one("count_max_tokens", output_mode="count", max_tokens=12),
        one("one_hot_padded", values=[["red"], ["x"], ["blue"]], shape=(1,), output_mode="one_hot", max_tokens=9,
            pad_to_max_tokens=True),
        one("one_hot_mask", values=[["red"], [""], ["x"]], shape=(1,), output_mode="one_hot", mask_token=""),
        one("one_hot_rank3", values=cube, shape=(2, 2), output_mode="one_hot", dialects=(3,)),
        one("multi_hot_rank3", values=cube, shape=(2, 2), output_mode="multi_hot", dialects=(3,)),
        one("tf_idf_mask", output_mode="tf_idf", idf_weights=IDF, mask_token=""),
        one("tf_idf_hashed", output_mode="tf_idf", idf_weights=IDF, num_oov_indices=3),
        one("tf_idf_scalar", values=flat, shape=(), output_mode="tf_idf", idf_weights=IDF),
        one("int_scalar", values=flat, shape=()),
        one("encoding", encoding="latin-1", vocabulary=WORDS[:4]),
        one("array_vocabulary", vocabulary=np.array(WORDS)),
        one("invert_hashed", values=[[0, 1, 2], [3, 4, 5]], dtype="int64", invert=True, num_oov_indices=3),
        one("invert_no_oov", values=[[0, 1, 2], [3, 4, 5]], dtype="int64", invert=True, num_oov_indices=0),
        one("invert_int32", values=[[0, 1, 2], [3, 4, 5]], dtype="int32", invert=True, dialects=(3,)),
        one("invert_scalar", values=[0, 1, 6], shape=(), dtype="int64", invert=True),
        learned("adapted_max_tokens", max_tokens=4),
        learned("adapted_invert_oov_token", oov_token="?"),
        learned("adapted_multi_hot_padded", output_mode="multi_hot", max_tokens=20, pad_to_max_tokens=True),
        learned("adapted_tf_idf_padded", output_mode="tf_idf", max_tokens=20, pad_to_max_tokens=True),
        learned("adapted_hashed", num_oov_indices=4),
    ] + ([
        one("oov_farmhash", num_oov_indices=5, oov_method="farmhash", dialects=(3,)),
        one("salt_number", num_oov_indices=5, salt=137, dialects=(3,)),
        one("salt_siphash_mask", num_oov_indices=5, salt=[3, 5], mask_token="", dialects=(3,)),
    ] if keras.__version__ >= "3.13" else [])


def integer_lookup(keras):
    L = keras.layers

    def one(name, values=NUMBERS, dtype="int64", dialects=BOTH, shape=(3,), **options):
        options.setdefault("vocabulary", [12, 36, 7, 1 << 40])
        return model_case(keras, "integer_lookup", name, lambda: L.IntegerLookup(**options), dtype, shape,
                          numbers(values, dtype), dialects=dialects)

    def learned(name, dialects=BOTH, **options):
        return model_case(keras, "integer_lookup", name, lambda: adapted(L.IntegerLookup(**options), NUMBERS), "int64",
                          (3,), numbers(NUMBERS), save=archive, dialects=dialects)

    idf = [0.5, 1.5, 0.25, 2.0]
    return [
        one("array_vocabulary", vocabulary=np.array([5, 7, -5])),
        one("oov_token", vocabulary=[-9, 12, 36], oov_token=-9),
        one("mask_and_oov_in_vocabulary", vocabulary=[0, -1, 12, 36], mask_token=0),
        one("no_oov", values=[[12, 7, 36], [7, 7, 12]], num_oov_indices=0),
        one("no_oov_mask", values=[[12, 0, 36], [7, 0, 12]], num_oov_indices=0, mask_token=0),
        one("count", output_mode="count"),
        one("count_padded", output_mode="count", max_tokens=9, pad_to_max_tokens=True, num_oov_indices=2),
        one("one_hot", output_mode="one_hot", dialects=(3,)),
        one("one_hot_column", values=[[12], [5], [7]], shape=(1,), output_mode="one_hot"),
        one("one_hot_scalar", values=[12, 5, 7], shape=(), output_mode="one_hot"),
        one("multi_hot_mask", output_mode="multi_hot", mask_token=0),
        one("tf_idf", output_mode="tf_idf", idf_weights=idf),
        one("tf_idf_padded", output_mode="tf_idf", idf_weights=idf, max_tokens=8, pad_to_max_tokens=True),
        one("invert_mask", values=[[0, 1, 2], [3, 4, 5]], invert=True, mask_token=-7, oov_token=-8),
        one("invert_no_oov", values=[[0, 1, 2], [3, 2, 1]], invert=True, num_oov_indices=0),
        one("uint8", values=[[7, 12, 99], [0, 36, 7]], dtype="uint8", dialects=(3,)),
        one("rank3", values=[[[7, 5], [12, 36]], [[1, 7], [36, 36]]], shape=(2, 2)),
        learned("adapted_mask_count", mask_token=0, output_mode="count"),
        learned("adapted_max_tokens", max_tokens=4, num_oov_indices=2),
        learned("adapted_tf_idf", dialects=(3,), output_mode="tf_idf"),
    ]


def text_vectorization(keras):
    L = keras.layers
    words = ["red", "green", "blue", "red green", "green blue", "étoile", "red green blue"]
    idf = [0.5, 1.5, 2.0, 0.25, 0.75, 3.0, 1.0]

    def one(name, values=TEXTS, shape=(1,), dialects=BOTH, **options):
        options.setdefault("vocabulary", words)
        return model_case(keras, "text_vectorization", name, lambda: L.TextVectorization(**options), "string", shape,
                          texts(values), dialects=dialects)

    def learned(name, **options):
        data = [["red green blue red"], ["green"], ["étoile red"]]
        return model_case(keras, "text_vectorization", name, lambda: adapted(L.TextVectorization(**options), data),
                          "string", (1,), texts(TEXTS), save=archive)

    flat = [row[0] for row in TEXTS]
    signs = [["a!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'b"], ["  x\ty\nz\r w\u00a0v\u3000u  "], ["ÀÉ Ü ß"], ["\u0000 a\x0bb\x0cc"]]
    found = [
        one("scalar_length", values=flat, shape=(), output_sequence_length=3),
        one("scalar_multi_hot", values=flat, shape=(), output_mode="multi_hot"),
        one("scalar_tf_idf", values=flat, shape=(), output_mode="tf_idf", idf_weights=idf),
        one("length_bigrams", ngrams=2, output_sequence_length=4),
        one("length_one", output_sequence_length=1),
        one("max_tokens", max_tokens=20),
        one("characters_lower", split="character", standardize="lower", vocabulary=["r", "e", "d", "!", "é"]),
        one("characters_bigrams", split="character", ngrams=2, vocabulary=["r", "e", "r e", "e d"]),
        one("characters_as_they_are", split="character", standardize=None, vocabulary=["R", "G", ",", "\t"]),
        one("characters_count", split="character", output_mode="count", vocabulary=["r", "e", "d"]),
        one("characters_length", split="character", output_sequence_length=6, vocabulary=["r", "e", "d"]),
        one("one_and_three", ngrams=(1, 3), dialects=(3,)),
        one("two_and_three_count", ngrams=(2, 3), output_mode="count", dialects=(3,)),
        one("trigrams_tf_idf", ngrams=3, output_mode="tf_idf", idf_weights=idf),
        one("multi_hot_padded", output_mode="multi_hot", max_tokens=15, pad_to_max_tokens=True),
        one("tf_idf_padded", output_mode="tf_idf", idf_weights=idf, max_tokens=12, pad_to_max_tokens=True),
        one("multi_hot_bigrams", output_mode="multi_hot", ngrams=2),
        one("unsplit_count", values=[["Red", "green", "-"], ["blue", "", "red"]], shape=(3,), split=None,
            output_mode="count"),
        one("unsplit_standardize", values=[["Red!", "GREEN", "-"], ["blue", "", "red"]], shape=(3,), split=None,
            standardize="lower"),
        one("signs", values=signs, vocabulary=["ab", "x", "y", "z", "w", "v", "u", "a", "b", "c", "Àé", "àé"]),
        one("signs_strip", values=signs, standardize="strip_punctuation", vocabulary=["ab", "ÀÉ", "Ü", "ß", "x"]),
        one("signs_as_they_are", values=signs, standardize=None, vocabulary=["ÀÉ", "x", "y", "z", "w", "a"]),
        one("signs_characters", values=signs, split="character", standardize=None,
            vocabulary=["a", "!", "\t", "\u00a0", "\u3000", "ß"]),
        one("signs_lower_characters", values=signs, split="character", standardize="lower",
            vocabulary=["a", "!", "à", "é", "ü", "ß"]),
        one("encoding", encoding="latin-1", values=[["étoile"], ["red"]]),
        one("special_tokens_given", vocabulary=["", "[UNK]"] + words),
        learned("adapted_length", output_sequence_length=3),
        learned("adapted_bigrams", ngrams=2),
        learned("adapted_multi_hot_padded", output_mode="multi_hot", max_tokens=9, pad_to_max_tokens=True),
        learned("adapted_tf_idf_padded", output_mode="tf_idf", max_tokens=9, pad_to_max_tokens=True),
        learned("adapted_characters", split="character"),
        learned("adapted_max_tokens", max_tokens=4),
    ]
    return found


def category_encoding(keras):
    L = keras.layers

    def one(name, rule, shape=(4,), dtype="int32", dialects=BOTH, **options):
        options.setdefault("num_tokens", 5)
        return model_case(keras, "category_encoding", name, lambda: L.CategoryEncoding(**options), dtype, shape, rule,
                          dialects=dialects)

    def weighted(name, shape, mode="count", weights=None):
        path = "layers/category_encoding/" + name

        def build():
            x, w = L.Input(shape, dtype="int32", name="x"), L.Input(weights or shape, name="w")
            return keras.Model([x, w], L.CategoryEncoding(5, output_mode=mode)(x, count_weights=w), name="model")

        rules = [integers((2,) + shape, 0, 5), normal((2,) + (weights or shape))]
        return Case(path, build, calls(path, rules), keras=BOTH if len(shape) == 1 else (3,), weights=False)

    return [
        one("multi_hot_scalar", integers((3,), 0, 5), ()),
        one("count_scalar", integers((3,), 0, 5), (), output_mode="count"),
        one("one_hot_rank3", integers((2, 3, 2), 0, 5), (3, 2), output_mode="one_hot", dialects=(3,)),
        one("one_hot_rank3_column", integers((2, 3, 1), 0, 5), (3, 1), output_mode="one_hot", dialects=(3,)),
        one("multi_hot_column", integers((3, 1), 0, 5), (1,)),
        one("count_column", integers((3, 1), 0, 5), (1,), output_mode="count"),
        one("int64", integers((2, 4), 0, 5, "int64"), dtype="int64", output_mode="count"),
        one("float_indices", integers((2, 4), 0, 5, "float32"), dtype="float32"),
        weighted("count_weights_rank3", (3, 4)),
        weighted("count_weights_column", (1,)),
    ]


def hashing(keras):
    L = keras.layers

    def one(name, values, shape=(3,), dtype="string", dialects=BOTH, **options):
        rule = texts(values) if dtype == "string" else numbers(values, dtype)
        return model_case(keras, "hashing", name, lambda: L.Hashing(**options), dtype, shape, rule, dialects=dialects)

    small = [[7, 12, 99], [0, -5, 7]]
    return [
        one("integers_salt", NUMBERS, dtype="int64", num_bins=101, salt=133),
        one("integers_salt_mask", NUMBERS, dtype="int64", num_bins=101, salt=[1, 2], mask_value=7),
        one("int32_plain", small, dtype="int32", num_bins=11),
        one("int32_mask", small, dtype="int32", num_bins=11, mask_value=7),
        one("uint8", [[7, 12, 99], [0, 5, 7]], dtype="uint8", num_bins=13, dialects=(3,)),
        one("mask_salt", TOKENS, num_bins=9, mask_value="", salt=[5, 6]),
        one("multi_hot_mask", TOKENS, num_bins=6, mask_value="", output_mode="multi_hot"),
        one("count_integers", NUMBERS, dtype="int64", num_bins=4, output_mode="count"),
        one("one_hot_scalar", ["red", "x", "blue"], (), num_bins=4, output_mode="one_hot"),
        one("one_hot_row", TOKENS, num_bins=4, output_mode="one_hot", dialects=(3,)),
        one("int_scalar", ["red", "x", "blue"], (), num_bins=10),
        one("rank3", [[["red", "x"], ["blue", "雪"]], [["a", "b"], ["green", "red"]]], (2, 2), num_bins=19),
        one("many_bins", TOKENS, num_bins=(1 << 31) - 1),
    ]


def hashed_crossing(keras):
    L = keras.layers

    def one(name, features, shape=(1,), dialects=BOTH, **options):
        path = "layers/hashed_crossing/" + name

        def build():
            inputs = [L.Input(shape, dtype=dtype, name="x%d" % i) for i, (dtype, _) in enumerate(features)]
            return keras.Model(inputs, L.HashedCrossing(**options)(inputs), name="model")

        return Case(path, build, calls(path, [rule for _, rule in features]), keras=dialects, weights=False)

    strings = ("string", texts([["A"], ["B"], ["étoile"]]))
    codes = ("int32", numbers([[101], [-7], [102]], "int32"))
    longs = ("int64", numbers([[1 << 40], [-7], [102]]))
    return [
        one("strings", [strings, ("string", texts([["x"], [""], ["雪"]]))], num_bins=1009),
        one("integers", [codes, longs], num_bins=1009),
        one("int32_one_hot", [codes, strings], num_bins=5, output_mode="one_hot"),
        one("one_bin", [codes, strings], num_bins=1),
        one("three_kinds", [strings, codes, longs], num_bins=97, dialects=(2,)),
    ]


def discretization(keras):
    L = keras.layers
    values = [[-1.5, 1.0, 3.4, 0.5], [0.0, 3.0, 1.3, 0.1]]

    def one(name, values=values, shape=(4,), dtype="float32", dialects=BOTH, **options):
        options.setdefault("bin_boundaries", [0.0, 0.1, 1.0, 2.0])
        return model_case(keras, "discretization", name, lambda: L.Discretization(**options), dtype, shape,
                          numbers(values, dtype), dialects=dialects)

    return [
        one("one_boundary", bin_boundaries=[0.5]),
        one("two_boundaries", bin_boundaries=[0.25, 1.25]),
        one("scalar", [-1.5, 1.0, 0.05], ()),
        one("multi_hot_scalar", [-1.5, 1.0, 0.05], (), output_mode="multi_hot"),
        one("one_hot_scalar", [-1.5, 1.0, 0.05], (), output_mode="one_hot"),
        one("count_scalar", [-1.5, 1.0, 0.05], (), output_mode="count"),
        one("rank3", [[[0.0, 1.0], [2.0, 3.0]], [[-1.0, 0.05], [0.1, 0.2]]], (2, 2)),
        one("rank3_one_hot", [[[0.0, 1.0], [2.0, 3.0]], [[-1.0, 0.05], [0.1, 0.2]]], (2, 2), output_mode="one_hot",
            dialects=(3,)),
        one("float64", values, dtype="float64"),
        one("int64", [[-1, 0, 1, 2], [3, 2, 1, 0]], dtype="int64"),
        one("uint8", [[7, 0, 1, 2], [3, 2, 1, 0]], dtype="uint8", dialects=(3,)),
        model_case(keras, "discretization", "adapted_multi_hot",
                   lambda: adapted(L.Discretization(num_bins=5, epsilon=0.05, output_mode="multi_hot"),
                                   np.linspace(-2, 3, 41).astype("float32")),
                   "float32", (4,), numbers(values, "float32"), dialects=(3,)),
    ]


def repeated(keras):
    """Several calls with other numbers of texts and words."""
    L = keras.layers
    words = ["red", "green", "blue"]

    def case(name, build, *rules, dialects=BOTH):
        path = "structures/repeated_" + name
        return Case(path, build, calls(path, *rules), keras=dialects, weights=False)

    def vectorized(**options):
        def build():
            x = L.Input((1,), dtype="string", name="x")
            return keras.Model(x, L.TextVectorization(vocabulary=words, **options)(x), name="model")

        return build

    def lookups():
        x, y = L.Input((None,), dtype="string", name="x"), L.Input((None,), dtype="string", name="y")
        layer = L.StringLookup(vocabulary=words, mask_token="")
        back = L.StringLookup(vocabulary=words, mask_token="", invert=True)
        return keras.Model([x, y], [layer(x), layer(y), back(layer(y))], name="model")

    one = texts(TEXTS[:1])
    none = lambda *shape: (lambda rng: np.zeros(shape, "S1"))
    return [
        case("text_vectorization", vectorized(), texts(TEXTS), one, texts([["red " * 9]]), texts([[""]])),
        case("text_vectorization_length", vectorized(output_sequence_length=3), texts(TEXTS), one),
        case("text_vectorization_count", vectorized(output_mode="count", ngrams=2), texts(TEXTS), one),
        case("text_vectorization_empty_batch", vectorized(output_sequence_length=3), one, none(0, 1), texts(TEXTS)),
        case("text_vectorization_count_empty_batch", vectorized(output_mode="count"), one, none(0, 1), texts(TEXTS)),
        case("string_lookup_empty_batch", lookups, [none(0, 2), none(0, 3)], [texts([["red", "x"]]), none(1, 0)]),
        case("string_lookup", lookups, [texts([["red", "x"]]), texts([["blue"], ["green"]])],
             [texts([["red"], [""], ["y"]]), texts([["blue", "red", ""]])]),
    ]


def feature_space(keras):
    """A dictionary out, features as indices, hashed integers and crosses as indices."""
    if not keras.__version__.startswith("3"):
        return []

    def case(name, mode, features, crosses, data, rules):
        path = "structures/feature_space_" + name

        def build():
            F = keras.utils.FeatureSpace
            space = F(features=features(F), crosses=crosses(F), output_mode=mode)
            space.adapt(tf.data.Dataset.from_tensor_slices(data))
            inputs = space.get_inputs()
            return keras.Model(inputs, space.get_encoded_features(), name="model")

        return Case(path, build, calls(path, rules), weights=False)

    data = {"colour": ["red", "blue", "red", "green"], "code": [3, 5, 3, 9], "age": [10.0, 20.0, 35.0, 70.0]}
    rules = {"colour": texts([["red"], ["x"], ["green"]]), "code": numbers([[5], [3], [7]], "int32"),
             "age": numbers([[15.0], [90.0], [30.0]], "float32")}
    return [
        case("dictionary", "dict",
             lambda F: {"colour": F.string_categorical(output_mode="int", num_oov_indices=2),
                        "code": F.integer_hashed(num_bins=5, output_mode="one_hot"),
                        "age": F.float_discretized(num_bins=3, output_mode="int")},
             lambda F: [F.cross(feature_names=("colour", "code"), crossing_dim=7, output_mode="int")], data, rules),
        case("three_crosses", "concat",
             lambda F: {"colour": F.string_hashed(num_bins=6, output_mode="one_hot"),
                        "code": F.integer_categorical(max_tokens=4, output_mode="one_hot"),
                        "age": F.float_discretized(num_bins=4)},
             lambda F: [F.cross(feature_names=("colour", "code"), crossing_dim=7),
                        F.cross(feature_names=("code", "age"), crossing_dim=5)], data, rules),
        case("floats", "dict",
             lambda F: {"colour": F.string_categorical(), "code": F.float_rescaled(scale=0.5, offset=1.0),
                        "age": F.float("float32")},
             lambda F: [], dict(data, code=[3.0, 5.0, 3.0, 9.0]),
             dict(rules, code=numbers([[5.0], [3.0], [7.0]], "float32"))),
    ]
