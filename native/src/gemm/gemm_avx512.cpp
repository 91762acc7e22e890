#define MK_ISA avx512
#include "gemm.inl"
