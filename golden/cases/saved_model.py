"""SavedModel folders: what tf.keras 2.5 to 2.15 saves without an ending, and what Keras 3 exports, with the architecture beside it."""

import os
import tempfile

import numpy as np
from support import Case, calls, generator, integers, normal


def cases(keras):
    import tensorflow as tf

    L = keras.layers

    def folder(model, stem):
        """Without traces of calls, which make most of a file's size and which nothing here reads."""
        model.save(stem, save_format="tf", include_optimizer=False, save_traces=False)
        return stem

    def traced(model, stem):
        model.save(stem, save_format="tf")
        return stem

    def metadata_inside(model, stem):
        """As before TensorFlow 2.5: what Keras says of an object is kept with the object."""
        from keras.protobuf import saved_metadata_pb2
        from tensorflow.core.protobuf import saved_model_pb2

        folder(model, stem)
        metadata, saved = saved_metadata_pb2.SavedMetadata(), saved_model_pb2.SavedModel()
        for message, name in ((metadata, "keras_metadata.pb"), (saved, "saved_model.pb")):
            with open(os.path.join(stem, name), "rb") as f:
                message.ParseFromString(f.read())
        for node in metadata.nodes:
            saved.meta_graphs[0].object_graph_def.nodes[node.node_id].user_object.metadata = node.metadata
        with open(os.path.join(stem, "saved_model.pb"), "wb") as f:
            f.write(saved.SerializeToString())
        os.remove(os.path.join(stem, "keras_metadata.pb"))
        return stem

    def export(model, stem):
        with open(stem + ".json", "w", encoding="utf-8") as f:
            f.write(model.to_json(indent=1) + "\n")
        model.export(stem, verbose=False)
        return stem

    def case(name, build, *rules, dialects=(2,), save=folder, **more):
        path = "saved_models/" + name
        return Case(path, build, calls(path, *rules), keras=dialects, save=save, **more)

    def shared():
        """A nested model that is called twice, a layer of it that the outer model calls too, two inputs and two outputs."""
        a, b = L.Input((3,), name="a"), L.Input((3,), name="b")
        inner_x = L.Input((3,), name="inner_x")
        twice = L.Dense(3, activation="tanh", name="twice")
        inner = keras.Model(inner_x, L.LayerNormalization()(twice(twice(inner_x))), name="inner")
        chain = keras.Sequential([L.Input((3,)), L.Dense(4, activation="relu"), L.Dropout(0.5), L.Dense(3)], name="chain")
        y = L.Dropout(0.1)(L.GaussianNoise(0.1)(a))
        y = L.Add()([y, inner(a), inner(b), twice(a), tf.abs(b) * 2.0])
        return keras.Model([a, b], {"one": chain(y), "two": L.Dense(2, name="head")(y)}, name="shared")

    def recurrent():
        x = L.Input((None, 3), name="x")
        y = L.Bidirectional(L.LSTM(2, return_sequences=True))(x)
        y = L.RNN([L.LSTMCell(3), L.GRUCell(2)], return_sequences=True)(y)
        y = L.TimeDistributed(L.Dense(4))(L.SimpleRNN(3, return_sequences=True)(y))
        return keras.Model(x, L.GRU(3)(y), name="recurrent")

    def attending():
        x = L.Input((4, 6), name="x")
        y = L.BatchNormalization()(L.MultiHeadAttention(2, 3)(x, x))
        y = L.EinsumDense("abc,cd->abd", (None, 5), bias_axes="d")(y)
        return keras.Model(x, y[:, 0] + y[:, 1], name="attending")

    def mixed_types():
        x = L.Input((4,), dtype="float64", name="x")
        y = L.Dense(3, dtype="float64")(x)
        z = L.Dense(2, dtype="mixed_float16")(tf.cast(y, "float32"))
        return keras.Model(x, [y, L.Dense(2, dtype="float32")(z)], name="types")

    def sequential():
        return keras.Sequential([L.Conv1D(3, 2, activation="relu", input_shape=(5, 2)), L.Flatten(), L.Dense(2)], name="plain")

    def late():
        """Built by its first call, so that no layer states a shape."""
        model = keras.Sequential([L.Dense(3, activation="relu"), L.Dense(2)], name="late")
        model.build((None, 4))
        return model

    def preprocessing():
        number, word, key = L.Input((2,), name="number"), L.Input((1,), dtype="string", name="word"), L.Input((1,), dtype="int64", name="key")
        scaled, words, keys = L.Normalization(), L.StringLookup(output_mode="multi_hot"), L.IntegerLookup(num_oov_indices=2)
        scaled.adapt(3 + 2 * generator("data of saved_models/preprocessing").standard_normal((30, 2)).astype("float32"))
        words.adapt(tf.constant([["cat"], ["dog"], ["cat"], ["été"], ["new\nline"]]))
        keys.adapt(tf.constant([[7], [42], [7], [-3], [1 << 40]], dtype="int64"))
        binned = L.Discretization(bin_boundaries=[-1.0, 0.5])
        return keras.Model([number, word, key],
                           [scaled(number), words(word), keys(key), L.CategoryEncoding(6, "count")(keys(key)), binned(number)],
                           name="preprocessing")

    def vectorized():
        text = L.Input((1,), dtype="string", name="text")
        counted = L.TextVectorization(output_mode="tf_idf", ngrams=2)
        counted.adapt(["the cat sat", "the dog sat", "a cat", "a dog and a cat"])
        return keras.Model(text, counted(text), name="vectorized")

    def sequences():
        text = L.Input((1,), dtype="string", name="text")
        listed = L.TextVectorization(output_sequence_length=4, ngrams=2)
        listed.adapt(["the cat sat", "the dog sat", "a cat", "a dog and a cat"])
        return keras.Model(text, L.Embedding(20, 2)(listed(text)), name="sequences")

    def lookups():
        """Vocabularies in a file, in a list, weighed, and the way back; one within a nested model."""
        word, index = L.Input((2,), dtype="string", name="word"), L.Input((2,), dtype="int64", name="index")
        path = os.path.join(tempfile.mkdtemp(), "words.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(["north", "süd", "east", "west"]) + "\n")
        of_file = L.StringLookup(vocabulary=path, num_oov_indices=2, name="of_file")
        hot = L.StringLookup(vocabulary=path, output_mode="one_hot", pad_to_max_tokens=True, max_tokens=8, name="hot")
        back = L.StringLookup(vocabulary=path, invert=True, name="back")
        weighed = L.StringLookup(vocabulary=["x", "north"], idf_weights=[0.5, 2.0], output_mode="tf_idf", name="weighed")
        numbers = L.IntegerLookup(vocabulary=[5, 0, 3], invert=True, name="numbers")
        adapted = L.StringLookup(mask_token="", name="adapted")
        adapted.adapt(tf.constant([["west", "west", "x"]]))
        inner_x = L.Input((2,), dtype="string", name="inner_x")
        inner = keras.Model(inner_x, adapted(inner_x), name="inner")
        return keras.Model([word, index], [of_file(word), hot(word[:, 0]), back(index), weighed(word), numbers(index), inner(word)],
                           name="lookups")

    def exported():
        x = L.Input((4,), name="x")
        y = L.BatchNormalization()(L.Dropout(0.3)(L.Dense(5, name="first")(x)))
        frozen = L.Dense(4, name="frozen")
        y = keras.Sequential([L.Input((5,)), frozen, L.Dropout(0.1), L.BatchNormalization()], name="inner")(y)
        frozen.trainable = False
        return keras.Model(x, L.Dense(2, name="out")(y), name="exported")

    def texts(shape, *words):
        return lambda rng: np.array([word.encode() for word in words]).reshape(shape)

    return [
        case("shared", shared, {"a": normal((2, 3)), "b": normal((2, 3))}),
        case("recurrent", recurrent, normal((2, 4, 3)), normal((1, 6, 3))),
        case("attending", attending, normal((2, 4, 6))),
        case("types", mixed_types, normal((2, 4), dtype="float64"), tolerance=2e-3,
             notes=["Keras computes a layer in float16, which is computed in float32 here"]),
        case("sequential", sequential, normal((2, 5, 2)), save=traced),
        case("late", late, normal((2, 4))),
        case("inside", sequential, normal((2, 5, 2)), save=metadata_inside,
             notes=["As TensorFlow 2.0 to 2.4 write it, but for versions: made of what 2.15 wrote"]),
        case("preprocessing", preprocessing,
             [normal((4, 2)), texts((4, 1), "cat", "été", "new\nline", "bird"), integers((4, 1), 6, 9, "int64")], weights=False),
        case("vectorized", vectorized, texts((3, 1), "The cat sat!", "a dog and a bird", ""), weights=False),
        case("sequences", sequences, texts((3, 1), "The cat sat!", "a dog and a bird", "")),
        case("lookups", lookups, [texts((3, 2), "north", "south", "süd", "west", "x", "east"), integers((3, 2), 0, 4, "int64")],
             weights=False),
        case("exported", exported, normal((2, 4)), dialects=(3,), save=export),
    ]
