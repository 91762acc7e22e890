#define MK_ISA avx2
#include "depthwise.inl"
