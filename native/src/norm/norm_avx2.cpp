#define MK_ISA avx2
#include "norm.inl"
