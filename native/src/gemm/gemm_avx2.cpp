#define MK_ISA avx2
#include "gemm.inl"
