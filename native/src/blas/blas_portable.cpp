#define MK_ISA portable
#include "blas.inl"
