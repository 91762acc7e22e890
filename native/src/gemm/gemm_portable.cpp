#define MK_ISA portable
#include "gemm.inl"
