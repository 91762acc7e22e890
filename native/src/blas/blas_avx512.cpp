#define MK_ISA avx512
#include "blas.inl"
