#!/usr/bin/env python3
"""Makes small backbones of keras-hub with seeded weights, with golden values: for `./markhor verify`.

    hub.py FOLDER [NAME ...]

Needs requirements-hub.txt; nothing is downloaded. What `save` of a backbone writes is the arguments of its constructor, which says nothing of
its layers; so each is saved as the functional model that it is: `keras.Model(backbone.inputs, backbone.outputs)`. What is there already
is left as it is. docs/parity.md has the results, written by parity_page.py.
"""

import argparse
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", TF_ENABLE_ONEDNN_OPTS="0")

import keras  # noqa: E402
import keras_hub  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

import support  # noqa: E402

WORDS, LENGTH, SIZE = 23, 7, 64
TEXT = {"vocabulary_size": WORDS, "num_layers": 2, "num_heads": 2, "hidden_dim": 8, "intermediate_dim": 12}
GROUPED = {"vocabulary_size": WORDS, "num_layers": 2, "num_query_heads": 4, "num_key_value_heads": 2, "hidden_dim": 16,
           "intermediate_dim": 12}
GEMMA = dict(GROUPED, head_dim=4)
LONG = {"max_sequence_length": 9}
PICTURE = {"image_shape": (SIZE, SIZE, 3)}
VIT = dict(PICTURE, patch_size=16, num_layers=2, num_heads=2, hidden_dim=12)


def resnet(**more):
    options = {"input_conv_filters": [64], "input_conv_kernel_sizes": [7], "stackwise_num_filters": [64, 72],
               "stackwise_num_blocks": [2, 1], "stackwise_num_strides": [1, 2], "block_type": "basic_block"}
    return keras_hub.models.ResNetBackbone(**dict(options, **PICTURE), **more)


def mit():
    return keras_hub.models.MiTBackbone(
        layerwise_depths=[1, 1], num_layers=2, layerwise_num_heads=[1, 2], layerwise_sr_ratios=[2, 1],
        max_drop_path_rate=0.1, layerwise_patch_sizes=[7, 3], layerwise_strides=[4, 2], hidden_dims=[8, 12], **PICTURE)


def clip():
    parts = {"hidden_dim": 8, "num_layers": 1, "num_heads": 2, "intermediate_dim": 12}
    from keras_hub.src.models.clip.clip_text_encoder import CLIPTextEncoder
    from keras_hub.src.models.clip.clip_vision_encoder import CLIPVisionEncoder
    return keras_hub.models.CLIPBackbone(
        CLIPVisionEncoder(patch_size=16, image_shape=(SIZE, SIZE, 3), **parts),
        CLIPTextEncoder(vocabulary_size=WORDS, embedding_dim=8, max_sequence_length=LENGTH, **parts), projection_dim=6)


def siglip():
    from keras_hub.src.models.siglip.siglip_text_encoder import SigLIPTextEncoder
    from keras_hub.src.models.siglip.siglip_vision_encoder import SigLIPVisionEncoder
    parts = {"hidden_dim": 8, "num_layers": 1, "num_heads": 2, "intermediate_dim": 12}
    return keras_hub.models.SigLIPBackbone(
        SigLIPVisionEncoder(patch_size=16, image_shape=(SIZE, SIZE, 3), **parts),
        SigLIPTextEncoder(vocabulary_size=WORDS, embedding_dim=8, max_sequence_length=LENGTH, **parts))


MAKERS = {
    "Albert": dict(TEXT, embedding_dim=6, **LONG), "Bart": dict(TEXT, **LONG), "Bert": dict(TEXT, **LONG),
    "Bloom": TEXT, "DebertaV3": dict(TEXT, bucket_size=4, **LONG), "DistilBert": dict(TEXT, **LONG),
    "Electra": dict({k: v for k, v in TEXT.items() if k != "vocabulary_size"}, vocab_size=WORDS, embedding_dim=6, **LONG),
    "ESM": dict(TEXT, **LONG), "FNet": dict({k: v for k, v in TEXT.items() if k != "num_heads"}, **LONG),
    "Falcon": dict({k: v for k, v in TEXT.items() if k != "num_heads"}, num_attention_heads=2),
    "GPT2": dict(TEXT, **LONG), "GPTNeoX": dict(TEXT, rotary_percentage=0.5, **LONG), "OPT": dict(TEXT, **LONG),
    "Roberta": dict(TEXT, **LONG), "XLMRoberta": dict(TEXT, **LONG), "XLNet": TEXT, "T5": TEXT,
    "RoformerV2": dict(TEXT, head_size=4), "Whisper": dict(TEXT, num_mels=6, max_encoder_sequence_length=16, max_decoder_sequence_length=9),
    "Gemma": GEMMA, "Gemma3": dict(GEMMA, image_size=16, vision_encoder=None), "Llama": GROUPED, "Llama3": GROUPED, "Mistral": GROUPED,
    "Mixtral": dict(GROUPED, num_experts=2), "Phi3": GROUPED, "Qwen": GROUPED, "Qwen3": dict(GROUPED, head_dim=4),
    "QwenMoe": dict(GROUPED, moe_intermediate_dim=6, shared_expert_intermediate_dim=6, num_experts=2, top_k=1),
    "CLIP": clip, "SigLIP": siglip, "ResNet": resnet, "MiT": mit,
    "ResNetV2": lambda: resnet(use_pre_activation=True, name="v2"),
    "SegFormer": lambda: keras_hub.models.SegFormerBackbone(mit(), projection_filters=8),
    "DeepLabV3": lambda: keras_hub.models.DeepLabV3Backbone(
        resnet(), spatial_pyramid_pooling_key="P3", low_level_feature_key="P2", upsampling_size=4, dilation_rates=[2, 4],
        projection_filters=6, **PICTURE),
    "RetinaNet": lambda: keras_hub.models.RetinaNetBackbone(resnet(), min_level=2, max_level=4, use_p5=True, **PICTURE),
    "DenseNet": dict(PICTURE, stackwise_num_repeats=[2, 3], growth_rate=6), "ViT": dict(VIT, mlp_dim=16),
    "DeiT": dict(VIT, intermediate_dim=16),
    "DINOV2": dict(VIT, intermediate_dim=16, position_embedding_shape=(SIZE, SIZE, 3)),
    "ViTDet": {"hidden_size": 12, "num_layers": 2, "intermediate_dim": 16, "num_heads": 2, "global_attention_layer_indices": [1],
               "image_shape": (SIZE, SIZE, 3), "patch_size": 16, "num_output_channels": 6, "window_size": 2},
    "SwinTransformer": dict(PICTURE, embed_dim=8, depths=[1, 1], num_heads=[1, 2], window_size=4),
    "VGG": dict(PICTURE, stackwise_num_repeats=[1, 2], stackwise_num_filters=[6, 8]),
    "Xception": dict(PICTURE, stackwise_conv_filters=[[6, 8], [12, 12], [16, 16]], stackwise_pooling=[False, True, False]),
    "CSPNet": dict(PICTURE, stem_filters=8, stem_kernel_size=3, stem_strides=1, stackwise_depth=[1, 2], stackwise_strides=[1, 2],
                   stackwise_num_filters=[8, 12], block_type="dark_block", stage_type="csp"),
    "EfficientNet": {
        "input_shape": (SIZE, SIZE, 3), "stackwise_width_coefficients": [1.0] * 2, "stackwise_depth_coefficients": [1.0] * 2,
        "stackwise_kernel_sizes": [3, 5], "stackwise_num_repeats": [1, 2], "stackwise_input_filters": [8, 8],
        "stackwise_output_filters": [8, 16], "stackwise_expansion_ratios": [1, 4], "stackwise_strides": [1, 2],
        "stackwise_squeeze_and_excite_ratios": [0.25, 0.25], "stackwise_block_types": ["v1", "v1"],
        "stackwise_force_input_filters": [0, 0], "stackwise_nores_option": [False, False], "num_features": 24},
    "MobileNet": {
        "image_shape": (SIZE, SIZE, 3), "stackwise_expansion": [[8], [16, 24]], "stackwise_num_blocks": [1, 2],
        "stackwise_num_filters": [[8], [12, 12]], "stackwise_kernel_size": [[3], [5, 5]], "stackwise_num_strides": [[2], [2, 1]],
        "stackwise_se_ratio": [[0.25], [None, 0.25]], "stackwise_activation": [["relu"], ["hard_swish", "hard_swish"]],
        "stackwise_padding": [[1], [2, 2]], "output_num_filters": 16, "depthwise_filters": 8, "depthwise_stride": 2,
        "depthwise_residual": False, "last_layer_filter": 24, "squeeze_and_excite": 0.5, "input_num_filters": 8},
}


def draw(tensor, name):
    """Ids below the number of words, masks that end with padding, segments, or values of about 1."""
    rng = support.generator("input %s of %s" % (tensor.name, name))
    free = LENGTH if len(tensor.shape) < 4 else SIZE
    shape = (2,) + tuple(free if d is None else d for d in tensor.shape[1:])
    if "mask" in tensor.name:
        mask = np.ones(shape, "int32")
        mask[1, -2:] = 0
        return mask.astype(tensor.dtype)
    if tensor.dtype.startswith("int"):
        return rng.integers(0, 2 if "segment" in tensor.name else WORDS, shape).astype(tensor.dtype)
    return rng.standard_normal(shape).astype(tensor.dtype)


def make(folder, name):
    stem = os.path.join(folder, name)
    if os.path.exists(stem + ".golden.json"):
        return
    keras.backend.clear_session()
    maker = MAKERS[name]
    backbone = maker() if callable(maker) else getattr(keras_hub.models, name + "Backbone")(**maker)
    model = keras.Model(backbone.inputs, backbone.outputs, name=name.lower())
    support.seed_weights(model, "hub " + name)
    model.save(stem + ".keras")
    inputs = [draw(tensor, name) for tensor in model.inputs]
    outputs = support.run(tf, model, inputs)
    if not all(np.isfinite(y).all() and np.ptp(y) > 1e-4 for y in outputs):
        raise ValueError("outputs tell nothing")
    np.savez_compressed(stem + ".golden.npz", **support.arrays(inputs, outputs))
    support.write_json(stem + ".golden.json", {
        "model": name + ".keras", "writer": {"keras_version": keras.__version__, "backend": "tensorflow", "keras_hub": keras_hub.__version__},
        "parameters": model.count_params(), "tolerance": 1e-5})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    for name in arguments.names or MAKERS:
        try:
            make(arguments.folder, name)
            print("made  ", name, flush=True)
        except Exception as e:  # a class that keras-hub cannot save, say: the rest goes on
            if os.path.exists(os.path.join(arguments.folder, name + ".keras")):
                os.remove(os.path.join(arguments.folder, name + ".keras"))
            print("FAILED", name, "%s: %s" % (type(e).__name__, str(e).strip()[:300].replace("\n", " ")), flush=True)


if __name__ == "__main__":
    main()
