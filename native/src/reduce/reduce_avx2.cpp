#define MK_ISA avx2
#include "reduce.inl"
