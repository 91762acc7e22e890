"""The same models in other file formats: weights alone with the architecture in JSON, shards, folders, legacy HDF5."""

import os

from support import Case, calls, generator, normal, seed_weights


def cases(keras):
    L = keras.layers
    version = int(keras.__version__.split(".")[0])

    def mixed():
        """Layers with one, two, three, four and no weights, two of a class, a nested model, a shared layer."""
        x = L.Input((6, 5, 3), name="x")
        y = L.Conv2D(4, 3, padding="same", use_bias=False)(x)
        y = L.PReLU(shared_axes=[1, 2])(L.BatchNormalization()(y))
        y = L.SeparableConv2D(4, 3)(y)
        inner_x = L.Input((4,), name="inner_x")
        twice = L.Dense(4, activation="tanh", name="twice")
        inner = keras.Model(inner_x, L.LayerNormalization()(twice(twice(inner_x))), name="inner")
        y = inner(L.GlobalAveragePooling2D()(L.DepthwiseConv2D(2)(y)))
        return keras.Model(x, L.Dense(2, name="head")(L.Dense(5)(y)), name="mixed")

    def attending():
        """Layers with layers inside, called with further arguments, and layers with scalars for weights."""
        x, z = L.Input((4, 6), name="x"), L.Input((5, 6), name="z")
        y = L.MultiHeadAttention(2, 3, value_dim=2, name="self")(x, x, use_causal_mask=True)
        y, scores = L.MultiHeadAttention(2, 3)(y, value=z, key=z, return_attention_scores=True)
        y = L.EinsumDense("abc,cd->abd", (None, 6), bias_axes="d")(y)
        y = L.Attention(use_scale=True, score_mode="concat")([y, z])
        return keras.Model([x, z], [L.AdditiveAttention()([y, z, z]), scores], name="attending")

    def sequential():
        return keras.Sequential([L.Input((5,)), L.Dense(7, activation="relu"), L.Dropout(0.2), L.Dense(4), L.Dense(2)],
                                name="chain")

    def adapted():
        layer = L.Normalization()
        layer.adapt(3 + 2 * generator("data of formats/adapted").standard_normal((30, 4)).astype("float32"))
        dense = L.Dense(3)
        model = keras.Sequential([L.Input((4,)), layer, dense], name="adapted")
        seed_weights(dense, "formats/adapted")
        return model

    def float64():
        return keras.Sequential([L.Input((4,), dtype="float64"), L.Dense(3, dtype="float64")], name="double")

    def case(name, build, save, *shape, dialects=(3,), dtype="float32", **more):
        path = "formats/" + name
        return Case(path, build, calls(path, normal((2,) + shape, dtype=dtype)), keras=dialects, save=save, **more)

    def of_attention(name, save, dialects=(2, 3)):
        path = "formats/" + name
        return Case(path, attending, calls(path, [normal((2, 4, 6)), normal((2, 5, 6))]), keras=dialects, save=save)

    def with_architecture(ending, write=None):
        """Writes X.json and the weights beside it."""

        def save(model, stem):
            with open(stem + ".json", "w", encoding="utf-8") as f:
                f.write(model.to_json(indent=1) + "\n")
            (write or (lambda m, path: m.save_weights(path)))(model, stem + ending)
            return stem + ending

        return save

    def sharded(model, path):
        # Keras counts in gigabytes; these models are to fall into several shards, one variable at least in each.
        largest = max(w.numpy().nbytes for w in model.weights)
        model.save_weights(path, max_shard_size=(largest + 8) / 1024**3)

    def legacy_weights(model, path):
        """What save_weights of Keras 2 writes for any name that ends in .h5 but not in .weights.h5."""
        if version == 2:
            model.save_weights(path)
            return
        import h5py
        from keras.src.legacy.saving import legacy_h5_format

        with h5py.File(path, "w") as f:
            legacy_h5_format.save_weights_to_hdf5_group(f, model)

    def whole(ending):
        def save(model, stem):
            model.save(stem + ending)
            return stem + ending

        return save

    def on_windows(model, stem):
        """A .keras file as Windows has it, where tf.keras joined the paths of weights with backslashes."""
        import ntpath
        from unittest import mock

        from keras.src.saving import saving_lib

        with mock.patch.object(saving_lib.tf.io.gfile, "join", ntpath.join):
            model.save(stem + ".keras")
        return stem + ".keras"

    def folder(model, stem):
        """An unzipped .keras file."""
        import zipfile

        model.save(stem + ".keras")
        with zipfile.ZipFile(stem + ".keras") as z:
            z.extractall(stem)
        os.remove(stem + ".keras")
        return stem

    image, weights = (6, 5, 3), with_architecture(".weights.h5")
    return [
        case("weights", mixed, weights, *image, dialects=(2, 3)),
        case("weights_sequential", sequential, weights, 5, dialects=(2, 3)),
        case("weights_adapted", adapted, weights, 4, weights=False, dialects=(2, 3)),
        case("weights_float64", float64, weights, 4, dtype="float64"),
        case("sharded", mixed, with_architecture(".weights.json", sharded), *image),
        case("sharded_sequential", sequential, with_architecture(".weights.json", sharded), 5),
        case("legacy_weights", mixed, with_architecture(".h5", legacy_weights), *image, dialects=(2, 3)),
        case("legacy_weights_sequential", sequential, with_architecture(".hdf5", legacy_weights), 5, dialects=(2, 3)),
        case("whole_legacy", mixed, whole(".h5"), *image, dialects=(2, 3)),
        case("whole_legacy_sequential", sequential, whole(".hdf5" if version == 2 else ".h5"), 5, dialects=(2, 3)),
        case("whole_keras", mixed, whole(".keras"), *image, dialects=(2, 3)),
        case("whole_keras_sequential", sequential, whole(".keras"), 5, dialects=(2,)),
        case("whole_keras_adapted", adapted, whole(".keras"), 4, weights=False, dialects=(2,)),
        case("whole_keras_windows", mixed, on_windows, *image, dialects=(2,),
             notes=["Keras itself finds no weights in it but on Windows"]),
        case("folder", mixed, folder, *image),
        of_attention("weights_attention", weights),
        of_attention("legacy_weights_attention", with_architecture(".h5", legacy_weights)),
        of_attention("whole_legacy_attention", whole(".h5")),
        of_attention("whole_keras_attention", whole(".keras")),
    ]
