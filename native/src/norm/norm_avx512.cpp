#define MK_ISA avx512
#include "norm.inl"
