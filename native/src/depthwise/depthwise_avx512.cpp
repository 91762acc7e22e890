#define MK_ISA avx512
#include "depthwise.inl"
