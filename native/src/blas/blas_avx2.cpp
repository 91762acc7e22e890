#define MK_ISA avx2
#include "blas.inl"
