"""Layers of keras-hub, made where it is installed: requirements-hub.txt."""

import numpy as np

from support import Case, calls, integers, normal


def cases(keras):
    if not keras.__version__.startswith("3."):
        return []
    try:
        import keras_hub
    except ImportError:
        return []
    L, H = keras.layers, keras_hub.layers
    gelu = keras_hub.src.utils.keras_utils.gelu_approximate

    from keras_hub.src.models.mistral.mistral_layer_norm import MistralLayerNormalization
    from keras_hub.src.models.mistral.mistral_transformer_decoder import MistralTransformerDecoder
    from keras_hub.src.models.qwen.qwen_decoder import QwenTransformerDecoder
    from keras_hub.src.models.qwen3.qwen3_decoder import Qwen3TransformerDecoder

    def mask(steps, *rows):
        return lambda rng: np.array([[1] * n + [0] * (steps - n) for n in rows], "int32")

    def case(name, shapes, build, *rules, dtypes=None, **more):
        """A functional model of inputs x0, x1, …; rules draw one call each."""
        path = "hub/" + name

        def make():
            xs = [L.Input(s, name="x%d" % i, dtype=(dtypes or {}).get(i, "float32")) for i, s in enumerate(shapes)]
            return keras.Model(xs, build(*xs), name="model")

        return Case(path, make, calls(path, *[list(rule) for rule in rules]), **more)

    def words(x):
        return L.Embedding(7, 6, mask_zero=True)(x)

    text = lambda *shape: integers(shape, 0, 7)
    encoder = lambda **more: H.TransformerEncoder(5, 2, name="encoder", **more)
    decoder = lambda **more: H.TransformerDecoder(5, 2, name="decoder", **more)
    return [
        case("encoder", [(4, 6)], lambda x: encoder()(x), [normal((2, 4, 6))]),
        case("encoder_first_gelu", [(None, 6)], lambda x: encoder(normalize_first=True, activation=gelu, dropout=0.1,
                                                                  layer_norm_epsilon=1e-2)(x),
             [normal((2, 4, 6))], [normal((1, 3, 6))]),
        case("encoder_padding", [(4, 6), (4,)], lambda x, m: encoder()(x, padding_mask=m), [normal((2, 4, 6)), mask(4, 4, 2)],
             dtypes={1: "int32"}),
        case("encoder_both_masks", [(3, 6), (3,), (3, 3)], lambda x, m, a: encoder()(x, m, a),
             [normal((2, 3, 6)), mask(3, 3, 2), lambda rng: np.tril(np.ones((2, 3, 3), "int32"))], dtypes={1: "int32", 2: "int32"}),
        case("encoder_scores", [(4, 6)], lambda x: encoder()(x, return_attention_scores=True), [normal((2, 4, 6))]),
        case("encoder_masked", [(5,)], lambda x: L.GlobalAveragePooling1D()(encoder()(words(x))), [text(2, 5)], dtypes={0: "int32"}),
        case("encoder_masked_twice", [(5,)], lambda x: H.TransformerEncoder(4, 3)(encoder()(words(x))), [text(2, 5)],
             dtypes={0: "int32"}),
        case("decoder", [(None, 6)], lambda x: decoder()(x), [normal((2, 4, 6))], [normal((1, 3, 6))]),
        case("decoder_first", [(4, 6), (4,)], lambda x, m: decoder(normalize_first=True, activation="gelu")(
            x, decoder_padding_mask=m), [normal((2, 4, 6)), mask(4, 4, 3)], dtypes={1: "int32"}),
        case("decoder_not_causal", [(4, 6)], lambda x: decoder()(x, use_causal_mask=False), [normal((2, 4, 6))]),
        case("decoder_cross", [(3, 6), (5, 4), (5,)], lambda x, z, m: decoder()(x, z, encoder_padding_mask=m),
             [normal((2, 3, 6)), normal((2, 5, 4)), mask(5, 5, 2)], dtypes={2: "int32"}),
        case("decoder_cross_masks", [(3, 6), (5, 4), (3, 3), (3, 5)],
             lambda x, z, a, b: decoder(normalize_first=True)(x, z, decoder_attention_mask=a, encoder_attention_mask=b),
             [normal((2, 3, 6)), normal((2, 5, 4)), lambda rng: 1 - np.eye(3, k=-1, dtype="int32")[None].repeat(2, 0),
              lambda rng: 1 - np.eye(3, 5, dtype="int32")[None].repeat(2, 0)], dtypes={2: "int32", 3: "int32"}),
        case("decoder_masked", [(4,), (5,)], lambda x, z: L.GlobalAveragePooling1D()(decoder()(words(x), words(z))),
             [text(2, 4), text(2, 5)], dtypes={0: "int32", 1: "int32"}),
        case("f_net_encoder", [(None, 6)], lambda x: H.FNetEncoder(5, activation=gelu, layer_norm_epsilon=1e-3)(x),
             [normal((2, 5, 6))], [normal((1, 4, 6))]),
        case("masked_lm_head", [(5, 6), (2,)], lambda x, m: H.MaskedLMHead(7, intermediate_activation="tanh", activation="softmax")(
            x, mask_positions=m), [normal((2, 5, 6)), lambda rng: np.array([[0, 4], [3, 1]], "int32")], dtypes={1: "int32"}),
        case("position_embedding", [(None, 3)], lambda x: H.PositionEmbedding(25)(x), [normal((2, 5, 3))], [normal((1, 25, 3))]),
        case("position_embedding_start", [(4, 3)], lambda x: H.PositionEmbedding(7)(x, start_index=2), [normal((2, 4, 3))]),
        case("position_embedding_given", [(4, 3), (4,)], lambda x, p: H.PositionEmbedding(7)(x, positions=p),
             [normal((2, 4, 3)), integers((2, 4), 0, 7)], dtypes={1: "int32"}),
        case("token_and_position_embedding", [(None,)], lambda x: H.TokenAndPositionEmbedding(7, 25, 3)(x), [text(2, 5)],
             dtypes={0: "int32"}),
        case("token_and_position_embedding_masked", [(5,)], lambda x: L.GlobalAveragePooling1D()(
            H.TokenAndPositionEmbedding(7, 6, 3, mask_zero=True, tie_weights=False)(x)), [text(2, 5)], dtypes={0: "int32"}),
        case("sine_position_encoding", [(None, 5)], lambda x: H.SinePositionEncoding(max_wavelength=100)(x), [normal((2, 6, 5))],
             [normal((1, 3, 5))]),
        case("sine_position_encoding_start", [(3, 4)], lambda x: H.SinePositionEncoding()(x, start_index=3), [normal((2, 3, 4))]),
        case("rotary_embedding", [(None, 6)], lambda x: H.RotaryEmbedding()(x), [normal((2, 5, 6))], [normal((1, 3, 6))]),
        case("rotary_embedding_heads", [(5, 3, 4)], lambda x: H.RotaryEmbedding(max_wavelength=50, scaling_factor=2.0)(
            x, start_index=2), [normal((2, 5, 3, 4))]),
        case("rotary_embedding_dynamic", [(6, 5)], lambda x: H.RotaryEmbedding(
            rope_type="dynamic", scaling_factor=3.0, sequence_axis=2, feature_axis=1)(x), [normal((2, 6, 5))]),
        case("rotary_embedding_given", [(4, 6), (4,)], lambda x, p: H.RotaryEmbedding(denominator_dim=12)(x, positions=p),
             [normal((2, 4, 6)), integers((2, 4), 0, 9)], dtypes={1: "int32"}),
        case("alibi_bias", [(3, 4, None)], lambda x: H.AlibiBias()(x), [normal((2, 3, 4, 5))], [normal((1, 3, 4, 2))]),
        case("alibi_bias_four", [(4, 2, 3)], lambda x: H.AlibiBias(alibi_bias_max=4)(x), [normal((2, 4, 2, 3))]),
        case("mistral_decoder", [(None, 6), (None,)], lambda x, m: MistralTransformerDecoder(
            5, 4, 2, sliding_window=2, head_dim=4, rope_scaling_factor=2.0)(x, decoder_padding_mask=m),
             [normal((2, 4, 6)), mask(4, 4, 2)], [normal((1, 3, 6)), mask(3, 2)], dtypes={1: "int32"}),
        case("mistral_norm", [(4, 6)], lambda x: MistralLayerNormalization(epsilon=1e-2)(x), [normal((2, 4, 6))]),
        case("qwen_decoder", [(4, 8)], lambda x: QwenTransformerDecoder(
            5, 4, 2, activation="gelu", rope_max_wavelength=100)(x), [normal((2, 4, 8))]),
        case("qwen_decoder_masks", [(4, 8), (4,), (4, 4)], lambda x, m, a: QwenTransformerDecoder(5, 2, 2)(x, m, a),
             [normal((2, 4, 8)), mask(4, 4, 3), lambda rng: 1 - np.eye(4, k=-1, dtype="int32")[None].repeat(2, 0)],
             dtypes={1: "int32", 2: "int32"}),
        case("qwen3_decoder", [(4, 8)], lambda x: Qwen3TransformerDecoder(5, 4, 2, head_dim=2, layer_norm_epsilon=1e-3)(x),
             [normal((2, 4, 8))], notes=["Keras cannot read it back: the configuration lacks head_dim"]),
    ]
