#include "softmax.inl"
#include "layer_norm.inl"
