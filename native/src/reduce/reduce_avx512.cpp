#define MK_ISA avx512
#include "reduce.inl"
