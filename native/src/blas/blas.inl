#include "product.inl"
#include "convolution.inl"
