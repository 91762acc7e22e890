#include "pack.inl"
#include "product.inl"
#include "convolution.inl"
#include "batched_product.inl"
